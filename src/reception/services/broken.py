"""What a constraint of the database said no to, in the desk's words."""

from __future__ import annotations

from collections.abc import Sequence

from reception.domain import call as call_rules
from reception.domain.call import Call
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.slot import Slot
from reception.storage.engines import Broken
from reception.storage.late import pins
from reception.storage.store import Store


def in_words(store: Store, broken: Broken, change: Change | None) -> Exception:
    """Return a broken constraint in the desk's words; what has none is a bug and goes on as it is."""
    edits = change.edits if change else ()
    if broken.constraint == "ux_calls_one_live_per_slot":
        with store.read() as reader:
            for edit in edits:
                if isinstance(edit.after, Call):
                    return call_rules.taken(reader.get(Slot, edit.after.slot))
    if broken.constraint in ("ux_slots_clinician_starts_at", "ex_slots_no_overlap"):
        return Refusal(
            "A clinician would be in two calls at once. Look at the diary again, then choose another time."
        )
    if "FOREIGN KEY" in broken.constraint or broken.constraint.startswith("fk_"):
        return Refusal(_needed(store, edits))
    if broken.constraint == "ux_sheets_slug_version":
        return Refusal("Somebody else has just added a version of this sheet. Look at it, then try again.")
    if broken.constraint == "ux_pins_call":
        return Refusal("Somebody else has put this call on the pinboard by now.")
    return broken


def _needed(store: Store, edits: Sequence[Edit]) -> str:
    """Return what still needs a thing that was to go, in one sentence: undo puts its own way on behind it."""
    going = [edit.before.id for edit in edits if isinstance(edit.before, Call) and edit.after is None]
    with store.read() as reader:
        is_parked = any(pins.of_call(reader, call) is not None for call in going)
    if is_parked:
        return "It is parked on the pinboard, so take it off there first."
    return "Something else still needs it, so it stays as it is."
