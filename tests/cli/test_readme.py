"""README's commands, one after the other as they are printed, on the example of the Monday before its dates."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from reception import desk as desks
from reception.cli import main
from reception.desk import Desk
from reception.domain.call import CallLine, CallStatus
from reception.services import example
from reception.settings import Settings
from tests.support.desks import Clock, Practice, TestDesk

README = Path(__file__).parents[2] / "README.md"


def commands() -> list[list[str]]:
    """Return the words of each command that README prints."""
    block = re.search(r"\n```\n(reception clinics\n.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return [shlex.split(line)[1:] for line in block[1].splitlines()]


def booked(desk: TestDesk) -> list[CallLine]:
    return [line for line in desk.lines() if line.call.status is CallStatus.BOOKED]


def ids_for(words: list[str], desk: TestDesk) -> list[str]:
    """Return ids of the example that stand where a command says `ID`."""
    first, *others = booked(desk)
    if words[0] == "slots":
        return [str(first.slot.id)]
    if words[1] == "uncancel":
        desk.cancel(first.patient.name)
    of_the_same = (one for one in others if one.slot.clinician == first.slot.clinician)
    return [str(first.id), str(next(of_the_same).id)]


def test_every_command_does_what_it_says_on_the_example(
    file_diary: Practice,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    settings = file_diary.settings._replace(staff=example.RECEPTIONIST)

    def open_example(chosen: Settings) -> Desk:
        return desks.open_(settings, clock)

    desk = file_diary.desk(example.RECEPTIONIST)
    example.fill(desk.desk.store, clock, desk.desk.history.ids)
    monkeypatch.setattr(desks, "open_or_first_start", open_example)
    monkeypatch.chdir(tmp_path)
    for words in commands():
        ids = iter(ids_for(words, desk) if "ID" in words else ())
        code = main.run([next(ids) if word == "ID" else word for word in words])
        told = capsys.readouterr()
        assert (code, told.err) == (0, ""), words
        if words[:2] == ["slots", "publish"]:
            assert not told.out.startswith("0 slots opened")
    assert {one.name for one in tmp_path.iterdir()} >= {"calls.xlsx", "sheet.pdf"}
