"""The day's list on paper: whom to ring, when, and no more of a patient than was asked for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from reception.documents.day_list import came_of, day_list_pdf, initials
from reception.domain.call import Result
from reception.services import calls, lists, slots
from reception.services.calls import Caller
from tests.support.desks import MONDAY, NINE_ON_MONDAY, TestDesk
from tests.support.pdf import headings, page_texts


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("09:00", "Jane Holt", "07700 900334")
    made.book("09:15", "Nora Blake", "07700 900481")
    made.book("09:30", "#strong[李 Wei]", "07700 900112")
    made.record(Result.NO_ANSWER)
    made.record(Result.NOT_SUITABLE, "Nora Blake")
    return made


def printed(
    desk: TestDesk,
    folder: Path,
    *,
    has_numbers: bool = True,
    clinic: str = "",
    clinician: str = "",
    on: date | None = None,
) -> Path:
    """Return a file with the pages as they are now."""
    lines = [*desk.lines(), *desk.lines(week=MONDAY + timedelta(days=7))]
    with desk.desk.store.read() as reader:
        where = next((line.clinic.id for line in lines if line.clinic.name == clinic), None)
        who = next((line.clinician.id for line in lines if line.clinician.name == clinician), None)
        shown = lists.day(reader, desk.clock(), where, on=on, clinician=who, has_numbers=has_numbers)
    path = folder / "day.pdf"
    path.write_bytes(day_list_pdf(shown).pdf)
    return path


def test_it_has_the_calls_still_to_make_by_when_they_are_due(desk, tmp_path):
    path = printed(desk, tmp_path)
    (text,) = page_texts(path)
    assert headings(path) == [("H1", "Calls of Monday 23 November 2026")]
    for words in ("All clinics · all clinicians · 2 calls to make", "09:15 Jane Holt 07700 900334 Back pain London",
                  "No answer, 1 of 3", "#strong[", "Page 1 of 1", "shred it when the day is done"):  # fmt: skip
        assert words in text, words
    assert "Nora Blake" not in text
    assert text.index("Jane Holt") < text.index("#strong[")


def test_without_numbers_it_has_initials_alone(desk, tmp_path):
    (text,) = page_texts(printed(desk, tmp_path, has_numbers=False, clinic="London"))
    assert "J. H." in text
    assert "London · all clinicians · 2 calls to make" in text
    for words in ("Holt", "07700", "900334", "Phone"):
        assert words not in text


def test_a_long_day_goes_on_on_the_next_page_with_its_header(desk, tmp_path):
    with desk.desk.store.read() as reader:
        free = slots.free(reader, desk.clock(), limit=30)
    for number, one in enumerate(free):
        who = Caller(name=f"Caller {number}", phone=f"07700 9001{number:02}")
        calls.book(desk.desk.history, one.id, who)
    texts = page_texts(printed(desk, tmp_path))
    assert len(texts) == 2
    assert all("What came of it" in text for text in texts)


def test_of_a_day_to_come_it_has_what_is_booked_by_now_and_room_to_write(desk, tmp_path):
    tuesday = MONDAY + timedelta(days=1)
    desk.book("10:00", "Amir Fadel", "07700 900100", tuesday, "Manchester")
    desk.book("10:15", "Bea Gray", "07700 900101", tuesday, "Bedford")
    path = printed(desk, tmp_path, on=tuesday)
    (text,) = page_texts(path)
    assert headings(path) == [("H1", "Calls of Tuesday 24 November 2026")]
    for words in ("2 calls to make, as booked by now", "Printed Mon 23 Nov 2026, 09:00", "10:00 Amir Fadel 07700 900100",
                  "What came of it", "So far", "shred it when the day is done"):  # fmt: skip
        assert words in text, words
    assert "Jane Holt" not in text
    (text,) = page_texts(printed(desk, tmp_path, on=tuesday, clinician="Mr William Sharples"))
    assert "All clinics · Mr William Sharples · 1 call to make, as booked by now" in text
    assert "Bea Gray" in text
    assert "Amir Fadel" not in text


def test_of_a_day_that_is_over_it_says_what_came_of_each_call(desk, tmp_path):
    desk.book("10:00", "Is Cancelled", "07700 900100")
    desk.cancel("Is Cancelled")
    desk.book("10:15", "Not Noted", "07700 900101")
    desk.clock.move(days=1)
    path = printed(desk, tmp_path, on=MONDAY)
    (text,) = page_texts(path)
    assert headings(path) == [("H1", "Calls of Monday 23 November 2026")]
    for words in ("The day is over: 4 calls, and what came of them", "Printed Tue 24 Nov 2026", "Nothing noted yet",
                  "09:15 Nora Blake", "Not suitable", "shred it when it is no longer needed"):  # fmt: skip
        assert words in text, words
    assert "No answer, 1 of 3; next try Mon 23 Nov" in " ".join(text.split())
    for words in ("Is Cancelled", "So far", "to make"):
        assert words not in text, words
    (text,) = page_texts(printed(desk, tmp_path, on=MONDAY, has_numbers=False))
    assert "Initials only. Shred this when it is no longer needed." in text
    assert "Holt" not in text


@pytest.mark.parametrize(
    ("result", "more", "told"),
    [
        (Result.WRONG_NUMBER, {}, "Wrong number"),
        (Result.CONSULTATION_BOOKED, {}, "Consultation booked"),
        (Result.CALL_BACK, {"call_back_at": NINE_ON_MONDAY + timedelta(hours=30)},
         "Call back, 1 of 3; next try Tue 24 Nov 15:00"),
    ],
)  # fmt: skip
def test_what_came_of_a_call_is_its_outcome_or_how_far_it_got(desk, result, more, told):
    desk.book("11:00", "Amir Fadel", "07700 900100")
    desk.record(result, "Amir Fadel", **more)
    assert came_of(desk.line("Amir Fadel")).startswith(told)


def test_one_whom_nobody_reached_is_said_to_be_so(desk):
    for _ in range(2):
        desk.record(Result.NO_ANSWER)
    calls.give_up(desk.desk.history, desk.line().call)
    assert came_of(desk.line()) == "Not reached"


def test_initials_are_of_any_script():
    assert (initials("Jane Mary Holt"), initials("李 Wei"), initials("O")) == ("J. M. H.", "李. W.", "O.")
