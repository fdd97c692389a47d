"""``python -m tests.attacks.fuzz [--rounds N] [--seed S]``: a crossing bill, damaged at random, must never come out as "below".

Three ways: bytes (flipped, cut, doubled, moved; raw, or inside of the parts of the zip file so that its checksums hold),
XML (elements dropped, doubled, renamed, attributes and numbers changed), and cells (hostile values in a valid bill that do
not touch the magnet, and hostile rows beside it). What is found is written to ``findings`` and replayed by the tests.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from calculator.cli.main import main as deminimis
from tests.attacks.registry import CONTENT, MAGNET, PRODUCT, SEEDS, parts_of, write, zip_up
from tests.attacks.values import NUMBERS, TEXTS

FINDINGS = Path(__file__).parent / "findings"
SUFFIXES = ("xlsx", "xls", "ods")
INTERESTING = (
    b"0",
    b"-1",
    b"1e999",
    b"4294967295",
    b"9" * 40,
    b"",
    b"\x00",
    b"\xff\xfe",
    b"&#0;",
    b"A1:XFD1048576",
    b"true",
    b"<",
    b"\xed\xa0\x80",
)
_ELEMENT = re.compile(rb"<[^<>]{1,400}>")
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
_ATTRIBUTE = re.compile(rb' [\w:]+="[^"]*"')


def damaged_bytes(data: bytes, rng: random.Random) -> bytes:
    """A few bytes changed."""
    held = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        if not held:
            break
        at, length = rng.randrange(len(held)), rng.choice((1, 2, 4, 16, 200))
        way = rng.randrange(6)
        if way == 0:
            held[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            held[at : at + length] = rng.randbytes(length)
        elif way == 2:
            del held[at : at + length]
        elif way == 3:
            held[at:at] = held[at : at + length] * rng.choice((1, 3, 100))
        elif way == 4:
            held[at : at + length] = rng.choice(INTERESTING)
        else:
            other = rng.randrange(len(held))
            held[at : at + length] = held[other : other + length]
    return bytes(held)


def damaged_xml(data: bytes, rng: random.Random) -> bytes:
    """A few elements, attributes or numbers changed; what comes out is mostly still XML."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        pattern = rng.choice((_ELEMENT, _NUMBER, _ATTRIBUTE))
        found = list(pattern.finditer(data))
        if not found:
            return data
        one = rng.choice(found)
        new = rng.choice(
            (
                b"",
                one.group() * 2,
                one.group() * 50,
                rng.choice(INTERESTING),
                rng.choice(found).group(),
            )
        )
        data = data[: one.start()] + new + data[one.end() :]
    return data


def byte_case(folder: Path, rng: random.Random) -> tuple[Path, bool]:
    """A damaged seed, and whether the magnet is sure to be untouched."""
    suffix = rng.choice(SUFFIXES)
    path = folder / f"bom.{suffix}"
    data = (SEEDS / f"crosses.{suffix}").read_bytes()
    if suffix == "xls" or rng.random() < 0.3:
        path.write_bytes(damaged_bytes(data, rng))
        return path, False
    parts = parts_of(
        SEEDS
        / rng.choice(
            (f"crosses.{suffix}", "shared.xlsx" if suffix == "xlsx" else f"crosses.{suffix}")
        )
    )
    name = rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    parts[name] = (damaged_xml if rng.random() < 0.7 else damaged_bytes)(parts[name], rng)
    return zip_up(path, parts), False


def cell_case(folder: Path, rng: random.Random) -> tuple[Path, bool]:
    """Rows beside the magnet full of hostile values: the magnet crosses whatever they say."""
    values = (*NUMBERS, *TEXTS.values(), None, 0, -1, 1e300, True)
    rows = []
    for at in range(rng.randint(1, 6)):
        row = {
            **MAGNET,
            "Level": rng.choice((1, 1, 1, 2, 0)),
            "Part Number": f"X{at}",
            "Item Class": rng.choice(("other", "magnet", None)),
        }
        for head in rng.sample(
            [head for head in row if head not in ("Level", "Part Number")], rng.randint(1, 6)
        ):
            row[head] = rng.choice(values)
        rows.append(row)
    at = rng.randrange(len(rows) + 1)
    bom = [PRODUCT, *rows[:at], MAGNET, *rows[at:]]
    extra = {
        "Part Number": f"X{rng.randrange(6)}",
        "Substance": rng.choice(("Dy", "Tb", "none", *values)),
        "wt%": rng.choice(values),
        "Value": rng.choice(values),
        "Currency": rng.choice(("USD", "EUR", *values)),
    }
    try:
        return write(folder, bom, [CONTENT, extra]), not any(
            row["Level"] == 2 for row in rows[at : at + 1]
        )
    except ValueError:  # openpyxl refuses control characters
        return write(folder), True


def judged(path: Path, *, is_whole: bool) -> str:
    """What is wrong with the answer, or nothing. Damage that takes the magnet away may make the bill harmless."""
    result = CliRunner().invoke(
        deminimis, ["check", str(path), "--on", "2026-11-23", "--format", "json"]
    )
    if result.exit_code not in (0, 1, 3, 4):
        return f"status {result.exit_code}: {result.output[-300:]}"
    if is_whole and result.exit_code != 1:
        return f"status {result.exit_code} though the magnet is whole"
    if (
        result.exit_code == 0
        and '"verdict": "below"' in result.stdout
        and '"item": "MAG"' in result.stdout
    ):
        # Damaged bytes can write another price or another share into the cells: then "below" is what the file says.
        return "" if not is_whole else "below"
    return ""


def run(rounds: int, seed: int, keep: Path | None = None) -> list[str]:
    """Rounds of damage; what was found, with the number of the round."""
    found = []
    for at in range(rounds):
        rng = random.Random(f"{seed}-{at}")
        with tempfile.TemporaryDirectory() as folder:
            path, is_whole = (byte_case if rng.random() < 0.6 else cell_case)(Path(folder), rng)
            fault = judged(path, is_whole=is_whole)
            if fault:
                found.append(f"round {at}: {fault}")
                if keep is not None:
                    keep.mkdir(exist_ok=True)
                    (keep / f"{seed}-{at}{'-whole' if is_whole else ''}{path.suffix}").write_bytes(
                        path.read_bytes()
                    )
    return found


def main() -> None:
    """More rounds than the tests have time for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    found = run(words.rounds, words.seed, FINDINGS)
    sys.stdout.write("\n".join([*found, f"{words.rounds} rounds, {len(found)} findings"]) + "\n")


if __name__ == "__main__":
    main()
