"""Offering: who is proposed which free slot, where several want one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from reception.domain.ids import SlotId
from reception.domain.slot import Slot

Who = TypeVar("Who")


def one_each(wanting: Iterable[tuple[Who, Iterable[Slot]]], taken: set[SlotId]) -> dict[Who, Slot]:
    """Give everybody, in turn, the first of the slots that suit them which nobody was given before.

    Whoever is left without one is not in the answer; what is given is `taken` from then on.
    """
    given: dict[Who, Slot] = {}
    for who, suiting in wanting:
        best = next((slot for slot in suiting if slot.id not in taken), None)
        if best is not None:
            given[who] = best
            taken.add(best.id)
    return given


def in_place(found: Iterable[Slot], before: Sequence[SlotId]) -> list[Slot]:
    """Return slots, those that were there before in their old places, the others around them, earliest first."""
    there = {one.id: one for one in found}
    kept = [there.pop(id_, None) for id_ in before]
    new = iter(sorted(there.values(), key=lambda one: (one.starts_at, one.id)))
    placed = [one if one is not None else next(new, None) for one in kept]
    return [*(one for one in placed if one is not None), *new]
