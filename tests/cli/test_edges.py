"""The edges of the command line: odd places, odd numbers, odd letters. In one process, on both engines."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from reception import desk as desks
from reception import settings
from reception.cli import main
from reception.domain import span
from reception.domain.span import LONDON
from reception.services import availability, clinicians, clinics
from tests.cli.test_command_line import AT_TEN, NEXT_MONDAY, WEEK, Run, book, publish, refused, run

__all__ = ["refused", "run"]
BOOK = ["calls", "book", "--clinic", "London", "--at", AT_TEN]
HUGE = 99999999999999999999999


def sentence_of(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that must be refused in one line without a diary being touched; return that line."""
    assert main.run(words) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "Something went wrong" not in told.err
    assert not list(Path.home().parent.rglob("*.db"))
    return told.err


@pytest.mark.parametrize("command", [["clinics"], ["undo"], ["database", "create"]], ids=" ".join)
def test_the_example_is_for_the_window_alone(command: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main.run(["--demo", *command])
    assert stopped.value.code == 2
    assert "--demo opens the window on an example" in capsys.readouterr().err
    assert not list(Path.home().parent.rglob("*.db"))


@pytest.mark.parametrize("place", ["", "   "])
def test_a_blank_place_is_refused_and_is_not_this_pcs_own_diary(
    place: str, capsys: pytest.CaptureFixture[str]
):
    assert "--database names no diary." in sentence_of(["--database", place, "clinics"], capsys)


def test_a_blank_place_in_the_environment_counts_as_not_set():
    own = settings.read(environment={})
    assert settings.read(environment={"RECEPTION_DATABASE": "  "}) == own
    assert own.is_default_database


def test_a_home_that_nobody_has_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    sentence = "“~nosuchuser/x” leads to no folder of this PC. Write the whole path of the diary.\n"
    assert sentence_of(["--database", "~nosuchuser/x", "clinics"], capsys) == sentence
    monkeypatch.setenv("RECEPTION_DATABASE", "~nosuchuser/x")
    assert sentence_of(["clinics"], capsys) == sentence


def test_a_diary_has_one_name_whatever_it_is_called_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "sub")
    monkeypatch.chdir(tmp_path)
    whole = settings.read(database=str(tmp_path / "sub" / "r.db")).database
    for text in ("sub/r.db", "./sub/r.db", "sub/../sub/r.db", "link/r.db"):
        assert settings.read(database=text).database == whole
    assert settings.place("postgresql://clinic/reception") == "postgresql://clinic/reception"


