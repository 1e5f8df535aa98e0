"""The day's list on paper: whom to ring, when, and no more of a patient than was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from reception.documents.day_list import day_list_pdf, initials
from reception.domain.call import Result
from reception.services import calls, lists, slots
from reception.services.calls import Caller
from tests.support.desks import TestDesk
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


def printed(desk: TestDesk, folder: Path, *, has_numbers: bool = True, clinic: str = "") -> Path:
    """Return a file with the pages as they are now."""
    with desk.desk.store.read() as reader:
        where = next((line.clinic.id for line in desk.lines() if line.clinic.name == clinic), None)
        shown = lists.day(reader, desk.clock(), where, has_numbers=has_numbers)
    path = folder / "day.pdf"
    path.write_bytes(day_list_pdf(shown).pdf)
    return path


def test_it_has_the_calls_still_to_make_by_when_they_are_due(desk, tmp_path):
    path = printed(desk, tmp_path)
    (text,) = page_texts(path)
    assert headings(path) == [("H1", "Calls of Monday 23 November 2026")]
    for words in ("All clinics · 2 calls to make", "09:15 Jane Holt 07700 900334 Back pain London",
                  "No answer, 1 of 3", "#strong[", "Page 1 of 1", "shred it when the day is done"):  # fmt: skip
        assert words in text, words
    assert "Nora Blake" not in text
    assert text.index("Jane Holt") < text.index("#strong[")


def test_without_numbers_it_has_initials_alone(desk, tmp_path):
    (text,) = page_texts(printed(desk, tmp_path, has_numbers=False, clinic="London"))
    assert "J. H." in text
    assert "London · 2 calls to make" in text
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


def test_initials_are_of_any_script():
    assert (initials("Jane Mary Holt"), initials("李 Wei"), initials("O")) == ("J. M. H.", "李. W.", "O.")
