"""What is left of the phrases that were heard, once the items are decided."""

from __future__ import annotations

from calculator.determination.heard import heard_parts, settled_by_findings, with_heard
from calculator.findings.accounting import HeardFate, InputAccount
from calculator.findings.finding import SuspectKind, UnresolvedPart
from calculator.findings.mention import Mention
from calculator.model.item import Item, ItemClass
from calculator.model.source import Source
from tests.workbooks import assessed, dysprosium, magnet


def mention(words: str = "N52 magnet", row: int = 1, **more: object) -> Mention:
    """One phrase that nothing settles, in the first column of a sheet."""
    stated: dict[str, object] = {
        "file": "bom.xlsx",
        "names": ItemClass.MAGNET,
        "where": "in a comment",
        "why": "it names a magnet",
        "cells": (Source("bom.xlsx", "Misc", row, 1),),
        "fate": HeardFate.PART,
    }
    return Mention(words=words, **{**stated, **more})


def test_one_phrase_is_one_suspect_with_its_cells_in_their_order():
    (part,) = heard_parts([mention(row=7), mention("n52  Magnet", row=2)])
    assert part.kind is SuspectKind.HEARD
    assert (part.item.number, part.item.description) == ("", "N52 magnet")
    assert [cell.row for cell in part.item.cells] == [2, 7]
    assert part.why == '"N52 magnet" stands in a comment; it names a magnet'


def test_the_same_words_for_another_kind_are_another_suspect():
    assert len(heard_parts([mention(), mention(names=ItemClass.OTHER)])) == 2


def test_what_is_only_served_is_one_suspect_a_kind_and_file():
    served = {"is_served": True, "names": ItemClass.OTHER}
    phrases = [mention("motor", **served), mention("servo", **served)]
    assert len(heard_parts(phrases)) == 1
    assert len(heard_parts([*phrases, mention("motor", **{**served, "file": "b.xlsx"})])) == 2
    assert len(heard_parts([*phrases, mention("magnet", is_served=True)])) == 2


def test_what_is_settled_is_no_suspect():
    settled = [mention(fate=fate) for fate in HeardFate if fate is not HeardFate.PART]
    assert heard_parts(settled) == ()


def test_the_words_of_a_suspect_are_judged_with_it():
    phrase = mention(same_words=("M-1",))
    suspect = UnresolvedPart(item=Item(number="M-1"), why="words")
    assert settled_by_findings([phrase], (), [suspect])[0].fate is HeardFate.JUDGED
    assert settled_by_findings([phrase], (), ())[0].fate is HeardFate.PART
    assert settled_by_findings([mention()], (), [suspect])[0].fate is HeardFate.PART


def test_the_words_of_a_cleared_magnet_are_no_answer_elsewhere(tmp_path):
    rows = [dysprosium(**{"wt%": 0.0001, "Value": 0.0001, "Currency": "USD"})]
    cleared = assessed(tmp_path, BOM=[magnet()], Content=rows).report.findings
    open_one = assessed(tmp_path, BOM=[magnet()]).report.findings
    phrase = mention(same_words=("MAG",))
    assert settled_by_findings([phrase], cleared, ())[0].fate is HeardFate.PART
    assert settled_by_findings([phrase], open_one, ())[0].fate is HeardFate.JUDGED


def test_a_fate_that_the_files_settle_is_not_changed():
    phrase = mention(fate=HeardFate.GROUP, same_words=("M-1",))
    suspect = UnresolvedPart(item=Item(number="M-1"), why="words")
    assert settled_by_findings([phrase], (), [suspect])[0].fate is HeardFate.GROUP


def test_phrases_are_counted_with_their_file():
    accounts = (InputAccount(path="bom.xlsx"), InputAccount(path="b.xlsx"))
    counted = with_heard(accounts, [mention(), mention(fate=HeardFate.NEGATION), mention()])
    assert dict(counted[0].heard) == {HeardFate.PART: 2, HeardFate.NEGATION: 1}
    assert dict(counted[1].heard) == {}