def test_this_pcs_own_diary_is_itself_by_a_relative_path(monkeypatch: pytest.MonkeyPatch):
    own = settings.read(environment={})
    own.data_folder.mkdir(parents=True)
    monkeypatch.chdir(own.data_folder)
    assert settings.read(database="reception.db", environment={}) == own
    assert os.fspath(own.database) == str(own.data_folder / "reception.db")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["calls", "list", "--week", "9999-W52"], "9999-12-27 is too far away: a diary holds the years 2000 to 2099."),
        (["calls", "list", "--week", "0001-W01"], "0001-01-01 is too far away"),
        (["export", "calls", "--week", "9999-W52", "--format", "csv", "--output", "x.csv"], "no call list for 9999"),
        (["slots", "free", "--from", "9999-12-31"], "9999-12-31 is too far away"),
        (
            ["slots", "free", "--after", "16:00", "--before", "09:00"],
            "The time it should be before is not later than the time it should be after.",
        ),
        (["slots", "free", "--after", "09:00", "--before", "09:00"], "The time it should be before is not"),
        (["slots", "free", "--from", "0001-01-01"], "0001-01-01 is too far away"),
        (["slots", "publish", "--from", "9999-12-30", "--weeks", "1"], "9999-12-30 is too far away"),
        (["slots", "publish", "--from", "2099-12-30", "--weeks", "1"], "2100-01-05 is too far away"),
        (["slots", "publish", "--from", NEXT_MONDAY, "--weeks", str(HUGE)], "Publish 1 to 53 weeks"),
        ([*BOOK[:4], "--at", "0001-01-01 00:00+14:00", "--name", "A", "--phone", "07700900001"], "0001-01-01 is too far"),
        ([*BOOK[:4], "--at", "9999-12-31 23:59-14:00", "--name", "A", "--phone", "07700900001"], "9999-12-31 is too far"),
        (["calls", "outcome", "7", "call-back", "--at", "9999-12-31 23:59"], "9999-12-31 is too far"),
        (["calls", "move", "7", "--to", "0001-01-01 00:00"], "0001-01-01 is too far"),
        (["calls", "cancel", HUGE, "--by", "patient", "--reason", "ill"], f"There is no call {HUGE}."),
        (["calls", "cancel", 2**63, "--by", "patient", "--reason", "ill"], f"There is no call {2**63}."),
        (["calls", "cancel", 2**63 - 1, "--by", "patient", "--reason", "ill"], f"There is no call {2**63 - 1}."),
        (["calls", "move", HUGE, "--to", AT_TEN], f"There is no call {HUGE}."),
        (["calls", "outcome", HUGE, "no-answer"], f"There is no call {HUGE}."),
        (["calls", "close", HUGE], f"There is no call {HUGE}."),
        (["journal", "--limit", HUGE], "A list has 1 to 10,000 lines. Choose another --limit."),
        (["journal", "--limit", 0], "A list has 1 to 10,000 lines."),
        (["journal", "--limit", -1], "A list has 1 to 10,000 lines."),
        (["slots", "free", "--limit", HUGE], "A list has 1 to 10,000 lines."),
        (["slots", "free", "--limit", 0], "A list has 1 to 10,000 lines."),
        (["slots", "free", "--limit", -1, "--after", "10:00"], "A list has 1 to 10,000 lines."),
        ([*BOOK, "--name", "a\udcffb", "--phone", "07700900001"], "broken letters"),
        ([*BOOK, "--name", "A", "--phone", "0770\udcff0900001"], "broken letters"),
        ([*BOOK, "--name", "A", "--phone", "07700900001", "--about", "a\udcffb"], "broken letters"),
        (["--as", "a\udcffb", *BOOK, "--name", "A", "--phone", "07700900001"], "broken letters"),
        (["patients", "find", "a\udcffb"], "broken letters"),
        (["slots", "free", "--clinic", "a\udcffb"], "broken letters"),
        (["sheets", "pdf", "a\udcffb", "--output", "x.pdf"], "broken letters"),
        (["calls", "cancel", "7", "--by", "patient", "--reason", "a\udcffb"], "broken letters"),
        (["calls", "outcome", "7", "no-answer", "--note", "a\udcffb"], "broken letters"),
    ],
    ids=lambda value: ascii(" ".join(map(str, value)))[:70] if isinstance(value, list) else None,
)  # fmt: skip
def test_odd_input_gets_one_sentence_and_changes_nothing(
    run: Run, refused: Run, words: list[object], sentence: str
):
    before = run("journal", "--json")
    assert sentence in refused(*words)
    assert run("journal", "--json") == before


