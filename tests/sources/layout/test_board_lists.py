"""Lists of the parts of a board, as EDA programs write them: designators instead of a column of quantities."""

from __future__ import annotations

import pytest

from tests.sources.layouts import codes, read

LISTS = {
    "KiCad": '"Reference","Value","Footprint","Datasheet"\n"R1, R2","10k","R_0603","~"\n"C1","100n","C_0603","~"\n"U1","LM358","SOIC-8","~"\n',
    "EAGLE": "Part;Value;Device;Package;Description\nR1;10k;R-EU_R0603;R0603;RESISTOR\nC1;100n;C-EUC0603;C0603;CAPACITOR\n",
    "JLCPCB": 'Comment,Designator,Footprint,JLCPCB Part #\n10k,"R1,R2",0603,C25804\n100nF,C1,0603,C14663\n',
    "Altium": 'Comment,Description,Designator,Footprint,LibRef\n10k,Resistor 1 %,"R1, R2",0603,RES\n100nF,Capacitor,C1,0603,CAP\n',
}


@pytest.mark.parametrize("program", LISTS)
def test_a_list_that_names_designators_and_counts_nothing_is_a_bill(tmp_path, program):
    path = tmp_path / "board.csv"
    path.write_text(LISTS[program], "utf-8")
    bill = read(path)
    assert not bill.refused
    assert not {"no-bill", "quantity-missing"} & codes(bill)
    product = bill.bill.products[0]
    lines = bill.bill.lines_of(product)
    counts = sorted(str(line.quantity_per.low) for line in lines if line.quantity_per.is_exact)
    assert counts == {"KiCad": ["1", "1", "2"], "EAGLE": ["1", "1"]}.get(program, ["1", "2"])


@pytest.mark.parametrize(
    "text",
    [
        "Reference,Name,Phone\nA1,Smith,123\nB2,Jones,456\n",
        "Reference,Comment\nA1,clean on Monday\nB2,clean on Friday\n",
    ],
)
def test_rooms_and_contacts_are_no_board(tmp_path, text):
    path = tmp_path / "rooms.csv"
    path.write_text(text, "utf-8")
    assert read(path).refused
