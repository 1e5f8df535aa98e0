"""Drafts in the diary: each person's own at each desk, replaced whole, forgotten when done or when nobody touches them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from reception.domain.draft import KEPT, Draft
from reception.domain.ids import StaffId
from reception.domain.patient import Patient
from reception.domain.staff import Staff
from reception.services import drafts, staff
from reception.storage import schema
from tests.support.desks import TestDesk

MIA = Staff(id=StaffId(1), name="Mia Lane")
NORA: dict[str, object] = {
    "name": "Nora Blake",
    "phone": "07700 900481",
    "about": "Knee",
    "speaking": "Her son Ben",
}


def grow_older(desk: TestDesk, by: timedelta, form: str) -> None:
    """Let a draft have been touched so much earlier, by whichever clock decides."""
    mine = schema.drafts.c.form == form
    with desk.desk.store.write() as writer:
        at = writer.connection.execute(select(schema.drafts.c.at).where(mine)).scalar_one()
        writer.connection.execute(update(schema.drafts).where(mine).values(at=at - by))


def found(desk: TestDesk, text: str) -> list[str]:
    with desk.desk.store.read() as reader:
        return [draft.form for draft in drafts.find(reader, text)]


def test_each_person_has_their_own_at_each_desk(here: TestDesk, there: TestDesk):
    typed = {"booking 1": {"name": "李 “Nora”\n'; --", "privacy_given": True}}
    drafts.keep(here.desk.history, MIA, typed)
    assert drafts.of(here.desk.history, replace(MIA, id=StaffId(7), name="mia  LANE")) == typed, (
        "a newcomer is known by name"
    )
    assert drafts.of(here.desk.history, Staff(id=StaffId(2), name="Joe Moss")) == {}
    assert drafts.of(there.desk.history, MIA) == {}, "at another desk"


def test_a_draft_is_replaced_and_forgotten(here: TestDesk, clock):
    history = here.desk.history
    drafts.keep(history, MIA, {"booking 1": {"name": "No"}, "note 7": {"note": "Ring"}})
    clock.move(minutes=1)
    drafts.keep(history, MIA, {"booking 1": {"name": "Nora"}})
    assert list(drafts.of(history, MIA).items()) == [
        ("note 7", {"note": "Ring"}),
        ("booking 1", {"name": "Nora"}),
    ]
    drafts.keep(history, MIA, {"booking 1": None, "note 7": None, "note 8": None})
    assert drafts.of(history, MIA) == {}


def test_whoever_is_renamed_keeps_their_drafts_and_whoever_gets_the_name_sees_none(here: TestDesk):
    history = here.desk.history
    mia = staff.add(history, "Mia Lane")
    drafts.keep(history, mia, {"booking 1": NORA})
    renamed = replace(mia, name="Mia Stone")
    staff.edit(history, mia, renamed)
    assert drafts.of(history, renamed) == {"booking 1": NORA}
    other = staff.add(history, "Mia Lane")
    assert drafts.of(history, other) == {}
    history.undo()
    history.undo()
    assert drafts.of(history, mia) == {"booking 1": NORA}


def test_what_a_newcomer_typed_is_theirs_from_their_first_change_on(here: TestDesk, diary):
    desk = diary.desk("Mia Lane")
    history = desk.desk.history
    mia = history.staff
    drafts.keep(history, mia, {"booking 1": NORA})
    desk.book("10:00")
    staff.edit(here.desk.history, mia, replace(mia, name="Mia Stone"))
    assert drafts.of(history, replace(mia, name="Mia Stone")) == {"booking 1": NORA}


def test_what_lies_under_a_name_is_put_under_the_person_at_the_next_start(here: TestDesk):
    history = here.desk.history
    drafts.keep(history, MIA, {"booking 1": NORA, "booking 2": {"name": "Old"}})
    mia = staff.add(history, "Mia Lane")
    drafts.keep(history, mia, {"note 3": {"note": "Ring"}})
    assert set(drafts.take_up(history, mia)) == {"booking 1", "booking 2", "note 3"}
    assert set(drafts.of(history, replace(mia, name="Mia Stone"))) == {"booking 1", "booking 2", "note 3"}
    assert drafts.of(history, MIA) == {}, "nothing lies under the name any more"


def test_what_nobody_touched_for_two_weeks_goes_whosever_it_is(here: TestDesk, there: TestDesk):
    drafts.keep(there.desk.history, there.desk.history.staff, {"booking 1": NORA, "note 2": {"note": "Ring"}})
    grow_older(there, KEPT + timedelta(minutes=1), "booking 1")
    grow_older(there, KEPT - timedelta(minutes=1), "note 2")
    drafts.take_up(here.desk.history, MIA)
    assert set(drafts.of(there.desk.history, there.desk.history.staff)) == {"note 2"}


def test_touched_again_it_stays_as_long_again(here: TestDesk):
    history = here.desk.history
    drafts.keep(history, MIA, {"booking 1": NORA})
    grow_older(here, KEPT + timedelta(minutes=1), "booking 1")
    drafts.keep(history, MIA, {"booking 1": {**NORA, "about": "Hip"}})
    assert set(drafts.take_up(history, MIA)) == {"booking 1"}


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("nora", ["booking 1"]),
        ("BLAKE nora", ["booking 1"]),
        ("ben", ["booking 1"]),
        ("+44 7700 900481", ["booking 1"]),
        ("0481", ["booking 1"]),
        ("jane holt", ["card {jane}", "note {call}", "booking of {jane}"]),
        ("07700 900334", ["card {jane}", "note {call}", "booking of {jane}"]),
        ("1990-02-01", []),
        ("tom", []),
    ],
)
def test_drafts_about_somebody_are_found_by_name_and_number(here: TestDesk, there: TestDesk, text, forms):
    here.book("10:00")
    line = here.line()
    ids = {"jane": line.patient.id, "call": line.id}
    typed: list[tuple[TestDesk, str, dict[str, object]]] = [
        (here, "booking 1", NORA),
        (
            there,
            "card {jane}",
            {"of": "Jane Holt", "typed": {"email": "j@example.org"}, "before": {"email": ""}},
        ),
        (here, "note {call}", {"note": "Rings back"}),
        (there, "booking of {jane}", {"name": "Jane Holt", "patient": line.patient.id}),
    ]
    for number, (desk, form, texts) in enumerate(typed):
        drafts.keep(desk.desk.history, MIA, {form.format(**ids): texts})
        grow_older(here, timedelta(minutes=10 - number), form.format(**ids))
    assert found(here, text) == [form.format(**ids) for form in forms]


def test_all_of_a_patient_are_found_also_what_was_typed_before_they_were_known(here: TestDesk):
    drafts.keep(here.desk.history, MIA, {"booking 1": {"name": "J. Holt", "phone": "+44 (0)7700 900334"}})
    drafts.keep(here.desk.history, MIA, {"booking 2": {"name": "jane  HOLT", "phone": ""}})
    drafts.keep(here.desk.history, MIA, {"booking 3": NORA})
    here.book("10:00")
    patient: Patient = here.line().patient
    with here.desk.store.read() as reader:
        kept = drafts.of_patient(reader, patient)
    assert {draft.form for draft in kept} == {"booking 1", "booking 2"}
    assert {(draft.desk, draft.person) for draft in kept} == {("desk of Ann Kay", "mia lane")}


def test_a_draft_tells_who_typed_it_and_whom_it_is_about(here: TestDesk):
    here.book("10:00")
    line, history = here.line(), here.desk.history
    drafts.keep(history, history.staff, {f"note {line.id}": {"note": "Rings back"}})
    with here.desk.store.read() as reader:
        (kept,) = drafts.find(reader, "holt")
        assert isinstance(kept, Draft)
        assert (kept.kind, kept.person, drafts.whom(reader, kept)) == ("note", "Ann Kay", "Jane Holt")