def test_what_begins_with_a_dash_is_a_name_and_a_text(run: Run, refused: Run):
    publish(run)
    words = ["--name", "-Min", "--phone", "07700 900334", "--about", "-1+2", "--json"]
    (call,) = json.loads(run(*BOOK, *words))
    assert (call["patient"], call["about"]) == ("-Min", "-1+2")
    run("calls", "outcome", call["id"], "no-answer", "--note", "- rang out")
    told = run("--as", "-Joe", "calls", "cancel", call["id"], "--by", "patient", "--reason", "-")
    assert told.startswith("Cancelled -Min, Mon")
    lines = json.loads(run("journal", "--json"))
    assert lines[-1]["who"] == "-Joe"
    kept = json.loads(lines[-1]["after"])
    assert (kept["notes"], kept["cancel_reason"]) == ("- rang out", "-")
    for find in (["-Min"], ["-min", "--json"], ["--json", "--", "-Min"]):
        assert "-Min" in run("patients", "find", *find)
    (again,) = json.loads(run(*BOOK, "--name=-Min", "--phone=07700 900334", "--about=--tired", "--json"))
    assert (again["patient"], again["about"]) == ("-Min", "--tired")
    assert "There is no clinic “-London”." in refused("calls", "list", "--week", WEEK, "--clinic", "-London")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["clinics", "--jsno"], "unrecognized arguments: --jsno"),
        (["clinics", "-x"], "unrecognized arguments: -x"),
        (["calls", "cancel", "7", "--by", "-me", "--reason", "ill"], "invalid choice: '-me'"),
        (["calls", "cancel", "-x", "--by", "patient", "--reason", "ill"], "invalid int value: '-x'"),
        (["calls", "cancel", "7", "--by", "patient", "--reason"], "--reason: expected one argument"),
        (["calls", "outcome", "7", "no-answer", "--note", "--at"], "--note: expected one argument"),
    ],
)
def test_an_option_that_there_is_not_is_told_as_it_was_typed(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as stopped:
        main.run(words)
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["calls", "list", "--week", WEEK, "--clinic", ""],
        ["export", "calls", "--week", WEEK, "--format", "csv", "--output", "x.csv", "--clinic", " "],
        ["slots", "free", "--clinic", ""],
        ["slots", "free", "--clinician", ""],
        ["slots", "free", "--from", ""],
        ["slots", "free", "--after", ""],
        ["slots", "free", "--before", ""],
        ["calls", "outcome", "7", "no-answer", "--at", ""],
        ["calls", "move", "7", "--clinic", "", "--to", AT_TEN],
        ["sheets", "approve", "x", "--by", "x", "--review", ""],
        ["undo", "--as", ""],
    ],
    ids=" ".join,
)
def test_a_blank_option_never_means_all_of_them(words: list[str], capsys: pytest.CaptureFixture[str]):
    option = words[words.index("") - 1] if "" in words else "--clinic"
    assert sentence_of(words, capsys) == f"{option} is blank. Write what it stands for, or leave it out.\n"
    assert not Path("x.csv").exists()


def test_a_time_is_refused_where_none_belongs_or_it_is_past(run: Run, refused: Run):
    publish(run)
    call = book(run)["id"]
    before = run("journal", "--json")
    assert refused("calls", "outcome", call, "no-answer", "--at", AT_TEN) == (
        "--at goes with call-back and consultation-booked, not with no-answer. Leave it out.\n"
    )
    assert refused("calls", "outcome", call, "consultation-booked", "--at", "2020-01-01 10:00") == (
        "Wed 1 Jan 2020 10:00 was before the call itself. Choose a later time.\n"
    )
    assert run("journal", "--json") == before
    run("calls", "outcome", call, "consultation-booked", "--at", AT_TEN)


def test_ids_are_text_in_json_so_that_no_program_rounds_them(run: Run):
    publish(run)
    call = book(run)
    (patient,) = json.loads(run("patients", "find", "Jane", "--json"))
    (slot,) = json.loads(run("slots", "free", "--limit", 1, "--json"))
    (line,) = [one for one in json.loads(run("journal", "--json")) if one["action"] == "Booked"][-1:]
    kept = json.loads(line["after"])
    for id_ in (call["id"], patient["id"], slot["id"], kept["id"], kept["slot"], kept["booked_by"]):
        assert isinstance(id_, str)
        assert int(id_) > 2**53
    assert (kept["id"], kept["patient"], kept["attempts"]) == (call["id"], patient["id"], 0)


