"""Who is proposed which free slot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.offering import one_each
from reception.domain.slot import Slot

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
SLOTS = [
    Slot(
        id=SlotId(number), clinic=ClinicId(1), clinician=ClinicianId(1),
        starts_at=NINE + timedelta(minutes=15 * number), ends_at=NINE + timedelta(minutes=15 * number + 15),
    )
    for number in range(8)
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(SLOTS), unique=True), max_size=10), st.sets(st.sampled_from(SLOTS)))
def test_no_slot_is_proposed_twice_and_only_who_waits_longer_comes_first(wanted, gone):
    before = {slot.id for slot in gone}
    taken = set(before)
    given = one_each(enumerate(wanted), taken)
    assert len({slot.id for slot in given.values()}) == len(given)
    assert taken == before | {slot.id for slot in given.values()}
    for who, suiting in enumerate(wanted):
        better = before | {given[other].id for other in range(who) if other in given}
        free = [slot for slot in suiting if slot.id not in better]
        assert given.get(who) == (free[0] if free else None)
