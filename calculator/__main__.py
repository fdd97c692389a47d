"""``python -m calculator``."""

from calculator.cli import main

main(prog_name="deminimis")
