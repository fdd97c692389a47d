"""One reader a format: sheets as values that know their address, and what the eye sees beside them."""
