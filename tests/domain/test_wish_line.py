from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicianId, ClinicId
from reception.domain.wish import FreeWish
from reception.domain.wish_line import asks_free, read_clock, read_free

TODAY = date(2026, 11, 23)
NAMES = ("London", "Manchester", "Bedford", "Milton Keynes", "Bedlington", "Sunderland")
CLINICS = tuple(
    Clinic(id=ClinicId(number), name=name, street="", postcode="", phone="", email="")
    for number, name in enumerate(NAMES, 1)
)
CLINICIANS = tuple(
    Clinician(id=ClinicianId(number), name=name, retired=name.startswith("Dr"))
    for number, name in enumerate(
        ("Mr William Sharples", "Ms Jo Smith", "Mr Adam Smith", "Miss Ann Bedworth", "Dr Old Timer"), 1
    )
)


def read(text: str, **more) -> FreeWish:
    return read_free(text, CLINICS, TODAY, clinicians=CLINICIANS, **more)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("free bedford tue thu after 4", "Free slots in Bedford on Tue or Thu after 16:00"),
        ("FREE  Bedford, Tuesday or THURSDAY from 16:00", "Free slots in Bedford on Tue or Thu after 16:00"),
        ("free london today", "Free slots in London today (Mon 23 Nov)"),
        ("free tomorrow before 11", "Free slots in all clinics tomorrow (Tue 24 Nov) before 11:00"),
        ("free today thu", "Free slots in all clinics today (Mon 23 Nov) or on Thu"),
        ("free man/lon sat", "Free slots in Manchester or London on Sat"),
        ("free milton keynes fri morning", "Free slots in Milton Keynes on Fri before 12:00"),
        ("free milton k", "Free slots in Milton Keynes"),
        ("free after 9am before 5 pm", "Free slots in all clinics after 09:00 and before 17:00"),
        ("free from 1630 till 17.15", "Free slots in all clinics after 16:30 and before 17:15"),
        ("free sun", "Free slots in all clinics on Sun"),
        ("free sund", "Free slots in Sunderland"),
        ("free ", "Free slots in all clinics"),
        ("free bedford 3 dec", "Free slots in Bedford on Thu 3 Dec"),
        ("free 26/11 morning", "Free slots in all clinics on Thu 26 Nov before 12:00"),
        ("free thu the 3rd of december", "Free slots in all clinics on Thu 3 Dec"),
        ("free 3 jan", "Free slots in all clinics on Sun 3 Jan 2027"),
        ("free next week", "Free slots in all clinics from Mon 30 Nov to Sun 6 Dec"),
        ("free this week", "Free slots in all clinics from Mon 23 Nov to Sun 29 Nov"),
        ("free week 50 tue", "Free slots in all clinics on Tue from Mon 7 Dec to Sun 13 Dec"),
        ("free this week or next week", "Free slots in all clinics from Mon 23 Nov to Sun 6 Dec"),
        ("free next thu", "Free slots in all clinics on Thu 26 Nov or on Thu 3 Dec"),
        ("free after 3 dec after 3", "Free slots in all clinics from Fri 4 Dec after 15:00"),
        ("free from 3 dec until fri 11 dec", "Free slots in all clinics from Thu 3 Dec to Fri 11 Dec"),
        ("free before thu", "Free slots in all clinics until Wed 25 Nov"),
        ("free sharples thu", "Free slots in all clinics with Mr W. Sharples on Thu"),
        ("free mr w. sharples", "Free slots in all clinics with Mr W. Sharples"),
        ("free with sha bedford", "Free slots in Bedford with Mr W. Sharples"),
        ("free adam smith or jo smith", "Free slots in all clinics with Mr A. Smith or Ms J. Smith"),
        ("free bedw", "Free slots in all clinics with Miss A. Bedworth"),
    ],
)
def test_what_was_understood_is_said(text, understood):
    assert str(read(text)) == understood
    assert read(text).left == read(text).doubts == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("free willy", ("willy",)),
        ("free 3 dez", ("3", "dez")),
        ("free bedford 3", ("3",)),
        ("free timer", ("timer",)),
        ("free with nobody", ("with", "nobody")),
        ("free after", ("after",)),
        ("free after 25", ("after", "25")),
        ("free before 13pm", ("before", "13pm")),
        ("free next tue not thu", ("not",)),
        ("free london 10:15", ("10:15",)),
        ("free Tue-Thu", ("Tue-Thu",)),
        ("free week of may", ("week", "of", "may")),
    ],
)
def test_what_was_not_understood_is_kept_word_for_word(text, left):
    assert read(text).left == left


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("free bed tue", "“bed” may be Bedford or Bedlington or Miss Ann Bedworth. Write which."),
        ("free smith", "“smith” may be Ms Jo Smith or Mr Adam Smith. Write which."),
        ("free thu 3 dec 2027", "3 Dec 2027 is a Friday, not a Thursday. Change one of them."),
        ("free 31 nov", "There is no 31 November."),
        ("free 29/2/2027", "There is no 29/2/2027."),
        ("free 22 nov 2026", "Sun 22 Nov 2026 is over. Choose today or a later day."),
        ("free yesterday", "Sun 22 Nov 2026 is over. Choose today or a later day."),
        ("free until 3 dec 2025", "Wed 3 Dec 2025 is over. Choose today or a later day."),
        ("free week 47", "Sun 22 Nov 2026 is over. Choose today or a later day."),
        ("free week 54", "There is no week 54 in 2026."),
        ("free after next thu", "“next thu” may be Thu 26 Nov or Thu 3 Dec. Write which."),
        ("free today next week", "There is no day that is all of that. Leave one of the days out."),
        (
            "free 3 dec 2190",
            "2190-12-03 is too far away: a diary holds the years 2000 to 2099. Choose another day.",
        ),
    ],
)
def test_what_does_not_fit_or_may_be_two_things_is_said(text, doubt):
    assert read(text).doubts == (doubt,)
    assert read(text).left == ()


