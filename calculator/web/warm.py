"""Importing this loads all that a worker of the page may need, so that a process forked afterwards has it in memory."""

from __future__ import annotations

import contextlib

import calculator.audit.warm
import calculator.reports.frames
import calculator.reports.html
import calculator.reports.inspection
import calculator.reports.questionnaire
import calculator.reports.workbook
import calculator.web.jobs  # noqa: F401

with contextlib.suppress(ImportError, OSError):
    import weasyprint  # noqa: F401
