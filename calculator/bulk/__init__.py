"""Bills of millions of lines straight from arrays (Arrow, Parquet, NumPy): a library, in the extra ``arrays``.

The same reckoning as ``calculator.content.rollup`` and the same verdicts, decided by a pass in floating point where its proven
bound of error lets it, and by exact arithmetic where not. Start with ``ArrayBill.of``, ``roll_up`` and ``Rolled.verdicts``.
"""

from importlib.util import find_spec

if any(find_spec(package) is None for package in ("numpy", "scipy", "pyarrow")):
    raise ImportError(
        "bills as arrays need NumPy, SciPy and Arrow: pip install 'bom-deminimis[arrays]'"
    )

from calculator.bulk.figures import Ranges
from calculator.bulk.lines import ArrayBill, CycleError
from calculator.bulk.rollup import Others, Rolled, roll_up
from calculator.bulk.verdicts import Verdicts

__all__ = ["ArrayBill", "CycleError", "Others", "Ranges", "Rolled", "Verdicts", "roll_up"]