def test_bytes_that_are_no_letters_are_refused_from_outside(tmp_path: Path):
    command = [sys.executable, "-m", "reception", "--database", str(tmp_path / "r.db"), "patients", "find"]
    done = subprocess.run([*map(str.encode, command), b"a\xffb"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"This holds broken letters that no diary can keep. Type it again.\n"


def test_control_characters_are_never_kept(run: Run):
    publish(run)
    words = ["--name", "Jane\0 Holt", "--phone", "07700 900334", "--about", " back\0\x07\tpain\n", "--json"]
    (call,) = json.loads(run(*BOOK, *words))
    assert (call["patient"], call["about"]) == ("Jane Holt", "back pain")
    run("calls", "outcome", call["id"], "no-answer", "--note", "rang\0 out\n\x1b[31mtwice")
    run("calls", "cancel", call["id"], "--by", "patient", "--reason", "ill\0\x08ness")
    (kept,) = [json.loads(line["after"]) for line in json.loads(run("journal", "--json"))[-1:]]
    assert (kept["notes"], kept["cancel_reason"]) == ("rang out\n[31mtwice", "illness")
    (found,) = json.loads(run("patients", "find", "ja\0ne\x07", "--json"))
    assert found["name"] == "Jane Holt"


def test_a_reason_of_control_characters_alone_is_none(run: Run, refused: Run):
    publish(run)
    told = refused("calls", "cancel", book(run)["id"], "--by", "patient", "--reason", "\0 \x07")
    assert told == "Say why the call is cancelled, in a few words.\n"


def test_as_many_lines_as_anybody_reads(run: Run):
    publish(run)
    assert len(json.loads(run("slots", "free", "--limit", 10_000, "--json"))) > 100
    assert len(json.loads(run("journal", "--limit", 1, "--json"))) == 1
    assert run("calls", "list", "--week", "2099-W53") == "No calls in 2099-W53.\n"
    assert run("calls", "list", "--week", WEEK) == f"No calls in {WEEK}.\n"


def two_in_london(database: Path | str) -> tuple[str, str]:
    """Let two clinicians call from London on Mondays at the same times; return their names."""
    desk = desks.sign_in(desks.open_(settings.read(database=str(database))), "Joe Moss")
    try:
        with desk.store.read() as reader:
            london = clinics.named(reader, "London")
            known = next(r for r in availability.rota(reader) if r.clinic == london.id and r.weekday == 0)
            own, other = sorted(clinicians.working(reader), key=lambda one: one.id != known.clinician)
            in_the_way = [r for r in availability.rota(reader) if (r.clinician, r.weekday) == (other.id, 0)]
        for rule in in_the_way:
            availability.remove(desk.history, rule)
        availability.add(desk.history, replace(known, clinician=other.id))
    finally:
        desk.close()
    return own.name, other.name


def test_a_moved_call_stays_with_its_clinician_or_says_so(run: Run, refused: Run, database: Path | str):
    first, second = two_in_london(database)
    publish(run)
    for own, other in ((first, second), (second, first)):
        words = ["--name", f"Patient of {own}", "--phone", "07700900001", "--clinician", own, "--json"]
        (call,) = json.loads(run(*BOOK, *words))
        assert call["clinician"] == own
        assert "now with" not in run("calls", "move", call["id"], "--to", f"{NEXT_MONDAY} 10:30")
        assert with_whom(run, call["id"]) == own
        run("calls", "move", call["id"], "--to", f"{NEXT_MONDAY} 10:15")
        taken = ["--at", f"{NEXT_MONDAY} 11:00", "--name", "B", "--phone", "07700900002", "--clinician", own]
        (in_the_way,) = json.loads(run(*BOOK[:4], *taken, "--json"))
        told = run("calls", "move", call["id"], "--to", f"{NEXT_MONDAY} 11:00")
        assert told.endswith(f"11:00, now with {other}\n")
        assert with_whom(run, call["id"]) == other
        told = refused("calls", "move", call["id"], "--to", f"{NEXT_MONDAY} 11:00")
        assert told.startswith("The call is already at")
        for id_ in (call["id"], in_the_way["id"]):
            run("calls", "cancel", id_, "--by", "patient", "--reason", "ill")


def with_whom(run: Run, call: int) -> str:
    """Return the clinician of a call next week."""
    listed = json.loads(run("calls", "list", "--week", WEEK, "--json"))
    return next(str(one["clinician"]) for one in listed if one["id"] == call)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8", "utf-16"])
def test_json_is_json_whatever_the_terminal_can_show(run: Run, database: Path | str, encoding: str):
    publish(run)
    book(run, "李 😀 Zoë")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "reception",
            "--database",
            str(database),
            "calls",
            "list",
            "--week",
            WEEK,
            "--json",
        ],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    (call,) = json.loads(done.stdout.decode(encoding))
    assert call["patient"] == "李 😀 Zoë"


def test_a_move_into_the_past_is_told_as_such(run: Run, refused: Run):
    publish(run)
    told = refused("calls", "move", book(run)["id"], "--to", "2020-01-06 10:07")
    assert told == "Mon 6 Jan 2020 10:07 is in the past. Choose a later time.\n"


CURE = "# About backs\n\n## First\n\nThis cures all. It may help.\n"
BY = ["--by", "Mr William Sharples"]


class Terminal(io.StringIO):
    """A person at a keyboard."""

    def isatty(self) -> bool:
        return True


def a_draft(run: Run, folder: Path, text: str = CURE) -> str:
    (folder / "backs.md").write_text(text)
    run("sheets", "import", folder / "backs.md")
    return "about-backs"


def test_whoever_approves_reads_the_claims_first(
    run: Run,
    database: Path | str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    words = ["--database", str(database), "sheets", "approve", a_draft(run, tmp_path), *BY]
    question = "Claims “cures”, in First: This cures all.\nApprove it with these sentences? y/N "
    before = run("journal", "--json")
    for answer in ("n\n", "\n", "", "what\n"):
        monkeypatch.setattr("sys.stdin", Terminal(answer))
        assert main.run(words) == 1
        told = capsys.readouterr()
        assert told.out == question
        assert told.err == "It was not approved. Change the sentences, and import it again.\n"
    assert run("journal", "--json") == before
    monkeypatch.setattr("sys.stdin", None)
    assert main.run(words) == 0, "a script without any input approves"
    assert capsys.readouterr().out.startswith(question.splitlines()[0] + "\nApproved a sheet: About backs")
    run("undo")
    monkeypatch.setattr("sys.stdin", Terminal("Y\n"))
    assert main.run(words) == 0
    assert capsys.readouterr().out.startswith(f"{question}Approved a sheet: About backs")


def test_a_sheet_without_claims_is_approved_unasked_until_a_year_from_now(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    slug = a_draft(run, tmp_path, CURE.replace("cures all", "is a text"))
    monkeypatch.setattr("sys.stdin", Terminal(""))
    told = run("sheets", "approve", slug, *BY)
    (sheet,) = [one for one in json.loads(run("sheets", "--json")) if one["slug"] == slug]
    due = date.fromisoformat(sheet["review_due"])
    assert 360 < (due - datetime.now(LONDON).date()).days <= 366
    assert told.endswith(
        f"; next review {span.day_text(due, year=True)} (in a year, as --review says no other day)\n"
    )


def test_what_cannot_be_approved_asks_nobody_to_read(
    run: Run, refused: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    slug = a_draft(run, tmp_path)
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert "must lie in the future" in refused("sheets", "approve", slug, *BY, "--review", "2020-01-01")


@pytest.mark.parametrize(
    "address",
    ["postgresql+psycopg://u@localhost:abc/x", "postgresql+psycopg://u@localhost/x?nosuch=1"],
)
def test_an_address_that_makes_no_sense_is_told_in_one_sentence(
    address: str, capsys: pytest.CaptureFixture[str]
):
    assert "address" in sentence_of(["--database", address, "clinics"], capsys)


class Broken(io.StringIO):
    """An input that is no text."""

    def read(self, size: int | None = -1) -> str:
        """Fail as Python does."""
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")


@pytest.mark.parametrize("typed", [None, io.StringIO(""), Broken()], ids=["closed", "empty", "no text"])
def test_no_recovery_key_at_all_is_told_in_one_sentence(
    typed: io.StringIO | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    place = str(tmp_path / "mine")
    assert main.run(["--database", place, "database", "create"]) == 0
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", typed)
    told = sentence_of(["--database", place, "database", "unlock"], capsys)
    assert told.startswith("This is not a whole recovery key. Type all its groups of four")


def test_a_lost_diary_is_told_with_a_way_on_that_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    place = tmp_path / "mine"
    words = ["--database", str(place)]
    assert main.run([*words, "database", "create"]) == 0
    place.unlink()
    os.utime(tmp_path / "mine.keys", (1e9, 1e9))
    capsys.readouterr()
    assert "or make a new one with: reception database create." in sentence_of([*words, "clinics"], capsys)
    assert main.run([*words, "database", "create"]) == 0
    told = capsys.readouterr().out
    assert "The key file of a diary that lay here before is kept for its backups: " in told
    assert Path(told.split(": ")[-1].strip()).is_file()
    assert main.run([*words, "clinics"]) == 0
