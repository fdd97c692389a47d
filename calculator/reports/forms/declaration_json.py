"""A declaration as JSON: exact quantities as strings, an open end as null."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.declarations.record import (
    Declaration,
    DeclaredMagnet,
    DeclaredProduct,
    Entry,
    FieldValue,
)
from calculator.reports.forms.declaration import by_kind
from calculator.reports.json_text import Json, written_json
from calculator.reports.numbers import machine, machine_bounds
from calculator.reports.safe_text import safe
from calculator.reports.settings import Settings


def write(declarations: Sequence[Declaration], _: Settings) -> bytes:
    """Every declaration of the run."""
    first = declarations[0]
    return written_json(
        {
            "schema_version": "1",
            "tool": {"name": "bom-deminimis", "version": first.version},
            "on": first.on.isoformat(),
            "inputs": [
                {
                    "path": safe(file.path),
                    "sha256": file.sha256,
                    "bytes": file.size,
                    "role": file.role,
                }
                for file in first.inputs
            ],
            "assumptions": [
                {"name": safe(name), "value": safe(value)} for name, value in first.assumptions
            ],
            "not_read": [safe(name) for name in first.refused],
            "declarations": [_declaration(declaration) for declaration in declarations],
            "problems": [
                {
                    "severity": problem.severity.value,
                    "code": problem.code,
                    "message": safe(problem.message),
                    "cells": [safe(str(cell)) for cell in problem.cells],
                }
                for problem in first.problems
            ],
        }
    )


def _declaration(declaration: Declaration) -> Json:
    rule = declaration.rule
    status = rule.status_on(declaration.on)
    return {
        "rule": rule.id,
        "title": rule.title,
        "sha256": rule.sha256,
        "status": {"is": status.state, "note": status.note},
        "magnets_above_kg": None if rule.magnets_above is None else machine(rule.magnets_above),
        "complete": declaration.is_complete,
        "products": [_product(product) for product in declaration.products],
        "to_fill_in": [
            {"id": inquiry.id, "clause": inquiry.clause, "en": inquiry.en}
            for inquiry in rule.inquiries
        ],
        "disclaimer": rule.disclaimer,
    }


def _product(product: DeclaredProduct) -> Json:
    return {
        "item": safe(product.item.number),
        "description": safe(product.item.description),
        "owed": product.owed.value,
        "by_kind": [
            {"kind": kind, "quantity": machine_bounds(count), "mass_kg": machine_bounds(mass)}
            for kind, count, mass in by_kind(product)
        ],
        "fields": [_field(value) for value in product.fields],
        "magnets": [_magnet(magnet) for magnet in product.magnets],
        "open_parts": [
            {
                "item": safe(part.item.number),
                "description": safe(part.item.description),
                "why": safe(part.why),
                "cells": [safe(str(cell)) for cell in part.item.cells],
            }
            for part in product.open_parts
        ],
    }


def _magnet(magnet: DeclaredMagnet) -> Json:
    return {
        "item": safe(magnet.item.number),
        "description": safe(magnet.item.description),
        "supplier": safe(magnet.item.supplier),
        "kind": magnet.kind,
        "quantity": machine_bounds(magnet.quantity),
        "fields": [_field(value) for value in magnet.fields],
    }


def _field(value: FieldValue) -> Json:
    return {
        "id": value.field.id,
        "clause": value.field.clause,
        "asks": value.field.asks.value,
        "en": value.field.en,
        "state": value.state.value,
        "entries": [_entry(entry) for entry in value.entries],
        "question": safe(value.question),
    }


def _entry(entry: Entry) -> Json:
    return {
        "of": safe(entry.of),
        "text": safe(entry.text),
        "bounds": None if entry.bounds is None else machine_bounds(entry.bounds),
        "unit": entry.unit,
        "cells": [safe(str(cell)) for cell in entry.cells],
    }
