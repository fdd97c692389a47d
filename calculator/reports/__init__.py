"""One way of saying a report per file. Nothing here decides anything; ``interface`` is the door."""
