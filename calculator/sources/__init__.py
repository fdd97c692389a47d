"""Files of suppliers into a bill with its facts: limits first, then cells that know their address, then items and lines. ``reader`` is the only face."""
