"""The file itself: limits, containers, encodings; before anything is parsed."""
