"""Reference data: dated, sourced, and never a verdict by itself."""
