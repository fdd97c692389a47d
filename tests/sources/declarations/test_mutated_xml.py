"""A declaration in XML in which letters were changed: it is read or refused, never more, and never all there is without its dysprosium."""

from __future__ import annotations

import random

import pytest

from calculator.model.content_row import Disclosure
from calculator.sources.declarations.xml_declaration import read_declaration
from calculator.sources.files.container import Container
from calculator.sources.files.formats import DECLARATION
from calculator.sources.files.limits import Limits, RefusedError
from tests.sources.declarations.trees import IPC_A, iec, iec_part, material, product

GOOD = (
    f"<MainDeclaration {IPC_A}>{product(material())}</MainDeclaration>",
    iec(iec_part()),
)
LETTERS = "0123456789.,-+eE<>/\"'&;=% abcdyNDg\u00e9\u9752"


def mutated(text: str, seed: int) -> str:
    """The text with one to four letters replaced, taken out, put in or doubled."""
    lot = random.Random(seed)  # no secret
    for _ in range(lot.randint(1, 4)):
        at = lot.randrange(len(text))
        letter = lot.choice(LETTERS)
        text = lot.choice(
            (
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at:],
                text[:at] + text[at : at + 20] + text[at:],
            )
        )
    return text


@pytest.mark.parametrize("good", GOOD, ids=("ipc1752", "iec62474"))
def test_changed_letters_never_make_a_list_whole_without_its_dysprosium(good):
    refused = 0
    for seed in range(400):
        data = mutated(good, seed).encode()
        container = Container(name="d.xml", data=data, sha256="0", kind=DECLARATION)
        try:
            rows = read_declaration(container, Limits()).contents
        except RefusedError:
            refused += 1
            continue
        whole = [row for row in rows if row.content.disclosure is Disclosure.ALL]
        elements = {element for row in whole for element in row.content.substance.elements}
        assert not whole or elements & {"Dy", "?"} or any(row.is_open for row in whole), seed
    assert 0 < refused < 400
