"""Drafts: what somebody typed at this desk and did not do yet; neither journalled nor undone."""

from __future__ import annotations

from collections.abc import Mapping

from reception.services.history import History
from reception.storage.late import drafts

Texts = dict[str, object]
"""The fields of a form by name: texts, numbers, ticks."""


def of(history: History, person: str) -> dict[str, Texts]:
    """Return what a person left half typed at this desk, by the name of its form, the oldest first."""
    with history.store.read() as reader:
        found: dict[str, Texts] = drafts.of_person(reader, history.desk, person)
    return found


def keep(history: History, person: str, forms: Mapping[str, Texts | None]) -> None:
    """Keep what a person has half typed, by form, or with None forget it."""
    with history.store.write() as writer:
        drafts.keep(writer, history.desk, person, forms, history.now())
