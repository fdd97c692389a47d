"""bom-deminimis: which magnets and targets in a bill cross a line of controlled content, why, and what to ask whom.

A map of the rooms, from the doors down to the numbers (imports run this way only):

- ``cli``: the command line
- ``audit``: many files in parallel, with a register of what is done
- ``reports``: one way of saying a report per file
- ``assessment``: files to report in one sentence of code; start here
- ``workbook``: files to a bill with its facts; ``determination``: one rule on one item; ``explanation``: the arithmetic; ``checks``
- ``finding``: the vocabulary of what was concluded
- ``content``, ``portion``: how much of the counted is in each item; ``rules``: the law as data; ``classify``: what a line is
- ``facts``, ``bill``: what is known, and how things hold things
- ``item``, ``substances``, ``places``: what a thing is, what it is made of, where from
- ``problem``, ``source``, ``quantities``: faults, addresses, exact numbers and bounds

As a library: ``from calculator.assessment import Options, assess``.
"""

from calculator.version import VERSION

__version__ = VERSION

__all__ = ["__version__"]