def test_two_limits_both_hold():
    assert str(read("free after 9 after 3 before 5 before 11")) == (
        "Free slots in all clinics after 15:00 and before 11:00"
    )


def test_the_clinic_in_the_filter_is_meant_and_said_unless_another_is_named():
    assert str(read("free tue", chosen=ClinicId(1))) == (
        "Free slots in London (the clinic chosen above) on Tue"
    )
    assert str(read("free bedford", chosen=ClinicId(1))) == "Free slots in Bedford"
    assert str(read("free anywhere", chosen=ClinicId(1))) == "Free slots in all clinics"
    assert str(read("free tue", chosen=ClinicId(99))) == "Free slots in all clinics on Tue"


@pytest.mark.parametrize("text", ["free ", "  Free tue", "FREE\ttue", "ＦＲＥＥ tue"])
def test_a_line_that_begins_with_free_asks(text):
    assert asks_free(text)


@pytest.mark.parametrize("text", ["", "free", "freeman", "fre e", "Jane free ", "freee tue"])
def test_any_other_line_does_not(text):
    assert not asks_free(text)


@pytest.mark.parametrize(
    ("word", "at"),
    [
        ("1", time(13)), ("7", time(19)), ("8", time(8)), ("07", time(7)), ("0", time(0)), ("23", time(23)),
        ("4:30", time(16, 30)), ("04:30", time(4, 30)), ("430", time(16, 30)), ("12", time(12)),
        ("12am", time(0)), ("12pm", time(12)), ("4am", time(4)), ("noon", time(12)),
        ("24", None), ("0pm", None), ("10:60", None), ("12345", None), ("４", None), ("-4", None), ("", None),
    ],
)  # fmt: skip
def test_clocks(word, at):
    assert read_clock(word) == at


# ---- any text at all

WORDS = [
    *NAMES,
    "tue",
    "Thursday",
    "today",
    "tomorrow",
    "after",
    "before",
    "4",
    "16:30",
    "pm",
    "milton",
    "or",
    "next",
    "week",
    "from",
    "3",
    "dec",
    "2027",
    "31/4",
    "smith",
    "with",
    "\x00",
    "½",
]
SENTENCES = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=40).map(" ".join)


@given(st.text(max_size=10_000) | SENTENCES)
@example("free " + "after " * 1_600)
@example("free " + "milton " * 1_400)
@example("free " + "\U0001d7d8" * 9_000)
@example("x" * 10_000)
def test_reading_never_raises_and_loses_no_word(text):
    asks_free(text)
    wish = read(text)
    assert str(wish).startswith("Free slots in ")
    assert all(word in text for word in wish.left)


@given(
    places=st.lists(st.sampled_from(CLINICS), unique=True, max_size=3),
    weekdays=st.sets(st.integers(0, 6), max_size=4),
    after=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    order=st.randoms(use_true_random=False),
)
def test_what_is_written_is_what_is_understood(places, weekdays, after, order):
    parts = [place.name for place in places] + [span.DAY_NAMES_LONG[day] for day in weekdays]
    parts += [f"after {after:%H:%M}"] if after else []
    order.shuffle(parts)
    wish = read(f"free {' '.join(parts)}")
    assert wish.doubts == ()
    assert set(wish.clinics) == set(places)
    assert wish.weekdays == tuple(sorted(weekdays))
    assert wish.left == ()
    assert wish.after == after
