"""Files of suppliers into bills: limits first, then cells that know their address, then items and lines."""
