"""A second booked call of the same patient: it may be, but nobody makes one without having been asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reception.domain.call import CallLine, already
from reception.domain.errors import Refusal
from reception.domain.ids import CallId

FIELD = "second"
"""What a refusal names that asks about it."""


def check(booked: Sequence[CallLine], named: Collection[CallId] | None) -> None:
    """Refuse another call where somebody has booked ones besides those that were `named`; None asks about nothing."""
    if named is None or all(line.id in named for line in booked):
        return
    then = "Book a second call if that is meant."
    raise Refusal(
        f"{already(booked)} {then}", field=FIELD, unnamed=f"This patient already has a call. {then}"
    )
