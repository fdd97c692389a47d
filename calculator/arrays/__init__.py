"""Bills of millions of lines straight from arrays (Arrow, Parquet, NumPy): a library, in the extra ``arrays``.

The same reckoning as ``calculator.content`` and the same verdicts, decided by a pass in floating point where its proven
bound of error lets it, and by exact arithmetic where not. Start with ``ArrayBill.of``, ``roll_up`` and ``Rolled.verdicts``.
"""

from importlib.util import find_spec

if any(find_spec(package) is None for package in ("numpy", "scipy", "pyarrow")):
    raise ImportError(
        "bills as arrays need NumPy, SciPy and Arrow: pip install 'bom-deminimis[arrays]'"
    )

from calculator.arrays.figures import Ranges
from calculator.arrays.lines import ArrayBill, CycleError
from calculator.arrays.rollup import Others, Rolled, roll_up
from calculator.arrays.verdicts import Verdicts

__all__ = ["ArrayBill", "CycleError", "Others", "Ranges", "Rolled", "Verdicts", "roll_up"]
