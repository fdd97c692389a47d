"""``python -m calculator``."""

from calculator.cli.main import main

main(prog_name="deminimis")
