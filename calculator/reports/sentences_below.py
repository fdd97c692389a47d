"""Sentences that rooms below word, each as the whole that it is made of, so that a report in another language can tell them.

A finding carries its questions, its proofs and its reasons as English sentences: it goes into the JSON report and the second checker as
it is. Here stand the templates of these sentences; one that is missing is told in English.
"""

from __future__ import annotations

from typing import Final

from calculator.content.composition import Closure, Gap
from calculator.determination.questions import QUESTION_TEXTS
from calculator.reports.language import N_

_OF_MEMBERS: Final = (*(closure.value for closure in Closure), *(gap.value for gap in Gap))
_PROOFS: Final = (
    N_("{count} row of {sheets}, each with what became of it"),
    N_("{count} rows of {sheets}, each with what became of it"),
    N_("1 sheet"),
    N_("{count} sheets"),
    N_("what stands beside the lines was searched to its end"),
    N_("what stands beside the lines was searched to its end; {count} phrase settled"),
    N_("what stands beside the lines was searched to its end; {count} phrases settled"),
    N_("1 row of one part number"),
    N_("{count} rows of one part number"),
    N_("1 fact stated for it"),
    N_("{count} facts stated for it"),
    N_("no fact is stated for it"),
    N_("{class}, stated"),
    N_("1 statement on it, all true together"),
    N_("{count} statements on it, all true together"),
    N_("{count} statements on it, contradicting each other or its parts: bounds hold each"),
    N_("its own line alone speaks of it"),
    N_("{closure}, {grade}; it fits {material}"),
    N_("{closure}; it fits {material}"),
    N_("no amount decides under the rule"),
    N_("{gap}; the rest was counted as unknown"),
    N_("nothing is left undisclosed"),
    N_("counted at the dearest price that may hold, no higher than the whole"),
    N_("stated"),
    N_("not needed: no share of it is priced by mass"),
    N_("not needed: the line is a share of mass"),
    N_("1 price stated, the lowest used as the whole"),
    N_("{count} prices stated, the lowest used as the whole"),
    N_("prices of the substances that are counted"),
    N_("no substance is priced by mass"),
    N_("all in {currency}"),
    N_("origin of each substance, the unknown counted"),
    N_("nothing that is counted is in it"),
    N_("{count} conventions agree"),
    N_("no other convention gives another share"),
    N_("assumed: {assumption}"),
    N_("made in {place}"),
    N_("the answer is {answer}"),
)
_REASONS: Final = (
    N_("{material} holds no rare earth"),
    N_("any permanent magnet"),
    N_("any sputtering target"),
    N_("{material} permanent magnet that holds {element}"),
    N_("the rule's list has no {kind} like this"),
    N_('description says "{words}"'),
    N_('name says "{words}"'),
    N_('a remark says "{words}"'),
    N_('"{words}" is a number of {maker}'),
    N_('"{words}" stands in {place}; it names what usually holds a magnet'),
    N_("no name, description, material or item class tells what it is"),
    N_("a compliance notice states a share that reaches the line"),
)
_READINGS: Final = (
    N_("per-parent: the rule of an indented bill"),
    N_("per-parent: the rule of the standard workbook"),
    N_(
        "per-parent: no assembly is used more than once, so per parent and per product are the same"
    ),
    N_("unclear: neither a heading nor a balance of masses or costs shows it; bounds hold both"),
    N_(
        "per-parent (no assembly is used more than once, so per parent and per product are the same)"
    ),
    N_("per-parent (the rule of an indented bill)"),
    N_("per-parent (the rule of the standard workbook)"),
    N_("unclear (neither a heading nor a balance of masses or costs shows it; bounds hold both)"),
    N_("levels {first} to {last} in column {column}"),
    N_("each row names its parent in column {column}"),
    N_("one column a level, {first} to {last}"),
    N_("indented cells in column {column}"),
    N_("spaces or signs before the text in column {column}"),
    N_("outline numbers such as {example} in column {column}"),
    N_("{origin} (stages not stated)"),
    N_("{origin} (mined {mined}, separated {separated}, made into metal or alloy {made})"),
    N_("{origin}: mined {mined}, separated {separated}, made into metal or alloy {made}"),
    N_("not stated"),
    N_("content"),
    N_("prices"),
    N_("rates"),
    N_("{origin}, stages not stated"),
    N_("{substance}, metal"),
    N_("{substance}, alloy"),
    N_("{substance}, oxide"),
)
_WORKINGS: Final = (
    N_("stated value {amount}"),
    N_("value = its own price, {amount}"),
    N_("value not known: between 0 and the item's price, {amount}"),
    N_("not disclosed: between nothing and all of it may be listed and counted"),
    N_("as {form}: {arithmetic}"),
)
_QUESTIONS: Final = (
    N_("whether it holds {elements} or {element}"),
    N_("which rare earths it holds"),
    N_("which material it is, and {question}"),
    N_("price of {substance}; no reference price of it is known"),
    N_("unit price and its currency, for one {unit}"),
    N_("mass of one unit of {item}, for one {unit}"),
)
_WORDS: Final = (
    N_("magnet"),
    N_("target"),
    N_("listed material"),
    N_("assembly"),
    N_("other"),
    N_("yes"),
    N_("no"),
    N_("unknown"),
    N_("declared"),
    N_("measured"),
    N_("assumed"),
    N_("datasheet"),
    N_("notice"),
)
SENTENCES: Final = tuple(
    dict.fromkeys(
        text
        for text in (
            *QUESTION_TEXTS.values(),
            *_OF_MEMBERS,
            *_PROOFS,
            *_REASONS,
            *_READINGS,
            *_WORKINGS,
            *_QUESTIONS,
            *_WORDS,
        )
        if text and text != "{substance}"
    )
)
"""Each template once."""
OF_OURS: Final = frozenset(
    {
        "answer",
        "arithmetic",
        "class",
        "closure",
        "gap",
        "grade",
        "made",
        "mined",
        "origin",
        "question",
        "separated",
        "sheets",
    }
)
"""The places that hold texts of ours; in any other stands what a file says, which nobody translates."""
