"""What answers to an address."""
