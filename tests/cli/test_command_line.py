"""The command line: exit codes, JSON keys, one sentence for what is in the way. In one process, on both engines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reception import desk as desks
from reception import settings
from reception.cli import main
from reception.domain import span
from reception.domain.span import LONDON
from reception.services import drafts

Run = Callable[..., str]
NEXT_MONDAY = span.monday(datetime.now(LONDON).date()) + timedelta(days=7)
AT_TEN = f"{NEXT_MONDAY} 10:00"
WEEK = span.week_text(NEXT_MONDAY)


@pytest.fixture
def run(database: Path | str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must succeed, and return what it printed."""

    def command(*words: object) -> str:
        code = main.run(["--database", str(database), *map(str, words)])
        told = capsys.readouterr()
        assert (code, told.err) == (0, "")
        return told.out

    command("database", "create")
    return command


@pytest.fixture
def refused(database: Path | str, run: Run, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must be refused in one line, and return that line."""

    def command(*words: object) -> str:
        code = main.run(["--database", str(database), *map(str, words)])
        told = capsys.readouterr()
        assert (code, told.out) == (1, "")
        assert told.err.count("\n") == 1
        assert "Traceback" not in told.err
        return told.err

    return command


def publish(run: Run) -> None:
    run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", 2)


def book(run: Run, name: str = "Jane Holt", at: str = AT_TEN) -> dict[str, object]:
    told = run(
        "calls",
        "book",
        "--clinic",
        "london",
        "--at",
        at,
        "--name",
        name,
        "--phone",
        "+44 (0)7700 900 123",
        "--json",
    )
    (call,) = json.loads(told)
    return dict(call)


def test_clinics_are_a_list_of_flat_objects_with_these_keys(run: Run):
    publish(run)
    told = json.loads(run("clinics", "--json"))
    assert [clinic["name"] for clinic in told] == ["London", "Manchester", "Bedford"]
    assert list(told[0]) == [
        "name",
        "venue",
        "street",
        "district",
        "postcode",
        "phone",
        "email",
        "hours",
        "open_now",
        "next_free",
    ]
    assert told[0]["phone"] == "+441234380345"
    assert datetime.fromisoformat(told[0]["next_free"]).utcoffset() is not None


def test_a_morning_on_the_command_line(run: Run):
    publish(run)
    call = book(run)
    keys = "id clinic clinician starts_at patient phone about status outcome attempts next_try"
    assert list(call) == keys.split()
    assert (call["phone"], call["status"], call["attempts"]) == ("+447700900123", "booked", 0)
    assert str(call["starts_at"]).startswith(f"{NEXT_MONDAY}T10:00")
    assert "10:00 to" in run("calls", "move", call["id"], "--to", f"{NEXT_MONDAY} 10:30")
    assert "Next try:" in run("calls", "outcome", call["id"], "no-answer", "--note", "rang out")
    run("calls", "cancel", call["id"], "--by", "patient", "--reason", "ill")
    for _ in range(3):
        run("undo")
    (listed,) = json.loads(run("calls", "list", "--week", WEEK, "--json"))
    assert listed == call
    run("undo", "--redo")
    (moved,) = json.loads(run("calls", "list", "--week", WEEK, "--json"))
    assert "T10:30" in moved["starts_at"]


def test_publishing_says_what_it_did_and_left_out(run: Run):
    told = run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", 53)
    assert "slots opened, 0 withdrawn." in told
    assert "(Good Friday)" in told
    assert run("slots", "publish", "--from", NEXT_MONDAY, "--weeks", 53).startswith(
        "0 slots opened, 0 withdrawn."
    )


def test_free_slots_have_these_keys(run: Run):
    assert (
        run("slots", "free") == "No free slot. Publish some: reception slots publish --from DAY --weeks N.\n"
    )
    publish(run)
    told = json.loads(run("slots", "free", "--clinic", "BEDFORD", "--after", "14:00", "--limit", 2, "--json"))
    assert list(told[0]) == ["id", "clinic", "clinician", "starts_at", "ends_at", "status"]
    assert {slot["clinic"] for slot in told} == {"Bedford"}
    assert len(told) == 2


def test_patients_and_the_journal_have_these_keys(run: Run):
    publish(run)
    book(run, "李")
    (patient,) = json.loads(run("patients", "find", "李", "--json"))
    assert list(patient) == ["id", "name", "phone", "email", "date_of_birth", "postcode", "needs"]
    told = json.loads(run("journal", "--json"))
    assert list(told[-1]) == ["seq", "at", "who", "action", "subject", "before", "after"]
    assert [line["seq"] for line in told] == sorted(line["seq"] for line in told)
    assert told[-1]["who"] == "Ann Kay"


def test_where_something_about_somebody_lies_half_typed_is_told_but_not_what(run: Run, database, tmp_path):
    assert run("patients", "drafts", "nora") == "Nothing about anybody like that lies half typed.\n"
    desk = desks.sign_in(desks.open_(settings.read(database=str(database))), "Mia Lane")
    drafts.keep(desk.history, desk.history.staff, {"booking 1": {"name": "Nora Blake", "about": "A secret"}})
    desk.close()
    told = run("patients", "drafts", "blake", "--json")
    assert "secret" not in told
    (draft,) = json.loads(told)
    assert list(draft) == ["kind", "at", "desk", "who", "patient"]
    assert (draft["kind"], draft["who"], draft["patient"]) == ("booking", "mia lane", "Nora Blake")


def test_a_second_call_of_a_patient_is_booked_and_said_on_the_side(run: Run, database, capsys):
    publish(run)
    book(run)
    words = ["--clinic", "London", "--name", "jane HOLT", "--phone", "+44 7700 900123", "--json"]
    code = main.run(["--database", str(database), "calls", "book", "--at", f"{NEXT_MONDAY} 10:30", *words])
    told = capsys.readouterr()
    assert code == 0
    assert json.loads(told.out)[0]["starts_at"].startswith(f"{NEXT_MONDAY}T10:30")
    first = span.moment_text(span.parse_moment(AT_TEN))
    assert told.err == f"Jane Holt already has a call on {first} in London.\n"
    assert len(json.loads(run("calls", "list", "--week", WEEK, "--json"))) == 2


def test_a_call_back_on_a_closed_day_is_noted_and_said_on_the_side(run: Run, database, capsys):
    publish(run)
    call = book(run)
    sunday = NEXT_MONDAY + timedelta(days=6)
    words = ["calls", "outcome", str(call["id"]), "call-back", "--at", f"{sunday} 10:00"]
    code = main.run(["--database", str(database), *words])
    told = capsys.readouterr()
    assert code == 0
    assert told.out.endswith(f"Next try: {span.day_text(sunday)} 10:00\n")
    assert told.err == (
        f"London is closed on {span.day_text(sunday)}, but the call back can be noted all the same.\n"
    )


def test_free_slots_are_asked_for_by_times_as_the_window_reads_them(run: Run):
    publish(run)
    for typed, first in (
        ("4", "16:00"),
        ("4pm", "16:00"),
        ("1430", "14:30"),
        ("noon", "12:00"),
        ("09:15", "09:15"),
    ):
        (one, *_) = json.loads(run("slots", "free", "--from", NEXT_MONDAY, "--after", typed, "--json"))
        assert one["starts_at"].startswith(f"{NEXT_MONDAY}T{first}"), typed


def test_where_nothing_is_free_at_the_times_asked_for_those_are_named(run: Run):
    nothing = "No free slot. Publish some: reception slots publish --from DAY --weeks N.\n"
    assert run("slots", "free", "--after", "23:00") == nothing
    publish(run)
    assert run("slots", "free", "--after", "23:00") == "No slot is free after 23:00. Choose another time.\n"
    told = run("slots", "free", "--clinic", "London", "--after", "1", "--before", "13:01")
    assert told.endswith("free\n")
    told = run("slots", "free", "--after", "5:05", "--before", "5:06pm")
    assert told == "No slot is free after 17:05 and before 17:06. Choose another time.\n"


def test_the_journal_and_undo_say_what_was_done(run: Run):
    publish(run)
    book(run)
    jane = f"Jane Holt, {span.moment_text(span.parse_moment(AT_TEN))}"
    assert run("undo") == f"Undone: booked {jane}\n"
    assert run("undo", "--redo") == f"Redone: booked {jane}\n"
    lines = {line["action"]: line["subject"] for line in json.loads(run("journal", "--json"))[-6:]}
    assert lines == {"Booked": jane, "Undone: booked": jane, "Redone: booked": jane}


def test_a_name_that_begins_with_an_equals_sign_is_a_name(run: Run):
    publish(run)
    book(run, "=1+1")
    assert "=1+1" in run("calls", "list", "--week", WEEK)


def test_the_person_is_named_by_option(run: Run):
    publish(run)
    run(
        "--as",
        "Joe Moss",
        "calls",
        "book",
        "--clinic",
        "London",
        "--at",
        AT_TEN,
        "--name",
        "A",
        "--phone",
        "07700900001",
    )
    assert json.loads(run("journal", "--json"))[-1]["who"] == "Joe Moss"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["calls", "list", "--week", "2026-W54"], "There is no week 54 in 2026: its last week is 53."),
        (["calls", "list", "--week", "next"], "“next” is not a week"),
        (["slots", "publish", "--from", "26.11.2026", "--weeks", "2"], "is not a date"),
        (["slots", "publish", "--from", "2020-01-06", "--weeks", "2"], "is in the past"),
        (["slots", "publish", "--from", NEXT_MONDAY, "--weeks", "0"], "Publish 1 to 53 weeks"),
        (["calls", "book", "--clinic", "Paris", "--at", AT_TEN, "--name", "A", "--phone", "07700900001"], "no clinic “Paris”"),
        (["calls", "book", "--clinic", "London", "--at", "2020-01-06 10:00", "--name", "A", "--phone", "07700900001"], "Mon 6 Jan 2020 10:00 is in the past. Choose a later time."),
        (["calls", "book", "--clinic", "London", "--at", AT_TEN, "--name", " ", "--phone", "07700900001"], "Type the patient’s name"),
        (["calls", "book", "--clinic", "London", "--at", AT_TEN, "--name", "x" * 10_000, "--phone", "07700900001"], "10,000"),
        (["calls", "book", "--clinic", "London", "--at", AT_TEN, "--name", "A", "--phone", "12"], "cannot be a phone number"),
        (["calls", "book", "--clinic", "London", "--at", AT_TEN, "--name", "A", "--phone", "07700900001", "--about", "x" * 10_000], "is too long: at most 200 characters fit here, and it has 10,000."),
        (["calls", "book", "--clinic", "London", "--at", f"{NEXT_MONDAY} 03:00", "--name", "A", "--phone", "07700900001"], "has no slot"),
        (["calls", "book", "--clinic", "London", "--at", "2020-01-06 03:07", "--name", "A", "--phone", "07700900001"], "is in the past"),
        (["calls", "move", "7", "--to", AT_TEN], "There is no call 7"),
        (["calls", "outcome", "7", "no-answer"], "There is no call 7"),
        (["slots", "free", "--clinician", "Nobody"], "There is no clinician “Nobody”"),
        (["slots", "free", "--after", "25:00"], "is not a time"),
        (["slots", "free", "--after", "4", "--before", "3pm"], "The time it should be before is not later"),
        (["undo"], "There is nothing of yours to undo"),
        (["undo", "--redo"], "There is nothing of yours to redo"),
        (["export", "calls", "--week", WEEK, "--format", "ics", "--output", "x.ics"], "later version"),
        (["backup", "x"], "later version"),
        (["--as", "   ", "undo"], "--as is blank. Write what it stands for, or leave it out."),
    ],
    ids=lambda value: " ".join(map(str, value))[:40] if isinstance(value, list) else None,
)  # fmt: skip
def test_bad_input_gets_one_sentence_and_changes_nothing(
    run: Run, refused: Run, words: list[object], sentence: str
):
    run("--as", "Bo", "slots", "publish", "--from", NEXT_MONDAY, "--weeks", 1)
    before = run("journal", "--json")
    assert sentence in refused(*words)
    assert run("journal", "--json") == before


def test_an_undo_that_is_refused_says_so_once_and_the_next_takes_the_change_before(run: Run, refused: Run):
    publish(run)
    book(run, "Amy Bay", f"{NEXT_MONDAY} 09:45")
    jane = book(run)["id"]
    run("--as", "Joe Moss", "calls", "cancel", jane, "--by", "patient", "--reason", "ill")
    book(run, "Tom Ash")
    told = refused("--as", "Joe Moss", "undo")
    assert told.startswith("“Cancelled Jane Holt, Mon")
    assert told.endswith("10:00 has just been taken. Nothing else is left to undo.\n")
    assert refused("--as", "Joe Moss", "undo") == "There is nothing of yours to undo.\n"
    assert run("undo").startswith("Undone: booked Tom Ash")


def test_a_taken_slot_is_refused_with_its_time(run: Run, refused: Run):
    publish(run)
    book(run)
    told = refused(
        "calls", "book", "--clinic", "London", "--at", AT_TEN, "--name", "B", "--phone", "07700900001"
    )
    assert told == f"{span.day_text(NEXT_MONDAY)} 10:00 has just been taken. Choose another time.\n"


def test_a_missing_diary_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main.run(["--database", str(tmp_path / "none.db"), "clinics"]) == 1
    assert "There is no diary at" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "words",
    [["frob"], ["calls"], ["calls", "book"], ["calls", "outcome", "1", "happy"], ["calls", "move", "x"]],
)
def test_what_is_not_understood_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main.run(words)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_bug_is_noted_without_a_word_of_what_was_typed(
    run: Run, database: Path | str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    from reception.services import patients

    def stumble(*_: object, **__: object) -> None:
        raise KeyError("Jane Holt")

    monkeypatch.setattr(patients, "find", stumble)
    assert main.run(["--database", str(database), "patients", "find", "Jane"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Something went wrong inside Reception; nothing was changed.")
    assert told.count("\n") == 1
    log = next(Path.home().parent.rglob("bugs.log")).read_text()
    assert "KeyError" in log
    assert "Jane" not in log


def test_the_recovery_key_is_read_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    import io

    from reception import settings
    from reception.services import databases

    place = str(tmp_path / "r.db")
    assert main.run(["--database", place, "database", "create"]) == 0
    told = databases.recovery_key(settings.read(database=place))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another pc"))
    assert main.run(["--database", place, "clinics"]) == 1
    monkeypatch.setattr("sys.stdin", io.StringIO(told + "\n"))
    assert main.run(["--database", place, "database", "unlock"]) == 0
    assert main.run(["--database", place, "clinics"]) == 0
    assert main.run(["--database", place, "database", "check"]) == 0
    told = capsys.readouterr().out
    assert "The diary is sound: 3 clinics, 0 slots, 0 patients, 0 calls, 1 sheet, " in told
    assert "lines in the journal." in told


def test_the_history_of_a_call_and_of_its_slot_is_told_from_what_to_what(run: Run, refused: Run):
    publish(run)
    call = book(run)
    (free,) = json.loads(
        run("slots", "free", "--clinic", "london", "--from", NEXT_MONDAY, "--limit", 1, "--json")
    )
    run("calls", "move", call["id"], "--to", f"{NEXT_MONDAY} 09:00")
    booked, moved = json.loads(run("calls", "history", call["id"], "--json"))
    assert list(moved) == ["seq", "at", "who", "what", "from", "to"]
    day = span.day_text(NEXT_MONDAY)
    assert (booked["what"], booked["from"]) == (f"Booked for {day} 10:00 London", None)
    assert moved["what"] == f"Moved from {day} 10:00 London to {day} 09:00 London"
    assert (moved["from"], moved["to"], moved["who"]) == (
        f"{day} 10:00 London",
        f"{day} 09:00 London",
        "Ann Kay",
    )
    assert "Moved from" in run("calls", "history", call["id"])
    told = [line["what"] for line in json.loads(run("slots", "history", free["id"], "--json"))]
    assert told[0].startswith("Published with ")
    assert told[1:] == [f"Jane Holt: moved from {day} 10:00 London to {day} 09:00 London"]
    assert refused("calls", "history", 7) == "There is no call 7. Look for it in the list of its week.\n"
    assert refused("slots", "history", 7) == "There is no slot 7. Look it up again.\n"


def test_a_long_text_is_cut_on_a_terminal_and_whole_in_a_pipe_and_in_json(
    run: Run, database: Path | str, monkeypatch: pytest.MonkeyPatch
):
    publish(run)
    long = ("pain " * 40).strip()
    run("calls", "book", "--clinic", "London", "--at", f"{NEXT_MONDAY} 10:15", "--name", "李" * 150,
        "--phone", "07700 900123", "--about", long)  # fmt: skip
    (call,) = json.loads(run("calls", "list", "--week", WEEK, "--json"))
    assert (call["patient"], call["about"]) == ("李" * 150, long)
    piped = run("calls", "list", "--week", WEEK)
    assert long in piped
    assert "李" * 150 in piped
    assert "…" not in piped
    reader, terminal = os.openpty()
    with os.fdopen(terminal, "w", encoding="utf-8") as screen, os.fdopen(reader, encoding="utf-8") as seen:
        monkeypatch.setattr(sys, "stdout", screen)
        assert main.run(["--database", str(database), "calls", "list", "--week", WEEK]) == 0
        table = [seen.readline().rstrip() for _ in range(2)]
        monkeypatch.undo()
    assert max(map(len, table)) < 300
    assert f"{'李' * 29}…" in table[1]
    assert call["id"] in table[1]


def test_needs_and_preferred_times_go_with_the_booking_and_needs_are_added_to_those_known(run):
    publish(run)
    who = ("--clinic", "London", "--name", "Jane Holt", "--phone", "07700 900334")
    run("calls", "book", "--at", AT_TEN, *who, "--needs", "large print", "--preferred-times", "Mornings")
    run("undo")
    assert json.loads(run("patients", "find", "Holt", "--json")) == []
    run("undo", "--redo")
    run(
        "calls",
        "cancel",
        json.loads(run("calls", "list", "--week", WEEK, "--json"))[0]["id"],
        "--by",
        "patient",
        "--reason",
        "Ill",
    )
    run("calls", "book", "--at", AT_TEN, *who, "--needs", "hearing, large print")
    assert json.loads(run("patients", "find", "Holt", "--json"))[0]["needs"] == "large print, hearing"
