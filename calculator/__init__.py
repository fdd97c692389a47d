"""bom-deminimis: which magnets and targets in a bill cross a line of controlled content, why, and what to ask whom.

A map of the rooms, from the doors down to the numbers (imports run this way only):

- ``cli``, ``followup``, ``audits``, ``serving``: the commands; ``command``: what they share; ``completion``: what a shell offers; ``watch``: what a waiting person sees
- ``web``: a second door beside the command line, a page on this computer only
- ``audit``: many files in parallel, with a register of what is done
- ``reports``: one way of saying a report per file
- ``comparison``: two revisions; ``verification``: a report recomputed; ``questionnaire``: what each supplier is asked
- ``assessment``: files to report in one sentence of code; start here; ``what_if``: facts set on the command line
- ``workbook``: files to a bill with its facts; ``trial``: a bill under variants of its facts; ``explanation``: the arithmetic; ``checks``; ``tree``
- ``determination``: one rule on one item; ``subject``, ``questions``, ``headroom``, ``chance``: is it meant, what to ask, how far from the line
- ``arrays``: bills of millions of lines, a library of its own
- ``finding``: the vocabulary of what was concluded
- ``content``, ``portion``: how much of the counted is in each item; ``rules``: the law as data; ``classify``: what a line is
- ``typical``: reference data as facts of the weakest grade
- ``facts``, ``bill``: what is known, and how things hold things
- ``item``, ``substances``, ``places``: what a thing is, what it is made of, where from
- ``problem``, ``source``, ``quantities``, ``sums``, ``factors``: faults, addresses, exact numbers and bounds, what is multiplied; ``pause``: no search for garbage meanwhile; ``stage``: what a run is doing

As a library: ``from calculator.assessment import Options, assess``.
"""

from calculator.version import VERSION

__version__ = VERSION

__all__ = ["__version__"]
