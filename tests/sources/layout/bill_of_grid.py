"""One item, one price, one problem of what was read."""

from __future__ import annotations


def item(intake, number):
    return intake.bill.items[number]


def price_of(intake, number):
    (price,) = item(intake, number).prices
    return price.bounds.low, price.currency


def problem(intake, code):
    return next(one for one in intake.problems if one.code == code)
