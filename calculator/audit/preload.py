"""Importing this assesses one small bill, so that a process forked afterwards has every lazy import and table in memory.

The first assessment of a process costs two seconds, most of them for the tables of units and names; a worker that
replaces a dead one must not pay them again, and no file may be charged for them.
"""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

from calculator.assessment import Options, assess
from calculator.reports.records.json_report import json_bytes
from calculator.rules import load_rules

_rules = load_rules()[0]
json_bytes(
    assess(
        (Path(__file__).with_name("preload.csv"),),
        (),
        Options(on=date(2026, 1, 1), rules=tuple(_rules.values())),
    ).report
)
# What stands in memory now is looked through for circles here, and not once more in every process that is forked.
gc.collect()
gc.freeze()
