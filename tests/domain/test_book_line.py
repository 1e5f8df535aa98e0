"""Which words of a booking in one line are the patient, and which say when and where."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.book_deed import BookDeed
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.deed import read_deed
from reception.domain.ids import ClinicianId, ClinicId

TODAY = date(2026, 11, 23)
THURSDAY = date(2026, 11, 26)
NAMES = ("London", "Manchester", "Bedford", "Bedlington")
CLINICS = tuple(
    Clinic(id=ClinicId(number), name=name, street="", postcode="", phone="", email="")
    for number, name in enumerate(NAMES, 1)
)
CLINICIANS = (Clinician(id=ClinicianId(1), name="Mr William Sharples"),)
ALSO_WORDS = (
    "An",
    "Sat",
    "On",
    "Or",
    "Any",
    "May",
    "April",
    "Will",
    "Wed",
    "A",
    "In",
    "At",
    "The",
    "Sun",
    "All",
)
"""Given names that are small words, days or months too."""


def read(text: str) -> BookDeed:
    deed = read_deed(text, CLINICS, TODAY, clinicians=CLINICIANS)
    assert isinstance(deed, BookDeed)
    return deed


@given(
    first=st.sampled_from(ALSO_WORDS),
    last=st.sampled_from(("Nguyen", "Kaur", "Holt")),
    line=st.sampled_from(
        (
            "book {} thu 10:15 london",
            "book thu 10:15 london {}",
            "book a call for {} on thu at 10:15 in london",
            "book for {} thu 10:15 at the london clinic",
        )
    ),
)
def test_a_word_beside_a_name_stays_a_part_of_it(first, last, line):
    deed = read(line.format(f"{first} {last}"))
    assert (deed.name, deed.at, deed.free.days) == (f"{first} {last}", time(10, 15), (THURSDAY,))
    assert [clinic.name for clinic in deed.free.clinics] == ["London"]
    assert deed.free.doubts == ()


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        (
            "book an appointment for tom holt thu 10:15",
            "Book “tom holt” on Thu 26 Nov at 10:15 in all clinics",
        ),
        ("book call for holt", "Book “holt” in all clinics"),
        ("book an appointment", "Book a call in all clinics"),
        (
            "book holt on tue or thu after 4",
            "Book “holt” on Tue 24 Nov or Thu 26 Nov after 16:00 in all clinics",
        ),
        ("book holt at 4 in bedford", "Book “holt” at 16:00 in Bedford"),
        ("book holt – at noon, thu", "Book “holt” on Thu 26 Nov at 12:00 in all clinics"),
        ("book holt any clinic thu", "Book “holt” on Thu 26 Nov in all clinics"),
        ("book holt thu any", "Book “holt” on Thu 26 Nov in all clinics"),
        ("book man singh thu london", "Book “man singh” on Thu 26 Nov in London"),
        ("book holt thu 10:15 3 dec", "Book “holt” on Thu 3 Dec at 10:15 in all clinics"),
    ],
)
def test_small_words_that_do_their_work_are_read(text, understood):
    assert str(read(text)) == understood


@pytest.mark.parametrize(
    ("text", "name", "unsure"),
    [
        ("book sat kaur 10:15 london", "kaur", ("sat",)),
        ("book kaur sat thu 10:15 london", "kaur", ("sat",)),
        ("book kaur sat 10:15 thu", "kaur", ("sat",)),
        ("book thu sat kaur 10:15", "kaur", ("sat",)),
        ("book man singh thu 10:15", "singh", ("man",)),
        ("book jack london thu 10:15 bedford", "jack", ("london",)),
        ("book kaur saturday 10:15 london", "kaur", ()),
        ("book kaur sat or thu 10:15 london", "kaur", ()),
        ("book kaur thu 10:15 london", "kaur", ()),
        ("book london kaur thu 10:15", "kaur", ()),
    ],
)
def test_a_day_or_a_clinic_that_may_be_a_part_of_the_name_is_unsure(text, name, unsure):
    assert (read(text).name, read(text).unsure) == (name, unsure)


@pytest.mark.parametrize("typed", ["1015", "10.15", "10:15", "10.15am", "1015am", "at 1015"])
def test_figures_are_read_as_a_time_as_the_grid_does(typed):
    deed = read(f"book holt thu {typed} london")
    assert (deed.who, deed.at, deed.free.days) == ("holt", time(10, 15), (THURSDAY,))


@pytest.mark.parametrize(
    ("text", "who", "at"),
    [
        ("book holt 0334 thu 10:15", "holt 0334", time(10, 15)),
        ("book 1015 thu 10:30", "1015", time(10, 30)),
        ("book 900334 1015 thu", "900334", time(10, 15)),
        ("book 07700 900334 930 thu", "07700900334", time(9, 30)),
        ("book 020 7946 0958 thu", "02079460958", None),
        ("book 900334 4 pm thu", "900334", time(16)),
        ("book holt 3 dec 2027", "holt", None),
        ("book holt 4 may 1950 thu", "holt 1950-05-04", None),
        ("book holt 2515 thu", "holt 2515", None),
    ],
)
def test_other_figures_find_somebody_by_their_number_or_birth(text, who, at):
    assert (read(text).who, read(text).at) == (who, at)


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("07700 900335", "07700900335"),
        ("07700900335", "07700900335"),
        ("+44 7700 900335", "447700900335"),
        ("+44 (0)7700 900 335", "447700900335"),
        ("(+44) 7700-900-335", "447700900335"),
        ("0044 7700 900335", "447700900335"),
        ("(01234) 380345", "01234380345"),
        ("+33 6 12 34 56 78", "33612345678"),
    ],
)
def test_a_number_beside_a_name_is_the_number(typed, dialled):
    for text in (f"book tom {typed} thu 10:15 london", f"book thu 10:15 london tom {typed}"):
        deed = read(text)
        assert (deed.who, deed.name, deed.number, deed.at) == (f"tom {dialled}", "tom", typed, time(10, 15))
        assert deed.strange == ""


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("book holt 25:15 thu london", "“25:15” is not a time. Write a time as 10:15 or 4pm."),
        ("book holt 10:75 thu", "“10:75” is not a time. Write a time as 10:15 or 4pm."),
        ("book holt 13 pm thu", "“13 pm” is not a time. Write a time as 10:15 or 4pm."),
        ("book holt thu at 25", "“25” is not a time. Write a time as 10:15 or 4pm."),
        ("book holt thu 4 london", "“4” is not understood. Write a time as 10:15 or 4pm."),
        ("book holt thu 10:15 and 11:15", "Two times are said, 10:15 and 11:15. Write one of them."),
        ("book holt with eatn on thu", "No clinician is called “eatn”. Change it or leave “with” out."),
        ("book holt thu with", "Say after “with” which clinician is meant."),
    ],
)
def test_what_is_no_time_and_no_clinician_is_said_and_is_no_name(text, doubt):
    assert read(text).free.doubts == (doubt,)
    assert read(text).name == "holt"


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        (
            "book holt thu 10:15 bedfrod",
            "“bedfrod” is not understood. Write Bedford, or the clinic too if it is a name.",
        ),
        (
            "book holt lodnon thu 10:15",
            "“lodnon” is not understood. Write London, or the clinic too if it is a name.",
        ),
        (
            "book holt thrusday 10:15 london",
            "“thrusday” is not understood. Write Thursday, or the day too if it is a name.",
        ),
        ("book holt bed thu", "“bed” may be Bedford or Bedlington. Write which."),
        (
            "book holt thu 10:15 london bedfrod",
            "“bedfrod” is not understood. Leave it out, or write it beside the name.",
        ),
        ("book holt 2515 thu london", "“2515” is not understood. Change it or leave it out."),
        ("book holt 10:15:00 thu", "“10:15:00” is not understood. Change it or leave it out."),
        ("book 900334 thu", "Nobody like that has “900334” in their number. Change it or leave it out."),
        ("book holt 4 may 1971 thu", "Nobody like that was born on 4 may 1971. Change it or leave it out."),
    ],
)
def test_what_becomes_no_name_where_nobody_is_found_is_named(text, strange):
    assert read(text).strange == strange


@pytest.mark.parametrize(
    "name", ["Pia Voss", "Pia Maria Voss", "Ann Bradford", "Holt Please", "Beth Lodge", "李小龙", "O’Neill"]
)
def test_a_name_of_several_words_that_nobody_has_yet_is_a_name(name):
    for text in (f"book {name} thu 10:15 london", f"book {name} thu 10:15"):
        assert (read(text).name, read(text).strange, read(text).free.doubts) == (name, "", ())


def test_a_name_that_is_nearly_a_clinic_is_one_once_the_clinic_is_said():
    assert read("book ann bedforde thu 10:15").strange.startswith(
        "“bedforde” is not understood. Write Bedford,"
    )
    assert read("book ann bedforde thu 10:15 london").strange == ""


LINES = st.lists(
    st.sampled_from(
        (*ALSO_WORDS, *NAMES, "thu", "10:15", "1015", "25:15", "3", "dec", "with", "for", "call", "+44", "07700", "(0)",
         "900335", "1971", "clinic", "pm", "after", "–")
    )
    | st.text(max_size=6),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(LINES)
def test_any_line_is_read_and_no_word_of_a_name_is_made_up(line):
    deed = read_deed(f"book {line}", CLINICS, TODAY, clinicians=CLINICIANS)
    if deed is not None:
        assert isinstance(deed, BookDeed)
        assert str(deed).startswith("Book ")
        assert all(word in line for word in (*deed.name.split(), *deed.beside, *deed.unsure))
