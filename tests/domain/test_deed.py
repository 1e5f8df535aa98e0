"""What a line asks to do: read without guessing, and said back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.deed import BookDeed, PrintDeed, PrintListDeed, WeekDeed, read_deed
from reception.domain.ids import ClinicianId, ClinicId
from reception.domain.sheet import Edition

TODAY = date(2026, 11, 23)
CLINICS = tuple(
    Clinic(id=ClinicId(number), name=name, street="", postcode="", phone="", email="")
    for number, name in enumerate(("London", "Manchester", "Bedford"), 1)
)
CLINICIANS = (Clinician(id=ClinicianId(1), name="Mr William Sharples"),)


def read(text: str, **more):
    return read_deed(text, CLINICS, TODAY, clinicians=CLINICIANS, **more)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("book holt thu 10:15 london", "Book “holt” on Thu 26 Nov at 10:15 in London"),
        ("BOOK Jane Holt london thursday 10.15", "Book “Jane Holt” on Thu 26 Nov at 10:15 in London"),
        ("book holt at 4 tomorrow", "Book “holt” on Tue 24 Nov at 16:00 in all clinics"),
        ("book holt 4pm bed", "Book “holt” at 16:00 in Bedford"),
        ("book 07700 900334 fri", "Book “07700 900334” on Fri 27 Nov in all clinics"),
        ("book holt tue after 4", "Book “holt” on Tue 24 Nov after 16:00 in all clinics"),
        ("book holt mon", "Book “holt” on Mon 23 Nov or Mon 30 Nov in all clinics"),
        ("book holt 3 dec 10:15 london", "Book “holt” on Thu 3 Dec at 10:15 in London"),
        ("book may 3 may 10:15", "Book “may” on Mon 3 May 2027 at 10:15 in all clinics"),
        ("book holt tomorrow 10:15", "Book “holt” on Tue 24 Nov at 10:15 in all clinics"),
        ("book holt next thu 10:15", "Book “holt” on Thu 26 Nov or Thu 3 Dec at 10:15 in all clinics"),
        ("book holt next week", "Book “holt” from Mon 30 Nov to Sun 6 Dec in all clinics"),
        ("book holt thu next week 4 pm", "Book “holt” on Thu 3 Dec at 16:00 in all clinics"),
        ("book holt at 4 dec", "Book “holt” on Fri 4 Dec in all clinics"),
        ("book 07700 900334 26/11 10.15", "Book “07700 900334” on Thu 26 Nov at 10:15 in all clinics"),
        ("book 4 may 1971 thu 10:15", "Book “4 may 1971” on Thu 26 Nov at 10:15 in all clinics"),
        ("book sharples thu", "Book “sharples” on Thu 26 Nov in all clinics"),
        ("book holt with sharples thu", "Book “holt” on Thu 26 Nov in all clinics with Mr W. Sharples"),
        ("book thu 10:15", "Book a call on Thu 26 Nov at 10:15 in all clinics"),
        ("print amitriptyline large", "Print “amitriptyline” in 18 pt"),
        ("print Large amitriptyline back pain", "Print “amitriptyline back pain” in 18 pt"),
        ("print walking 24 pt for Jane Holt", "Print “walking” in 24 pt for “Jane Holt”"),
        ("print amitriptyline for back pain", "Print “amitriptyline” for “back pain”"),
        ("print walking for holt giant", "Print “walking” in 24 pt for “holt”"),
        ("week 47 excel", "Week 47, 16–22 November 2026, to Excel"),
        ("week 53", "Week 53, 28 Dec 2026 – 3 Jan 2027"),
        ("week 1 2025 csv", "Week 1, 30 Dec 2024 – 5 Jan 2025, to CSV"),
        ("week 54 excel", "There is no week 54 in 2026: it has 53. Try week 53."),
        ("week 53 2025", "There is no week 53 in 2025: it has 52. Try week 52."),
    ],
)
def test_what_was_understood_is_said(text, understood):
    assert str(read(text)) == understood


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("book holt thu 3 dec 2027 10:15", "3 Dec 2027 is a Friday, not a Thursday. Change one of them."),
        ("book holt 22/11/2026", "Sun 22 Nov 2026 is over. Choose today or a later day."),
        ("book holt 31 nov", "There is no 31 November."),
        ("book holt today next week", "There is no day that is all of that. Leave one of the days out."),
        ("book holt tue before tue", "There is no day that is all of that. Leave one of the days out."),
    ],
)
def test_a_day_that_does_not_fit_is_said(text, doubt):
    deed = read(text)
    assert isinstance(deed, BookDeed)
    assert deed.who == "holt"
    assert deed.free.doubts == (doubt,)


@given(
    day=st.dates(date(2026, 11, 24), date(2030, 12, 31)),
    at=st.times().map(lambda at: at.replace(hour=8 + at.hour % 10, second=0, microsecond=0)),
    order=st.randoms(use_true_random=False),
)
def test_whatever_the_order_the_day_the_time_and_the_place_are_what_was_written(day, at, order):
    written = [f"{day.day} {span.MONTHS[day.month - 1]} {day.year}", f"{at:%H:%M}", "Bedford", "Holt"]
    order.shuffle(written)
    deed = read(f"book {' '.join(written)}")
    assert isinstance(deed, BookDeed)
    assert (deed.who, deed.at, deed.free.days, deed.free.doubts) == ("Holt", at, (day,), ())
    assert [clinic.name for clinic in deed.free.clinics] == ["Bedford"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "book",
        "book ",
        "print",
        "print large",
        "week",
        "week of may",
        "week 1 2 3",
        "week 47 12",
        "booking holt",
        "holt",
    ],
)
def test_any_other_line_asks_for_nothing(text):
    assert read(text) is None


def test_the_time_that_was_said_is_the_only_one_that_suits():
    deed = read("book holt thu 10:15 london")
    assert isinstance(deed, BookDeed)
    assert (deed.who, deed.at) == ("holt", time(10, 15))
    fits = [
        minute for minute in (14, 15, 16) if deed.free.suits(datetime(2026, 11, 26, 10, minute, tzinfo=UTC))
    ]
    assert fits == [15]
    assert deed.any_time.suits(datetime(2026, 11, 26, 16, tzinfo=UTC))
    assert not deed.free.suits(datetime(2026, 12, 3, 10, 15, tzinfo=UTC)), "thu is the coming one"


def test_a_time_after_midnight_less_a_minute_is_a_time():
    deed = read("book holt 23:59")
    assert isinstance(deed, BookDeed)
    assert deed.at == time(23, 59)


def test_the_clinic_in_the_filter_is_meant_and_said():
    assert str(read("book holt thu", chosen=ClinicId(1))).endswith("in London (the clinic chosen above)")


def test_a_for_in_a_title_names_no_patient():
    titles = ("Walking", "Amitriptyline for back pain")
    for text, title, who in (
        ("print amitriptyline for back pain", "amitriptyline for back pain", ""),
        ("print amitrip for back large", "amitrip for back", ""),
        ("print amitriptyline for back pain for holt", "amitriptyline for back pain", "holt"),
        ("print amitriptyline for holt", "amitriptyline", "holt"),
    ):
        deed = read(text, titles=titles)
        assert isinstance(deed, PrintDeed)
        assert (deed.title, deed.who) == (title, who)


def test_a_size_is_said_or_left_to_whoever_needs_it():
    assert read("print walking") == PrintDeed(title="walking")
    assert read("print walking giant") == PrintDeed(title="walking", edition=Edition.GIANT)
    assert read("week 47") == WeekDeed(week=47, year=2026, monday=date(2026, 11, 16))


@given(st.sampled_from(["book ", "print ", "week "]), st.text(max_size=60))
@example("week ", "0")
@example("week ", "99 9999")
@example("book ", "at at 10:15 :")
def test_any_line_at_all_is_read_and_can_be_said(verb, rest):
    deed = read(verb + rest)
    assert deed is None or str(deed)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("print list sharples tomorrow", "Print the list of Tue 24 Nov, Mr William Sharples"),
        ("print sharples’s list for thu", "Print the list of Thu 26 Nov, Mr William Sharples"),
        ("print list", "Print today’s list"),
        ("print today's list london", "Print today’s list, London"),
        ("print the list of mon", "Print today’s list"),
        ("print waiting list", "Print “waiting list”"),
        ("print list mon tue", "Print “list mon tue”"),
    ],
)
def test_the_list_of_a_day_is_read_and_a_sheet_with_that_word_is_a_sheet(text, understood):
    assert str(read(text)) == understood


def test_whose_list_and_of_which_day_is_known():
    deed = read("print list sharples tomorrow")
    assert isinstance(deed, PrintListDeed)
    assert (deed.day, deed.clinician, deed.clinic) == (date(2026, 11, 24), CLINICIANS[0], None)
