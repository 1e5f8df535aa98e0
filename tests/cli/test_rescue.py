"""Rescue on the command line: what is free is frozen, and the calls that are left are listed, on both engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from reception.domain import span
from tests.cli.test_command_line import NEXT_MONDAY, Run, book, publish, refused, run

__all__ = ["refused", "run"]
Refused = Callable[..., str]
TUESDAY = NEXT_MONDAY + timedelta(days=1)


def rescued(run: Run, *words: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("calls", "rescue", "--json", *words))
    return found


def test_days_to_come_are_frozen_in_one_change_and_the_calls_that_are_left_are_listed(run: Run):
    publish(run)
    call = book(run)
    whose = str(call["clinician"])
    (line,) = rescued(run, "--away", whose, "--first", NEXT_MONDAY, "--last", TUESDAY, "--reason", "Ill")
    assert {key: line[key] for key in ("id", "patient", "why")} == {
        "id": call["id"], "patient": "Jane Holt", "why": f"{whose} is away: Ill",
    }  # fmt: skip
    assert len(line["offers"]) == 2
    assert rescued(run) == [line]
    assert run("undo") == (
        f"Undone: added leave: {whose}, Away {span.day_text(NEXT_MONDAY)} – {span.day_text(TUESDAY)}\n"
    )
    assert rescued(run) == []


def test_a_clinic_that_closes_at_a_time_is_said_with_its_days(run: Run):
    publish(run)
    book(run)
    days = ("--first", NEXT_MONDAY, "--last", TUESDAY)
    told = run("calls", "rescue", "--closes", "London", *days, "--from", "09:30", "--until", "13:00")
    first, head, line = told.splitlines()
    assert first == (
        f"Closed a clinic: London, Closed {span.day_text(NEXT_MONDAY)} 09:30 – {span.day_text(TUESDAY)} 13:00."
    )
    assert head.split()[:2] == ["id", "clinic"]
    assert "Jane Holt" in line
    assert rescued(run, "--clinic", "Bedford") == []
    told = run("calls", "rescue", "--closes", "all", *days, "--clinic", "Bedford")
    assert told.startswith("Closed a clinic: All clinics, ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--away", "Nobody", "--first", TUESDAY], "There is no clinician “Nobody”"),
        (["--closes", "Nowhere", "--first", TUESDAY], "There is no clinic “Nowhere”"),
        (["--away", "Eaton", "--first", "2020-03-02"], "Mon 2 Mar 2020 is over. Choose "),
        (["--away", "Eaton", "--first", TUESDAY, "--last", NEXT_MONDAY], "The last day is before the first"),
        (["--away", "Eaton", "--first", TUESDAY, "--from", "13:00", "--until", "11:00"], "It ends before it starts"),
        (["--away", "Eaton", "--first", TUESDAY, "--from", "25:00"], "“25:00” is not a time"),
        (["--away", "Eaton", "--first", " "], "--first is blank"),
        (["--away", "Eaton", "--first", TUESDAY, "--until", ""], "--until is blank"),
        (["--first", TUESDAY], "Say who is away with --away, or which clinic closes with --closes"),
    ],
)  # fmt: skip
def test_what_cannot_be_rescued_is_one_sentence_and_changes_nothing(
    run: Run, refused: Refused, words, sentence
):
    publish(run)
    before = run("slots", "free", "--limit", 500, "--json")
    assert sentence in refused("calls", "rescue", *words)
    assert run("slots", "free", "--limit", 500, "--json") == before


def test_what_is_frozen_already_is_refused(run: Run, refused: Refused):
    publish(run)
    words = ("calls", "rescue", "--away", "Eaton", "--first", TUESDAY)
    run(*words)
    assert f"Mr Oliver Eaton is away on {span.day_text(TUESDAY)} already" in refused(*words)
