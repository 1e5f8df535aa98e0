from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from reception.domain import span
from reception.domain.wish_line import read_free
from reception.services import clinics, finding, patients
from reception.services.finding import Closeness, Found, Known, closeness
from tests.support.desks import MONDAY, TestDesk


def ask(here: TestDesk, text: str) -> Found:
    with here.desk.store.read() as reader:
        wish = None
        if text.startswith("free "):
            wish = read_free(text, clinics.all_open(reader), span.london_day(here.clock()))
        return finding.find(reader, text, here.clock(), wish)


def known(here: TestDesk) -> Known:
    with here.desk.store.read() as reader:
        return finding.known(reader, here.clock())


def times(found: Found) -> list[str]:
    return [f"{span.moment_text(line.slot.starts_at)} {line.clinic.name}" for line in found.slots]


def names(found: Found) -> list[str]:
    return [line.patient.name for line in found.patients]


@pytest.mark.parametrize(
    "typed",
    [
        "holt", "HOLT jane", "07700 900334", "+44 (0)7700 900334", "0044 7700 900 334", "900334", "0334", "033",
        "0900 33", "jane 0033", "holt 7700",
    ],
)  # fmt: skip
def test_a_patient_is_found_by_name_and_by_number_in_any_format(here: TestDesk, typed):
    here.book("10:00")
    here.book("10:15", "Nora Blake", "07700 900481")
    found = ask(here, typed)
    assert names(found) == ["Jane Holt"]
    assert [line.patient.name for line in found.calls] == ["Jane Holt"]
    assert found.slots == ()


def test_calls_to_come_stand_first_soonest_first_and_then_the_last_ones(here: TestDesk):
    here.book("10:00", day=MONDAY + timedelta(days=2))
    here.book("09:15")
    here.book("09:30")
    here.cancel()
    here.clock.move(hours=0.5)
    here.book("16:00")
    found = [span.moment_text(line.slot.starts_at) for line in ask(here, "holt").calls]
    assert found == ["Mon 23 Nov 09:30", "Mon 23 Nov 16:00", "Wed 25 Nov 10:00", "Mon 23 Nov 09:15"]


def test_free_slots_are_found_by_clinic_day_and_time(here: TestDesk):
    found = times(ask(here, "free bedford tue after 5 before 17:45"))
    assert found[:4] == [
        "Tue 24 Nov 17:00 Bedford",
        "Tue 24 Nov 17:15 Bedford",
        "Tue 24 Nov 17:30 Bedford",
        "Tue 1 Dec 17:00 Bedford",
    ]


def test_a_taken_slot_and_one_that_is_over_are_not_free(here: TestDesk):
    here.book("09:15")
    here.clock.move(minutes=1)
    assert times(ask(here, "free london today"))[0] == "Mon 23 Nov 09:30 London"


def test_tomorrow_is_londons_tomorrow_and_ends_at_its_midnight(here: TestDesk):
    found = ask(here, "free tomorrow")
    assert found.slots
    assert {span.london_day(line.slot.starts_at) for line in found.slots} == {MONDAY + timedelta(days=1)}
    assert ask(here, "free today before 9am").slots == ()


def test_several_clinics_come_in_the_order_of_time(here: TestDesk):
    starts = [line.slot.starts_at for line in ask(here, "free london bedford").slots]
    assert len(starts) == finding.MOST_SLOTS
    assert starts == sorted(starts)
    both = {line.clinic.name for line in ask(here, "free london bedford").slots}
    assert both == {"London", "Bedford"}


def test_words_left_over_may_be_somebodys_name(here: TestDesk):
    here.book("10:00", "Free Willy", "07700 900222")
    assert names(ask(here, "free willy")) == ["Free Willy"]
    assert names(ask(here, "free london")) == []


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "\x00\x07", "\ud800", "😀", "%", "_", "'; drop table"])
def test_odd_text_finds_nobody(here: TestDesk, typed):
    here.book("10:00")
    assert names(ask(here, typed)) == []


def test_control_characters_do_not_hide_anybody(here: TestDesk):
    here.book("10:00")
    assert names(ask(here, "ho\x00lt\x1b")) == ["Jane Holt"]


def test_a_text_of_any_length_is_answered(here: TestDesk):
    here.book("10:00", name="a " * 99 + "b", phone="07700 900222")
    assert len(names(ask(here, "a " * 99 + "b"))) == 1
    letters = " ".join(chr(ord("a") + number % 26) + str(number % 10) for number in range(66))
    assert names(ask(here, letters)) == []
    assert names(ask(here, "x" * 10_000)) == []


def test_what_is_known_before_anything_is_typed(here: TestDesk):
    here.book("09:00")
    found = known(here)
    assert [(line.clinic.name, span.moment_text(line.slot.starts_at)) for line in found.next_free] == [
        ("London", "Mon 23 Nov 09:15"),
        ("Manchester", "Tue 24 Nov 09:30"),
        ("Bedford", "Mon 23 Nov 09:30"),
    ]
    assert [line.sheet.title for line in found.sheets] == ["Amitriptyline for back pain"]


def test_without_slots_nothing_is_free_and_nothing_fails(diary):
    desk = diary.desk()
    assert known(desk).next_free == ()
    assert ask(desk, "free tue").slots == ()


def test_the_number_of_statements_does_not_grow_with_what_is_found(here: TestDesk):
    def statements(text: str) -> int:
        seen: list[str] = []
        with here.desk.store.read() as reader:
            note = lambda *told: seen.append(told[2])  # noqa: E731
            event.listen(reader.connection.engine, "before_cursor_execute", note)
            finding.find(reader, text, here.clock())
            event.remove(reader.connection.engine, "before_cursor_execute", note)
        return len(seen)

    here.book("10:00", "Nora Blake", "07700 900400")
    one = statements("nora")
    for number, at in enumerate(("09:00", "09:15", "09:30", "09:45", "10:15", "10:30", "11:00", "11:15")):
        here.book(at, f"Nora Stone {number}", f"07700 90050{number}")
    assert statements("nora") == one <= 7


# ---- how well a text fits a name


@pytest.mark.parametrize(
    ("typed", "fit"),
    [
        ("Book a call", Closeness.SAME),
        ("book", Closeness.WHOLE_WORDS),
        ("call book", Closeness.WHOLE_WORDS),
        ("bo ca", Closeness.BEGINNINGS),
        ("BÓOK", Closeness.WHOLE_WORDS),
        ("all", None),
        ("book holt", None),
        ("", None),
        ("?!", None),
    ],
)
def test_closeness(typed, fit):
    assert closeness(typed, "Book a call") is fit


@given(st.text(max_size=200), st.text(max_size=200))
def test_closeness_never_raises_and_every_name_fits_itself(typed, name):
    fit = partial(closeness, typed)
    assert fit(name) is None or isinstance(fit(name), Closeness)
    if closeness(name, name) is not None:
        assert closeness(name, "something else", name) is Closeness.SAME


def test_nobody_is_found_who_is_not_there(here: TestDesk):
    assert ask(here, "holt") == Found()
    with here.desk.store.read() as reader:
        assert patients.count(reader) == 0


def test_any_part_of_a_number_finds_it_after_those_that_begin_or_end_with_it(here: TestDesk):
    here.book("10:00", "In Middle", "07712 345600")
    here.book("10:15", "At End", "07700 902345")
    assert names(ask(here, "2345")) == ["At End", "In Middle"]
    assert names(ask(here, "7123")) == ["In Middle"]
    assert names(ask(here, "nobody 2345")) == []
