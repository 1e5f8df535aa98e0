"""Calls that move into each other's slots: one live call to a slot holds at every moment, so some step aside first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reception.domain.call import Call, CallStatus, CancelledBy
from reception.domain.change import Edit


def steps(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits so that each can be written: who leaves a slot that another call moves into, leaves it first."""
    moves = {edit.before.id: edit for edit in edits if _moves(edit) and edit.before is not None}
    wanted = {edit.after.slot for edit in moves.values() if isinstance(edit.after, Call)}
    aside: dict[int, Call] = {}
    for id_, edit in moves.items():
        if isinstance(edit.before, Call) and edit.before.slot in wanted:
            aside[id_] = replace(
                edit.before,
                status=CallStatus.CANCELLED,
                cancelled_by=CancelledBy.CLINIC,
                cancel_reason="Steps aside",
            )
            yield Edit(edit.before, aside[id_])
    for edit in edits:
        step = aside.get(edit.before.id) if edit.before is not None else None
        yield edit if step is None else Edit(step, edit.after)


def _moves(edit: Edit) -> bool:
    """Tell whether an edit takes a live call from one slot to another."""
    before, after = edit.before, edit.after
    both = isinstance(before, Call) and isinstance(after, Call)
    return both and before.is_live and after.is_live and before.slot != after.slot  # type: ignore[union-attr]
