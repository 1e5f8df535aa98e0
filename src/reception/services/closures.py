"""Closures: add one, and take it out again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reception.domain import closure as rules
from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.closure import Closure
from reception.domain.ids import CallId, ClosureId
from reception.services import absences, overruling
from reception.services.history import History
from reception.storage.reader import Reader


def close(
    history: History, closure: Closure, clinic: Clinic | None, named: Collection[CallId] | None = None
) -> Change:
    """Close a clinic, or with none all of them, for the days and times of a closure; its id is given here.

    Raise `absences.Covers` where calls are booked in it besides those that were `named`; None asks about none.
    """

    def rule(reader: Reader) -> Change:
        overruling.come_later(history, reader)
        id_ = ClosureId(history.ids.next())
        made = replace(closure, id=id_, clinic=clinic.id if clinic else None)
        today = span.london_day(history.now())
        name, text = clinic.name if clinic else rules.EVERYWHERE, rules.closure_text(made, today)
        overruling.check_is_new(reader, made, f"{name}, {text[0].lower()}{text[1:]}")
        change = rules.close(made, name, today)
        absences.check_named(reader, made, history.now(), named)
        return change

    return history.do(rule)


def reopen(history: History, closure: Closure, name: str) -> Change:
    """Take a closure out again: what is free in it is offered again."""
    today = span.london_day(history.now())
    return history.do(lambda reader: rules.reopen(closure, name, today))
