"""Where things lie: the project, its samples, and what is laid beside it on some machines."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_boms"
SHARED = ROOT.parent / "shared"
"""Public bills and small cases; the tests that need them are skipped elsewhere."""
