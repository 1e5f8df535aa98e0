"""Publishing, blocking, closures and leave on the command line, in one process, on both engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from reception.domain import span
from reception.services.clinics import bank_holidays
from tests.cli.test_command_line import NEXT_MONDAY, Run, book, publish, refused, run

__all__ = ["refused", "run"]
Refused = Callable[..., str]


def next_holiday() -> date:
    """Return the next bank holiday on a day that the clinics work on otherwise."""
    coming = bank_holidays(NEXT_MONDAY, NEXT_MONDAY + timedelta(days=300))
    return min(day for day in coming if day.weekday() < 5)


def stretch(verb: str, start: str = "10:00", end: str | None = "11:00", *more: str) -> list[str]:
    words = ["slots", verb, "--clinic", "London", "--from", f"{NEXT_MONDAY} {start}"]
    return [*words, *(["--to", f"{NEXT_MONDAY} {end}"] if end else []), *more]


def test_a_holiday_is_left_out_printed_and_opened(run: Run):
    day = next_holiday()
    weeks = (day - NEXT_MONDAY).days // 7 + 1
    told = run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", weeks)
    left = f"Left out: {span.day_text(day, year=True)}"
    assert left in told
    told = run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", weeks, "--open", f"{day}=London")
    assert not told.startswith("0 slots opened")
    assert f"{left} (" in told, "the other clinics stay closed"
    told = run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", weeks, "--open", f"{day}")
    assert left not in told
    again = run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", weeks, "--open", f"{day}")
    assert again.startswith("0 slots opened, 0 withdrawn.")


def test_without_days_the_next_weeks_are_published(run: Run):
    assert "slots opened" in run("slots", "publish")
    assert run("slots", "publish").startswith("0 slots opened, 0 withdrawn.")


def test_a_stretch_is_blocked_released_and_withdrawn(run: Run):
    publish(run)
    book(run, at=f"{NEXT_MONDAY} 10:15")
    told = run(*stretch("block", "10:00", "11:00", "--reason", "Team meeting", "--kind", "meeting"))
    first, kept = told.splitlines()
    assert first == f"3 slots blocked: {span.day_text(NEXT_MONDAY)} 10:00 to 11:00, 3 slots."
    assert kept.startswith(f"Stays booked: Jane Holt, {span.day_text(NEXT_MONDAY)} 10:15, London, ")
    assert "3 slots released" in run(*stretch("release"))
    assert "3 slots withdrawn" in run(*stretch("withdraw", "10:00", "11:00", "--reason", "Paint"))
    assert run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", 2).startswith("0 slots opened")
    assert "3 slots released" in run(*stretch("release"))
    assert run(*stretch("block", "10:00", None)).startswith("1 slot blocked")
    run("undo")
    free = json.loads(
        run("slots", "free", "--clinic", "London", "--from", NEXT_MONDAY, "--after", "10:00", "--json")
    )
    assert free[0]["starts_at"].startswith(f"{NEXT_MONDAY}T10:00")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (stretch("block", "11:00", "10:00"), "The span ends before it starts"),
        (stretch("block", "03:00", "03:15"), "No free slot lies between"),
        (stretch("release"), "No blocked or withdrawn slot lies between"),
        (stretch("block", "10:00", None, "--clinician", "Nobody"), "There is no clinician “Nobody”"),
        (["slots", "block", "--clinic", "London", "--from", "2027-03-28 01:30"], "does not exist: the clocks go forward"),
        (["slots", "block", "--clinic", "London", "--from", "2026-10-25 01:30"], "comes twice: the clocks go back"),
        (["slots", "publish", "--weeks", "520"], "Publish 1 to 53 weeks at a time"),
        (["slots", "publish", "--open", "tomorrow"], "“tomorrow” is not a date"),
        (["slots", "publish", "--open", f"{NEXT_MONDAY + timedelta(days=1)}=Nowhere"], "There is no clinic “Nowhere”"),
        (["leave", "add", "--clinician", "Eaton", "--first", "2027-02-02", "--last", "2027-02-01"], "last day is before"),
        (["leave", "add", "--clinician", "Nobody", "--first", "2027-02-02"], "There is no clinician"),
        (["closures", "remove", "12"], "There is no closure 12"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_changes_nothing(run: Run, refused: Refused, words, sentence):
    publish(run)
    before = run("slots", "free", "--limit", 500, "--json")
    assert sentence in refused(*words)
    assert run("slots", "free", "--limit", 500, "--json") == before


def test_a_slot_that_is_booked_is_not_blocked(run: Run, refused: Refused):
    publish(run)
    book(run)
    assert "1 booked: move or cancel the call first." in refused(*stretch("block", "10:00", None))


def test_leave_and_closures_are_added_listed_and_taken_out(run: Run, refused: Refused):
    publish(run)
    call = book(run)
    ill = ["leave", "add", "--clinician", str(call["clinician"]), "--first", NEXT_MONDAY, "--reason", "Ill"]
    closed = ["closures", "add", "--first", NEXT_MONDAY]
    for wanted in (ill, closed):
        told = refused(*wanted)
        assert told.startswith("1 call is booked in it: Jane Holt ")
        assert told.endswith(". Move what is booked first, or add --keep-booked.\n")
    assert run("leave") == "Nobody is going to be away.\n"
    told = run(*ill, "--keep-booked")
    assert f"Away {span.day_text(NEXT_MONDAY)}" in told
    assert "Stays booked: Jane Holt" in told
    (line,) = json.loads(run("leave", "--json"))
    assert (line["clinician"], line["reason"], line["booked"]) == (call["clinician"], "Ill", 1)
    run("leave", "remove", line["id"])
    assert run("leave") == "Nobody is going to be away.\n"
    run("closures", "add", "--clinic", "London", "--first", NEXT_MONDAY, "--from", "13:00")
    (line,) = json.loads(run("closures", "--json"))
    assert (line["clinic"], line["from"], line["until"], line["booked"]) == ("London", "13:00", "", 0)
    run("closures", "remove", line["id"])
    assert run("closures") == "No closure is to come.\n"


def test_what_is_published_in_a_closure_is_said_and_offered_when_it_is_taken_out(run: Run):
    run("closures", "add", "--clinic", "London", "--first", NEXT_MONDAY, "--reason", "Training")
    told = run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", 1)
    assert f"Left out: {span.day_text(NEXT_MONDAY, year=True)} (Training, London)" in told
    assert "28 slots are not offered while a closure or leave lasts." in told
    assert free_on(run, NEXT_MONDAY) == 0
    (line,) = json.loads(run("closures", "--json"))
    run("closures", "remove", line["id"])
    assert free_on(run, NEXT_MONDAY) == 28


def test_open_days_are_added_listed_and_taken_out(run: Run, refused: Refused):
    day = next_holiday()
    weeks = (day - NEXT_MONDAY).days // 7 + 1
    run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", weeks, "--open", f"{day}=London")
    (line,) = json.loads(run("open-days", "--json"))
    assert (line["day"], line["who"]) == (str(day), "London")
    assert free_on(run, day)
    told = run("open-days", "remove", line["id"])
    assert told == f"Closed a day again: London, {span.day_text(day, year=True)}.\n"
    assert not free_on(run, day)
    assert run("open-days") == "No day is worked all the same.\n"
    run("open-days", "add", "--day", day, "--clinic", "London", "--reason", "Catching up")
    assert free_on(run, day), "its weeks are published"
    assert "London is open on" in refused("open-days", "add", "--day", day, "--clinic", "London")


def test_a_day_of_leave_is_worked_on_the_command_line(run: Run):
    publish(run)
    days = ["--first", NEXT_MONDAY, "--last", NEXT_MONDAY + timedelta(days=4)]
    before = free_on(run, NEXT_MONDAY, "London")
    run("leave", "add", "--clinician", "Eaton", *days)
    assert free_on(run, NEXT_MONDAY, "London") == 0
    told = run("open-days", "add", "--day", NEXT_MONDAY, "--clinician", "Eaton")
    assert told == f"Opened a day: Mr Oliver Eaton, {span.day_text(NEXT_MONDAY, year=True)}.\n"
    assert free_on(run, NEXT_MONDAY, "London") == before
    (line,) = json.loads(run("open-days", "--json"))
    assert line["who"] == "Mr Oliver Eaton"
    run("open-days", "remove", line["id"])
    assert free_on(run, NEXT_MONDAY, "London") == 0


def free_on(run: Run, day: date, clinic: str = "London") -> int:
    free = json.loads(run("slots", "free", "--clinic", clinic, "--from", day, "--limit", 100, "--json"))
    return sum(one["starts_at"].startswith(str(day)) for one in free)


def test_a_retired_clinician_is_told_in_one_sentence(database: Path | str, run: Run, refused: Refused):
    from reception import desk as desks
    from reception import settings
    from reception.services import clinicians

    desk = desks.open_(settings.read()._replace(database=database))
    with desk.store.read() as reader:
        eaton = clinicians.named(reader, "Eaton")
    clinicians.retire(desk.history, eaton)
    desk.close()
    assert "Mr Oliver Eaton is retired" in refused(
        "leave", "add", "--clinician", "Eaton", "--first", NEXT_MONDAY
    )


def test_an_extra_session_is_added_and_a_holiday_must_be_said(run: Run, refused: Refused):
    sunday = NEXT_MONDAY + timedelta(days=6)
    words = ["slots", "add", "--clinician", "Mr Oliver Eaton", "--clinic", "Bedford"]
    told = run(*words, "--day", sunday, "--from", "10:00", "--to", "11:00", "--minutes", 30)
    assert told.splitlines() == [
        f"Added an extra session: Mr Oliver Eaton, Bedford, {span.day_text(sunday, year=True)} 10:00–11:00, 2 slots.",
        "Note: this is outside the opening hours.",
    ]
    late = [*words, "--day", sunday, "--from", "23:00", "--to", "23:59"]
    assert refused(*late, "--minutes", "0") == "A slot lasts 5 to 60 minutes.\n"
    evening = [*words, "--day", next_holiday(), "--from", "19:00", "--to", "20:00"]
    assert " is a bank holiday (" in refused(*evening)
    assert " is a bank holiday (" in run(*evening, "--open")
