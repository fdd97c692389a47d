"""The vocabulary of what was concluded, and from what."""
