"""Suppliers under several spellings: what is surely one, what has to be confirmed, and in which language each is written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.campaign.suppliers import (
    SupplierGroup,
    SuppliersFileError,
    groups_text,
    language_of_name,
    match_suppliers,
    read_groups,
)
from calculator.sources.facts.company_names import are_other_companies


def test_case_signs_and_legal_forms_tell_no_two_companies_apart() -> None:
    suppliers = match_suppliers(["Hoshi Magnetics Co., Ltd.", "HOSHI MAGNETICS", "hoshi-magnetics"])
    assert len({suppliers.canonical(name) for name in ("HOSHI MAGNETICS", "hoshi-magnetics")}) == 1
    assert suppliers.canonical("HOSHI MAGNETICS") == "Hoshi Magnetics Co., Ltd."
    assert suppliers.proposed == ()
    assert suppliers.joined[0].name == "Hoshi Magnetics Co., Ltd."


@pytest.mark.parametrize(
    "spellings",
    [
        ("Severn Drives", "Severn Drivs"),
        ("Kitayama", "Kitayama Seiko"),
        ("Pannon Magnet", "Panon Magnet"),
    ],
)
def test_names_that_are_merely_alike_are_two_until_somebody_confirms_them(
    spellings: tuple[str, str],
) -> None:
    suppliers = match_suppliers(spellings)
    assert {suppliers.canonical(name) for name in spellings} == set(spellings)
    (group,) = suppliers.proposed
    assert {group.name, *group.spellings} == set(spellings)
    confirmed = SupplierGroup(name=spellings[0], spellings=spellings[1:], language="ja")
    now = match_suppliers(spellings, [confirmed])
    assert {now.canonical(name) for name in spellings} == {spellings[0]}
    assert now.proposed == ()
    assert now.language_of(spellings[0], "zh") == "ja"


@pytest.mark.parametrize("names", [("ABB", "ABC"), ("Severn Magnets", "Nordic Targets"), ("", " ")])
def test_short_and_unlike_names_are_not_proposed(names: tuple[str, str]) -> None:
    assert match_suppliers(names).proposed == ()


def test_a_group_that_is_not_confirmed_joins_nothing_and_is_not_proposed_again() -> None:
    refused = SupplierGroup(name="Severn Drives", spellings=("Severn Drivs",), is_confirmed=False)
    suppliers = match_suppliers(["Severn Drives", "Severn Drivs"], [refused])
    assert suppliers.proposed == ()
    assert suppliers.canonical("Severn Drivs") == "Severn Drivs"


def test_what_is_proposed_can_be_confirmed_in_the_file(tmp_path: Path) -> None:
    text = groups_text(match_suppliers(['Se"vern Drives', 'Se"vern Drivs']).proposed)
    path = tmp_path / "suppliers.toml"
    path.write_text(text, "utf-8")
    (group,) = read_groups(path)
    assert not group.is_confirmed
    path.write_text(text.replace("confirmed = false", "confirmed = true"), "utf-8")
    assert read_groups(path)[0].is_confirmed
    assert read_groups(tmp_path / "none.toml") == ()


@pytest.mark.parametrize(
    "text",
    [
        "[[supplier]]",
        '[[supplier]]\nname = "A"\nlanguage = "tlh"',
        '[[supplier]]\nname = "A"\nspeling = "B"',
        "{",
        "[supplier]",
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.toml").write_text(text, "utf-8")
    with pytest.raises(SuppliersFileError, match=r"s\.toml"):
        read_groups(tmp_path / "s.toml")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Severn Antriebe GmbH", "de"),
        ("星磁株式会社", "ja"),
        ("宁波磁业有限公司", "zh"),
        ("Kita", ""),
        ("ヒカリ磁石", "ja"),
        ("Hagen Ltd", ""),
    ],
)
def test_the_language_of_a_name(name: str, language: str) -> None:
    assert language_of_name(name) == language


def test_a_vendor_s_number_beside_his_name_makes_no_other_supplier() -> None:
    names = ["10023 Hoshi Magnet Co., Ltd.", "HOSHI MAGNET", "Hoshi Magnet (V-10023)", "0000100023 - Hoshi"]  # fmt: skip
    of = match_suppliers([*names, "10024 Pannon", "10023"]).name_of
    assert len({of[name] for name in names}) == 1
    assert len({of[name] for name in (names[0], "10024 Pannon", "10023")}) == 3
    assert are_other_companies("10023 Hoshi", "10023 Pannon")
    assert not are_other_companies("10023 Hoshi", "HOSHI Ltd")
