"""Importing this loads all that a worker of the page may need, so that a process forked afterwards has it in memory."""

from __future__ import annotations

import contextlib

import calculator.audit.preload
import calculator.reports.dataframes
import calculator.reports.forms.letter
import calculator.reports.page.html
import calculator.reports.text.inspection
import calculator.reports.xlsx.workbook
import calculator.web.jobs  # noqa: F401  # loaded for later

with contextlib.suppress(ImportError):
    import typst  # noqa: F401  # loaded for later
