"""The local web page: a second door beside the command line, on the loopback address only."""
