"""Since you were away: what others changed at a clinic since somebody last looked, and nothing of one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from reception.domain import availability as rule_rules
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.gap import OpenDay
from reception.domain.ids import ClosureId, LeaveId, OpenDayId
from reception.domain.leave import Leave
from reception.domain.look import Look
from reception.domain.staff import Role
from reception.services import (
    availability,
    clinics,
    closures,
    leave,
    looks,
    open_days,
    pinboard,
    slots,
    staff,
    stays,
    telling,
)
from reception.services.looks import Away
from reception.storage import journal
from tests.services.test_past import Asked
from tests.support.desks import MONDAY, Clock, TestDesk

NOBODY = "Tom Ash", "07700 900245"


def clinic_of(desk: TestDesk, name: str):
    with desk.desk.store.read() as reader:
        return clinics.named(reader, name).id


def away(desk: TestDesk, clinic: str = "", first: Look | None = None) -> Away:
    with desk.desk.store.read() as reader:
        where = clinic_of(desk, clinic) if clinic else None
        return looks.away(reader, desk.desk.history.staff.id, where, first=first)


def texts(desk: TestDesk, clinic: str = "") -> list[str]:
    return [line.text for line in away(desk, clinic).lines]


def see(desk: TestDesk, clinic: str = "") -> None:
    where = clinic_of(desk, clinic) if clinic else None
    looks.see(desk.desk.history, away(desk).last, where)


@pytest.fixture
def looked(here: TestDesk, there: TestDesk, clock: Clock) -> TestDesk:
    """A desk at which everything was seen at 09:20."""
    clock.move(minutes=20)
    see(here)
    clock.move(minutes=60)
    return here


def test_it_counts_what_others_did_and_lists_it(looked: TestDesk, there: TestDesk):
    there.book("11:00")
    there.book("11:15", *NOBODY)
    there.move(to="11:30")
    there.cancel("Tom Ash")
    slots.block(there.desk.history, [there.slot("14:00")], "Away")
    told = away(looked)
    assert told.sentence(MONDAY) == "Since 09:20: 2 booked, 1 moved, 1 cancelled, 1 blocked by Joe Moss."
    assert texts(looked) == [
        "Jane Holt: booked for Mon 23 Nov 11:00 London",
        "Tom Ash: booked for Mon 23 Nov 11:15 London",
        "Jane Holt: moved from Mon 23 Nov 11:00 London to Mon 23 Nov 11:30 London",
        "Tom Ash: cancelled by the patient: No longer needed",
        "Mon 23 Nov 14:00 London: blocked: Away",
    ]
    assert [line.slot.id for line in told.lines][2] == looked.slot("11:30").id


def test_ones_own_changes_are_no_news(looked: TestDesk):
    looked.book("11:00")
    assert away(looked).lines == ()
    assert away(looked).sentence(MONDAY) == ""


def test_who_never_looked_is_told_nothing_and_from_a_first_look_on_what_comes(
    here: TestDesk, there: TestDesk
):
    there.book("10:00")
    assert away(here).since is None
    assert away(here).lines == ()
    first = Look(away(here).last, here.clock())
    there.move(to="10:15")
    assert [line.verb for line in away(here, first=first).lines] == ["moved"]


def test_what_was_seen_is_not_told_again(looked: TestDesk, there: TestDesk, clock: Clock):
    there.book("11:00")
    see(looked)
    assert away(looked).lines == ()
    clock.move(days=1)
    there.cancel()
    assert (
        away(looked).sentence(MONDAY + timedelta(days=1))
        == "Since Mon 23 Nov 10:20: 1 cancelled by Joe Moss."
    )


def test_only_the_clinic_of_the_filter_is_told_and_both_ends_of_a_move(looked: TestDesk, there: TestDesk):
    there.book("11:00")
    there.book("11:00", *NOBODY, clinic="Bedford")
    assert texts(looked, "London") == ["Jane Holt: booked for Mon 23 Nov 11:00 London"]
    see(looked, "London")
    assert texts(looked, "London") == []
    assert texts(looked) == ["Tom Ash: booked for Mon 23 Nov 11:00 Bedford"]
    there.move(to="14:00", clinic="Bedford")
    assert len(texts(looked, "London")) == 1
    assert len(texts(looked, "Bedford")) == 2
    see(looked)
    assert texts(looked, "London") == texts(looked, "Bedford") == []


def test_publications_closures_and_what_was_taken_back_are_told(looked: TestDesk, there: TestDesk):
    there.publish(weeks=3)
    shut = Closure(
        id=ClosureId(0), clinic=None, first=MONDAY + timedelta(days=3), last=MONDAY + timedelta(days=3)
    )
    closures.close(there.desk.history, shut, None)
    there.undo()
    told = away(looked)
    assert [line.verb for line in told.lines] == ["published", "added to closures", "taken back"]
    assert told.lines[1].day == MONDAY + timedelta(days=3)
    assert told.lines[2].text == "Undone: added to closures: All clinics, Closed Thu 26 Nov"


def test_leave_open_days_and_the_rota_are_told_in_words_with_the_day_that_shows_them(
    looked: TestDesk, there: TestDesk
):
    with there.desk.store.read() as reader:
        rule = next(one for one in availability.rota(reader) if one.clinic == clinic_of(there, "London"))
        whose = reader.get(Clinician, rule.clinician).name
    history = there.desk.history
    days = {"first": MONDAY + timedelta(days=1), "last": MONDAY + timedelta(days=2)}
    holiday = Leave(id=LeaveId(0), clinician=rule.clinician, reason="Ill", **days)
    leave.end(history, leave.take(history, holiday).edits[0].after)  # type: ignore[arg-type]
    boxing = OpenDay(id=OpenDayId(0), day=date(2026, 12, 28), clinic=rule.clinic, reason="Catching up")
    open_days.close(history, open_days.open_(history, [boxing]).edits[0].after)  # type: ignore[arg-type]
    later = replace(rule, starts=time(10), every_weeks=2)
    availability.edit(history, rule, later)
    availability.remove(history, replace(later, example=False))
    hours = rule_rules.text(rule)
    new = f"Monday 10:00–{rule.ends:%H:%M}"
    assert texts(looked) == [
        f"Added to leave: {whose}, away Tue 24 Nov – Wed 25 Nov (Ill)",
        f"Taken out of leave: {whose}, away Tue 24 Nov – Wed 25 Nov (Ill)",
        "Opened all the same: London, Mon 28 Dec 2026 (Catching up)",
        "Closed again: London, Mon 28 Dec 2026 (Catching up)",
        f"Changed in the rota: {whose}, {hours}: from {hours}, every week to {new}, every 2 weeks",
        f"Taken out of the rota: {whose}, {new} at London",
    ]
    told = away(looked)
    assert told.sentence(MONDAY) == (
        "Since 09:20: 1 added to leave, 1 taken out of leave, 1 opened all the same, 1 closed again, "
        "1 changed in the rota, 1 taken out of the rota by Joe Moss."
    )
    assert [line.day for line in told.lines] == [days["first"]] * 2 + [boxing.day] * 2 + [MONDAY] * 2
    assert texts(looked, "Bedford") == texts(looked)[:2], "leave is of every clinic"


def test_an_example_that_is_kept_and_a_rule_that_is_added_are_told(looked: TestDesk, there: TestDesk):
    with there.desk.store.read() as reader:
        rule, *_ = availability.rota(reader)
        whose = reader.get(Clinician, rule.clinician)
    availability.keep(there.desk.history, whose)
    evening = replace(rule, starts=time(19), ends=time(20))
    availability.add(there.desk.history, evening, [0, 1])
    verbs = [line.verb for line in away(looked).lines]
    assert verbs[-2:] == ["added to the rota"] * 2
    assert set(verbs[:-2]) == {"changed in the rota"}
    assert texts(looked)[0].startswith(f"Kept in the rota: {whose.name}, Monday ")
    assert texts(looked)[-1].startswith(f"Added to the rota: {whose.name}, Tuesday 19:00–20:00 at ")


def test_several_people_and_more_than_is_told_are_said(
    looked: TestDesk, diary, monkeypatch: pytest.MonkeyPatch
):
    for number, name in enumerate(("Joe Moss", "Ruth Page", "Mia Lane")):
        diary.desk(name).book(f"11:{number * 15:02}", f"Tom {name}")
        if number == 1:
            assert away(looked).sentence(MONDAY) == "Since 09:20: 2 booked by Joe Moss and Ruth Page."
    assert away(looked).sentence(MONDAY) == "Since 09:20: 3 booked by Joe Moss and 2 others."
    monkeypatch.setattr(looks, "MOST", 2)
    assert away(looked).sentence(MONDAY) == "Since 09:20: more than 2 booked by Ruth Page and Mia Lane."


def test_the_news_of_a_clinic_is_found_behind_that_of_another(
    looked: TestDesk, there: TestDesk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(looks, "MOST", 3)
    there.book("10:30")
    there.book("11:00", *NOBODY)
    there.book("11:00", "Nora Blake", "07700 900481", clinic="Bedford")
    for number in range(8):
        there.move("Nora Blake", to=("11:15", "11:30")[number % 2], clinic="Bedford")
    assert away(looked, "London").sentence(MONDAY) == "Since 09:20: 2 booked by Joe Moss."
    assert texts(looked, "London") == [
        "Jane Holt: booked for Mon 23 Nov 10:30 London",
        "Tom Ash: booked for Mon 23 Nov 11:00 London",
    ]
    assert away(looked, "Bedford").sentence(MONDAY) == "Since 09:20: more than 3 moved by Joe Moss."
    assert len(texts(looked, "Bedford")) == 3


def test_news_that_is_not_looked_for_to_the_end_is_never_said_to_be_none(
    looked: TestDesk, there: TestDesk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(looks, "MOST", 3)
    monkeypatch.setattr(looks, "LOOKED_AT", 8)
    there.book("10:30")
    there.book("11:00", *NOBODY, clinic="Bedford")
    for number in range(8):
        there.move("Tom Ash", to=("11:15", "11:30")[number % 2], clinic="Bedford")
    told = away(looked, "London")
    assert told.lines == ()
    assert told.sentence(MONDAY) == (
        "Since 09:20: more was changed than is told here. Look at the diary itself."
    )
    there.book("14:00", "Nora Blake", "07700 900481")
    assert away(looked, "London").sentence(MONDAY) == "Since 09:20: more than 1 booked by Joe Moss."


def test_calls_that_are_parked_and_taken_off_the_pinboard_are_told_as_in_their_history(
    looked: TestDesk, there: TestDesk
):
    there.book("11:00")
    there.book("11:00", *NOBODY, clinic="Bedford")
    call, history = there.line().id, there.desk.history
    pinboard.park(history, call)
    pinboard.take_off(history, call)
    there.undo()
    told = away(looked, "London")
    assert [line.text for line in told.lines[1:]] == [
        "Jane Holt: parked on the pinboard",
        "Jane Holt: taken off the pinboard",
        "Jane Holt: undone: taken off the pinboard",
    ]
    assert told.sentence(MONDAY) == (
        "Since 09:20: 1 booked, 1 parked, 1 taken off the pinboard, 1 taken back by Joe Moss."
    )
    assert told.lines[1].slot == there.slot("11:00")
    with there.desk.store.read() as reader:
        stood = telling.history_of_call(reader, there.line().call)
    assert "parked on the pinboard" in told.lines[1].text
    assert [line.text for line in stood[1:3]] == ["Parked on the pinboard", "Taken off the pinboard"]
    assert len(texts(looked, "Bedford")) == 1


def test_a_parked_call_that_gets_another_time_is_told_once(looked: TestDesk, there: TestDesk):
    there.book("11:00")
    pinboard.park(there.desk.history, there.line().id)
    pinboard.put(there.desk.history, there.line().call, there.slot("11:30").id)
    assert [line.verb for line in away(looked).lines] == ["booked", "parked", "moved"]


def test_a_parked_call_whose_booking_was_taken_back_is_told_at_its_clinic_still(
    looked: TestDesk, there: TestDesk
):
    there.book("11:00")
    pinboard.park(there.desk.history, there.line().id)
    there.undo()
    there.undo()
    assert texts(looked, "London")[1] == "a patient: parked on the pinboard"
    assert texts(looked, "Bedford") == []


def test_cards_sheets_and_settings_are_not_told(looked: TestDesk, there: TestDesk):
    staff.put_on_list(there.desk.history, "Ruth Page", Role.RECEPTIONIST)
    assert away(looked).lines == ()


def test_leaving_keeps_where_it_was_looked_at_unless_something_is_left_to_tell(
    looked: TestDesk, there: TestDesk, clock: Clock
):
    looked.book("11:00")
    looks.leave(looked.desk.history)
    clock.move(minutes=60)
    there.cancel()
    assert away(looked).sentence(MONDAY) == "Since 10:20: 1 cancelled by Joe Moss."
    looks.leave(looked.desk.history)
    assert away(looked).sentence(MONDAY) == "Since 10:20: 1 cancelled by Joe Moss."


def test_who_has_changed_nothing_yet_leaves_no_trace(diary, here: TestDesk):
    new = diary.desk("Nia New")
    with new.desk.store.read() as reader:
        first = Look(journal.last_seq(reader.connection), new.clock())
    looks.leave(new.desk.history, first)
    with new.desk.store.read() as reader:
        assert looks.away(reader, new.desk.history.staff.id).since is None
    new.book("10:00")
    looks.leave(new.desk.history, first)
    with new.desk.store.read() as reader:
        assert looks.away(reader, new.desk.history.staff.id).since == new.clock()


def test_it_asks_the_same_however_much_was_changed(looked: TestDesk, there: TestDesk):
    there.book("11:00")
    with Asked(looked) as few:
        away(looked)
    for number in range(12):
        there.move(to=("11:15", "11:30")[number % 2])
    with Asked(looked) as many:
        assert len(away(looked).lines) == 13
    assert len(many.statements) == len(few.statements) <= 7


def test_a_call_that_another_desk_lets_stay_is_told_with_its_slot_and_clinic(
    looked: TestDesk, there: TestDesk
):
    there.book("11:00")
    stays.let_stay(there.desk.history, there.line().call)
    there.undo()
    there.move(to="11:00", clinic="Bedford", day=MONDAY + timedelta(days=1))
    told = away(looked, "London")
    stayed = "let stay on Mon 23 Nov 11:00 London, outside the hours of the rota"
    assert [line.text for line in told.lines][1:3] == [
        f"Jane Holt: {stayed}",
        f"Jane Holt: undone: {stayed}",
    ]
    assert told.sentence(MONDAY) == "Since 09:20: 1 booked, 1 let stay, 1 taken back, 1 moved by Joe Moss."
    assert {line.slot.id for line in told.lines[1:3]} == {looked.slot("11:00").id}
    assert "let stay" not in {line.verb for line in away(looked, "Bedford").lines}
