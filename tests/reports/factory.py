"""Reports built by hand, each with one thing worth saying."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from calculator.determination.headroom import headroom_of
from calculator.findings.accounting import (
    ColumnAccount,
    HeardFate,
    InputAccount,
    RowFate,
    SheetAccount,
    SheetFate,
)
from calculator.findings.finding import (
    Arithmetic,
    Contribution,
    Finding,
    NodeFinding,
    Question,
    QuestionKind,
    Reason,
    SuspectKind,
    TotalUse,
    UnresolvedPart,
    Use,
)
from calculator.findings.obligation import ClearanceRecord, Obligation, Standing
from calculator.findings.report import InputFile, Reading, Report
from calculator.findings.verdict import Licence, MassContent, Ratio, Subject, Verdict
from calculator.model.item import Evidence, Item, ItemClass
from calculator.model.later import Later
from calculator.model.problem import error, note, warning
from calculator.model.source import Source
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.rules import Rule, load_rules

RULES = load_rules()[0]
RULE_61 = RULES["cn-mofcom-2025-61"]
BY_MASS = RULES["screen-mass"]
LIST = RULES["cn-mofcom-2025-18"]
"""A control list: no line, and no products."""
ON = date(2026, 11, 23)


def exactly(text: str) -> Bounds:
    return Bounds.exactly(Fraction(text))


def between(low: str, high: str | None) -> Bounds:
    return Bounds(Fraction(low), None if high is None else Fraction(high))


def cell(row: int, column: int = 2, sheet: str = "BOM", file: str = "drone.xlsx") -> Source:
    return Source(file, sheet, row, column)


def item(
    number: str,
    description: str = "",
    row: int = 2,
    item_class: ItemClass = ItemClass.MAGNET,
    supplier: str = "",
) -> Item:
    return Item(
        number=number,
        description=description,
        item_class=item_class,
        class_stated=True,
        supplier=supplier,
        cells=(cell(row),),
    )


def reasons(verdict: Verdict, technology: str = "no", origin: str = "no") -> tuple[Reason, ...]:
    return (
        Reason(trigger="value-share", state=verdict.value, clause="1(1)"),
        Reason(trigger="chinese-technology", state=technology, clause="1(2)"),
        Reason(trigger="chinese-origin", state=origin, clause="1(3)"),
    )


def contribution(holder: str, value: Bounds, mass: Bounds, origin: str = "CN") -> Contribution:
    return Contribution(
        substance="Dy",
        form="metal",
        origin=origin,
        mass=mass,
        value=value,
        quantity=exactly("1"),
        path=(holder,),
        cells=(cell(4, 2, "Content"), cell(4, 8, "Content")),
        evidence=Evidence.DECLARED,
        arithmetic=Later.known(Arithmetic(workings=("0.001 kg × 310 USD/kg = 0.31 USD",))),
    )


def finding(
    number: str,
    verdict: Verdict,
    numerator: Bounds,
    denominator: Bounds,
    *,
    description: str = "Arc magnet",
    rule: Rule = RULE_61,
    licence: Licence = Licence.REQUIRED,
    subject: Subject = Subject.YES,
    questions: tuple[Question, ...] = (),
    row: int = 4,
    listed: Bounds | None = None,
    whole: Bounds | None = None,
    supplier: str = "Magnets Ltd",
    clearance: tuple[ClearanceRecord, ...] = (),
) -> Finding:
    listed = listed or between("0.0005", "0.001")
    tested = (
        Ratio(numerator=listed, denominator=whole or exactly("0.02"), unit="kg")
        if rule.is_by_mass
        else Ratio(numerator=numerator, denominator=denominator, unit="USD")
    )
    return Finding(
        distances=Later.known(headroom_of(item(number), rule, tested, ())),
        rule=rule,
        item=item(number, description, row, supplier=supplier),
        subject=subject,
        subject_why="NdFeB permanent magnet that holds dysprosium",
        verdict=verdict,
        licence=licence,
        reasons=reasons(verdict)
        if rule is RULE_61
        else (Reason(trigger="mass-share", state=verdict.value, clause="screen"),),
        value=Ratio(numerator=numerator, denominator=denominator, unit="USD"),
        mass=MassContent(
            listed=listed, rare_earth=between("0.006", None), whole=whole or exactly("0.02")
        ),
        contributions=(contribution(number, numerator, listed),)
        if numerator != exactly("0")
        else (),
        where_used=(Use(path=("DRONE", "MOTOR", number), quantity=exactly("8")),),
        used_in=(TotalUse(product="DRONE", quantity=exactly("8"), paths=1),),
        questions=questions,
        clearance=clearance,
        evidence=Evidence.DECLARED,
    )


def record(
    obligation: Obligation, by: str, *cells: Source, standing: Standing = Standing.PROVED
) -> ClearanceRecord:
    return ClearanceRecord(obligation=obligation, standing=standing, by=by, cells=cells)


def node(
    number: str,
    verdict: Verdict,
    numerator: Bounds,
    denominator: Bounds,
    holds: tuple[str, ...],
    *,
    top: bool = False,
) -> NodeFinding:
    return NodeFinding(
        rule=RULE_61,
        item=item(number, number.capitalize(), 2, ItemClass.ASSEMBLY),
        top=top,
        verdict=verdict,
        licence=Licence.UNDETERMINED,
        reasons=reasons(verdict),
        value=Ratio(numerator=numerator, denominator=denominator, unit="USD"),
        mass=MassContent(listed=exactly("0.004"), rare_earth=exactly("0.03"), whole=UNKNOWN),
        holds=holds,
    )


def report(*findings: Finding, **changes: object) -> Report:
    """A report with nothing in it but ``findings``."""
    plain = Report(
        version="0.1.0",
        on=ON,
        reading=Reading.MATERIALS,
        currency="USD",
        quantity_convention="per-parent: the rule of an indented bill",
        inputs=(InputFile(path="drone.xlsx", sha256="ab" * 32, size=12345, role="bom"),),
        assumptions=(),
        rules=(RULE_61,),
        item_count=6,
        findings=findings,
        suspects=(),
        nodes=(),
        problems=(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def drone() -> Report:
    """A drone: one magnet crosses, one is below by a hair, one is undetermined, one motor is not broken down."""
    asks = (
        Question(
            kind=QuestionKind.SUBSTANCE_ORIGIN,
            substance="Dy",
            item="MAG-03",
            asks="origin of Dy",
            supplier="日本電磁石",
            settles=True,
        ),
        Question(
            kind=QuestionKind.PRICE,
            item="MAG-03",
            asks="unit price and its currency",
            supplier="日本電磁石",
            settles=False,
        ),
    )
    return report(
        finding(
            "MAG-01",
            Verdict.CROSSES,
            exactly("0.31"),
            exactly("12.5"),
            description="Arc magnet N48SH",
        ),
        finding(
            "MAG-02",
            Verdict.BELOW,
            exactly("0.0124999"),
            exactly("12.5"),
            description="Disc magnet",
            licence=Licence.NOT_REQUIRED,
            row=5,
            clearance=(
                record(Obligation.CLASS, "magnet, stated", cell(5)),
                record(Obligation.COMPOSITION, "a declaration that is full, declared", cell(5)),
                record(
                    Obligation.PRICE, "1 price stated, the lowest used as the whole", cell(5, 12)
                ),
                record(Obligation.TECHNOLOGY, "--assume technology=no", standing=Standing.ASSUMED),
            ),
        ),
        finding(
            "MAG-03",
            Verdict.UNDETERMINED,
            between("0", "0.5"),
            exactly("3"),
            description="永磁体 磁钢",
            licence=Licence.UNDETERMINED,
            questions=asks,
            row=6,
            supplier="日本電磁石",
        ),
        finding(
            "MAG-04",
            Verdict.NOT_SUBJECT,
            exactly("0"),
            UNKNOWN,
            description="Ferrite ring",
            licence=Licence.NOT_REQUIRED,
            subject=Subject.NO,
            row=7,
            clearance=(record(Obligation.COMPOSITION, "ferrite holds no rare earth", cell(7)),),
        ),
        suspects=(
            UnresolvedPart(
                item=item("SPK-7", "Loudspeaker 8 ohm", 9, ItemClass.OTHER),
                why='description says "loudspeaker"',
            ),
            UnresolvedPart(
                item=item("", "N52 magnet for the door latch", 30, ItemClass.OTHER),
                why='the remark says "N52 magnet"',
                kind=SuspectKind.HEARD,
            ),
        ),
        accounting=(
            InputAccount(
                path="drone.xlsx",
                sheets=(
                    SheetAccount(
                        name="BOM",
                        fate=SheetFate.BILL,
                        row_count=9,
                        rows={RowFate.LINE: 7, RowFate.HEADING: 1, RowFate.NOTE: 1},
                        columns=(
                            ColumnAccount(heading="Part Number", read_as="number"),
                            ColumnAccount(heading="Ort", read_as="unread"),
                        ),
                    ),
                    SheetAccount(name="Logo", fate=SheetFate.PICTURES_ONLY, row_count=0),
                ),
                heard={HeardFate.PART: 1, HeardFate.NEGATION: 2},
                objects={"picture": 1},
            ),
        ),
        nodes=(
            node(
                "DRONE",
                Verdict.BELOW,
                between("2.48", "6.5"),
                exactly("40000"),
                ("MAG-01", "MAG-02", "MAG-03"),
                top=True,
            ),
            node(
                "MOTOR",
                Verdict.CROSSES,
                between("0.31", "0.82"),
                exactly("60"),
                ("MAG-01", "MAG-02", "MAG-03"),
            ),
        ),
        assumptions=(("technology", "no"),),
        problems=(
            error(
                "unknown-unit",
                'unit "ton" could be 907.18 kg or 1000 kg; write "t" or "short ton"',
                cell(14, 6),
            ),
            warning("hidden-rows", "hidden rows were read", cell(15), cell(16)),
            note("unit-assumed", "a blank unit was read as each", cell(17)),
        ),
    )
