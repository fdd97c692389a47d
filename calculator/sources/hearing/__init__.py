"""What is heard beside the lines of a bill: texts from every corner of a file, what they name, and what settles it."""
