"""The lists a desk works from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from reception.domain import span
from reception.domain.call import Result
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.ids import ClosureId, PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import boards, calls, clinics, closures, lists, patients, slots, times
from reception.services.calls import Caller
from reception.storage import patients as stored
from tests.support.desks import MONDAY, NINE_ON_MONDAY, TestDesk


def today(desk: TestDesk) -> list[str]:
    with desk.desk.store.read() as reader:
        return [line.patient.name for line in calls.today(reader, desk.clock())]


def test_past_calls_without_an_end_stay_on_top_until_cleared(here: TestDesk):
    here.book("10:00", "Early Bird", "07700 900001")
    here.book("11:00", "Late Riser", "07700 900002")
    here.clock.move(days=1, hours=1)
    here.book("11:00", "Today Person", "07700 900003", day=MONDAY + timedelta(days=1), clinic="Bedford")
    assert today(here) == ["Early Bird", "Late Riser", "Today Person"]
    here.record(Result.NOT_SUITABLE, "Early Bird")
    assert today(here) == ["Late Riser", "Today Person", "Early Bird"]
    here.clock.move(days=1)
    assert today(here) == ["Late Riser", "Today Person"]


def test_a_call_that_was_tried_today_stays_and_comes_again_with_its_next_try(here: TestDesk):
    here.book("10:00")
    here.clock.move(hours=1, minutes=5)
    here.record(Result.NO_ANSWER)
    assert today(here) == ["Jane Holt"]
    here.clock.move(minutes=15)
    here.record(Result.VOICEMAIL)
    assert span.moment_text(here.line().call.next_try) == "Tue 24 Nov 14:00"
    assert today(here) == ["Jane Holt"]
    here.clock.move(days=1)
    assert today(here) == ["Jane Holt"]


def test_what_is_settled_for_now_stands_below_what_comes_and_above_what_has_ended(here: TestDesk):
    people = ("Left Over", "Asks Later", "Asks Friday", "Is Done", "Is Due", "Comes Yet")
    tuesday = MONDAY + timedelta(days=1)
    for number, (name, at) in enumerate(zip(people, (9, 9, 9, 10, 10, 16), strict=True)):
        day, clinic = (
            (MONDAY, "London") if number < 1 else (tuesday, "Bedford" if number % 2 else "Manchester")
        )
        here.book(f"{at:02}:{30 if number else 15}", name, f"07700 90010{number}", day=day, clinic=clinic)
    here.clock.move(days=1, hours=2)
    here.record(Result.CALL_BACK, "Asks Later", call_back_at=span.instant(tuesday, time(15)))
    here.record(
        Result.CALL_BACK, "Asks Friday", call_back_at=span.instant(MONDAY + timedelta(days=4), time(9))
    )
    here.record(Result.NOT_SUITABLE, "Is Done")
    here.record(Result.NO_ANSWER, "Left Over")
    here.clock.move(minutes=15)
    here.record(Result.NO_ANSWER, "Left Over")
    assert today(here) == ["Is Due", "Asks Later", "Comes Yet", "Left Over", "Asks Friday", "Is Done"]
    here.clock.move(days=1)
    assert today(here)[:2] == ["Is Due", "Asks Later"]
    assert "Asks Friday" not in today(here)


def test_who_does_not_answer_before_the_time_that_was_agreed_is_tried_again_at_that_time(here: TestDesk):
    here.book("15:00")
    here.record(Result.NO_ANSWER)
    assert here.line().due_at == here.slot("15:00").starts_at
    here.clock.move(hours=6, minutes=5)
    here.record(Result.NO_ANSWER)
    assert here.line().due_at > here.clock()


def test_a_move_to_another_clinic_names_it(here: TestDesk):
    here.book("10:00")
    assert str(here.move(to="10:30")) == "Moved Jane Holt, Mon 23 Nov 10:00 to Mon 23 Nov 10:30"
    change = here.move(to="10:15", clinic="Bedford")
    assert str(change) == "Moved Jane Holt, Mon 23 Nov 10:30 to Mon 23 Nov 10:15, Bedford"


def test_a_call_of_another_day_that_was_tried_and_moved_leaves_today(here: TestDesk):
    here.book("10:00", day=MONDAY + timedelta(days=3))
    here.record(Result.NO_ANSWER)
    assert today(here) == ["Jane Holt"]
    here.move(to="10:15", day=MONDAY + timedelta(days=3))
    assert today(here) == []


def test_the_calls_that_somebody_has_already_are_found_by_person_or_by_name_and_number(here: TestDesk):
    here.book("16:00")
    here.book("15:00", day=MONDAY + timedelta(days=7))
    here.book("15:00")
    with here.desk.store.read() as reader:
        jane = here.line().patient
        by_id = calls.booked_for(reader, Caller(patient=jane.id))
        by_name = calls.booked_for(reader, Caller(name=" jane  HOLT", phone="+44 (0)7700 900 334"))
        nobody = [
            calls.booked_for(reader, Caller(name=name, phone=number))
            for name, number in (
                ("Jane Holt", "07700"),
                ("Jane Holt", "07700 900335"),
                ("Tom Holt", "07700 900334"),
            )
        ]
    assert [span.moment_text(line.slot.starts_at) for line in by_id] == [
        "Mon 23 Nov 15:00", "Mon 23 Nov 16:00", "Mon 30 Nov 15:00",
    ]  # fmt: skip
    assert by_name == by_id
    assert nobody == [[], [], []]


def test_a_call_back_is_offered_inside_the_hours_and_never_on_a_closed_day(here: TestDesk):
    tuesday = MONDAY + timedelta(days=1)
    shut = Closure(id=ClosureId(0), clinic=None, first=tuesday, last=tuesday)
    closures.close(here.desk.history, shut, None)
    here.clock.move(hours=8, minutes=30)
    with here.desk.store.read() as reader:
        london = clinics.named(reader, "London")
        offered = times.call_back_time(reader, london.id, here.clock())
        closed = times.outside_hours(reader, london.id, here.clock() + timedelta(days=1))
        far = times.outside_hours(reader, london.id, span.instant(MONDAY + timedelta(days=371), time(10)))
    assert span.moment_text(offered) == "Wed 25 Nov 09:00"
    assert closed.startswith("London is closed on Tue 24 Nov")
    assert far == ""


def test_a_next_try_leaves_out_the_part_of_a_day_that_is_closed(here: TestDesk):
    shut = Closure(
        id=ClosureId(0),
        clinic=None,
        first=MONDAY,
        last=MONDAY,
        starts=time(10),
        ends=time(17),
        reason="Drill",
    )
    closures.close(here.desk.history, shut, None)
    here.book("09:45")
    here.clock.move(minutes=55)
    here.record(Result.NO_ANSWER)
    assert span.moment_text(here.line().call.next_try) == "Mon 23 Nov 17:00"


def test_booking_in_the_past_is_refused(here: TestDesk):
    here.clock.move(hours=2)
    with pytest.raises(Refusal, match="is in the past"):
        here.book("10:00")


def test_publishing_in_the_past_or_for_years_is_refused(here: TestDesk):
    with pytest.raises(Refusal, match="is in the past"):
        here.publish(first=MONDAY - timedelta(days=1))
    with pytest.raises(Refusal, match="1 to 53 weeks"):
        here.publish(weeks=520)


def test_christmas_is_left_out_and_said(here: TestDesk):
    done = here.publish(weeks=6)
    assert [str(left) for left in done.plan.left_out] == [
        "Fri 25 Dec 2026 (Christmas Day)",
        "Sat 26 Dec 2026 (Boxing Day)",
        "Mon 28 Dec 2026 (Boxing Day, substitute day)",
        "Fri 1 Jan 2027 (New Year's Day)",
    ]


def test_publishing_again_changes_nothing_and_is_no_undo_step(here: TestDesk):
    assert here.publish().change is None
    assert here.undo().action == "Published slots"


def test_free_slots_by_time_of_day(here: TestDesk):
    with here.desk.store.read() as reader:
        found = slots.free(reader, NINE_ON_MONDAY, after=time(16), before=time(16, 30), limit=3)
    assert [span.clock(line.slot.starts_at) for line in found] == ["16:00", "16:00", "16:15"]


def test_an_unknown_clinic_is_refused_with_the_ones_there_are(here: TestDesk):
    with (
        here.desk.store.read() as reader,
        pytest.raises(Refusal, match="The clinics are London, Manchester, Bedford"),
    ):
        clinics.named(reader, "Holt")


def test_cards_say_open_now_and_next_free(here: TestDesk):
    here.book("09:00")
    with here.desk.store.read() as reader:
        cards = {card.clinic.name: card for card in clinics.cards(reader, here.clock())}
    assert cards["London"].state.text(here.clock()) == "Open until 18:00"
    assert span.moment_text(cards["London"].next_free.starts_at) == "Mon 23 Nov 09:15"
    assert span.moment_text(cards["Manchester"].next_free.starts_at) == "Tue 24 Nov 09:30"


def test_who_waits_is_shown_with_the_first_slot_that_suits_and_leaves_when_booked(here: TestDesk):
    with here.desk.store.read() as reader:
        bedford = clinics.named(reader, "Bedford")
    wish = Waiting(
        id=WaitingId(0), patient=PatientId(0), clinic=bedford.id, after=time(15, 30), since=NINE_ON_MONDAY
    )
    patients.wait(here.desk.history, "Amir Fadel", "07700 900777", wish)
    with here.desk.store.read() as reader:
        (line,) = patients.waiting(reader, here.clock())
    assert span.moment_text(line.fits.starts_at) == "Mon 23 Nov 15:30"
    calls.book(here.desk.history, line.fits.id, calls.Caller(patient=line.patient.id))
    with here.desk.store.read() as reader:
        assert patients.waiting(reader, here.clock()) == []
    here.undo()
    with here.desk.store.read() as reader:
        assert len(patients.waiting(reader, here.clock())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Jan",
        "HOLT",
        "jane ho",
        "07700 900334",
        "+44 7700 900334",
        "0334",
        "900334",
        "7700900",
        "334",
        "00334",
        "0 900 334",
        "jane 334",
        "334 ho",
        "4.5.1971",
        "04/05/1971",
        "4-5-1971",
        "4 May 1971",
        "04 may 1971",
        "1971-05-04",
        "holt 4.5.1971",
    ],
)
def test_a_patient_is_found_by_any_part(here: TestDesk, text: str):
    here.book("10:00")
    jane = here.line().patient
    patients.edit(here.desk.history, jane, replace(jane, date_of_birth=date(1971, 5, 4)))
    with here.desk.store.read() as reader:
        assert [line.patient.name for line in patients.find(reader, text)] == ["Jane Holt"]


@pytest.mark.parametrize(
    "text",
    [
        "olt",
        "12345678",
        "jane smith",
        "%",
        "_",
        "'",
        "33",
        "433",
        "0335",
        "jane 335",
        "5.4.1971",
        "31.2.1971",
        "4 Mab 1971",
    ],
)
def test_and_not_by_what_is_not_theirs(here: TestDesk, text: str):
    here.book("10:00")
    with here.desk.store.read() as reader:
        assert patients.find(reader, text) == []


def test_whose_number_begins_with_the_digits_stands_before_whose_number_ends_with_them(here: TestDesk):
    here.book("10:00", "Amy Ends", "07700 901334")
    here.book("10:15", "Bea Begins", "01334 123456")
    with here.desk.store.read() as reader:
        found = [
            [line.patient.name for line in patients.find(reader, text)] for text in ("1334", "01334", "3456")
        ]
        first = [patient.name for patient in stored.find(reader, "1334", limit=1)]
    assert found == [["Bea Begins", "Amy Ends"], ["Bea Begins", "Amy Ends"], ["Bea Begins"]]
    assert first == ["Bea Begins"]


def test_the_totals_of_a_week_add_up(here: TestDesk):
    for number, at in enumerate(["10:00", "10:15", "10:30", "10:45"]):
        here.book(at, f"Person {number}", f"0770090010{number}")
    here.record(Result.CONSULTATION_BOOKED, "Person 0")
    here.record(Result.NO_ANSWER, "Person 1")
    here.cancel("Person 2")
    with here.desk.store.read() as reader:
        shown = lists.week(reader, MONDAY, now=here.clock())
        found = lists.totals(reader, shown)
        bars = lists.bars(reader, MONDAY)
    assert (found.calls, found.tried, found.reached_at_first_try, found.cancelled) == (3, 2, 1, 1)
    assert found.slots == sum(one.starts_at.date() < date(2026, 11, 30) for one in _slots(here))
    assert found.endings == bars[-1].endings
    assert found.endings.counts == (1, 0, 0, 2)
    assert len(bars) == lists.WEEKS_SHOWN


def _slots(desk: TestDesk):
    with desk.desk.store.read() as reader:
        return boards.of_days(reader, MONDAY, MONDAY + timedelta(days=13)).slots
