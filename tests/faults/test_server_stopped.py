"""The server of a shared diary stops in the middle: one sentence, nothing lost, and it goes on when it is back."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from reception.domain.errors import Unavailable
from reception.services import databases
from reception.storage import opening
from reception.storage.store import Writer
from tests.support import postgres
from tests.support.desks import Clock, Practice, TestDesk, practice
from tests.support.program import WEEK, book, started
from tests.support.windows import open_window

UNREACHABLE = "The shared diary cannot be reached. Check the network and the server, and try again."


class Switch:
    """Switches a server of the tests' own off and on."""

    def __init__(self, server: postgres.Server) -> None:
        self.server = server

    def _control(self, *words: str) -> None:
        data = str(self.server.socket / "data")
        command = [postgres.program("pg_ctl"), "-D", data, "-w", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def off(self) -> None:
        """Stop at once, as when the plug is pulled."""
        self._control("stop", "-m", "immediate")

    def on(self) -> None:
        """Start again."""
        options = f"-k {self.server.socket} -c listen_addresses=''"
        self._control("start", "-l", str(self.server.socket / "log"), "-o", options)


@pytest.fixture(scope="module")
def switch() -> Iterator[Switch]:
    """A server of this module's own, which keeps what it acknowledged."""
    with postgres.server() as own:
        switch = Switch(own)
        switch.off()
        switch.on()
        yield switch


@pytest.fixture
def shared_diary(switch: Switch, tmp_path: Path, clock: Clock) -> Iterator[Practice]:
    """A diary on that server."""
    made = practice(tmp_path, switch.server.fresh(), clock)
    yield made
    made.close()


@pytest.fixture
def desk(shared_diary: Practice) -> TestDesk:
    """A desk on it, with a week published."""
    desk = shared_diary.desk()
    desk.publish(weeks=1)
    return desk


def test_a_command_says_that_the_server_is_not_there(switch: Switch):
    program = started(switch.server.fresh())
    switch.off()
    try:
        assert program.refuses(*book()) == UNREACHABLE
        assert program.refuses("calls", "list", "--week", WEEK) == UNREACHABLE
    finally:
        switch.on()
    assert "Booked call" in program.does(*book())
    assert "2 patients, 2 calls" in program.does("database", "check")


def test_a_desk_goes_on_when_the_server_is_back(switch: Switch, desk: TestDesk):
    desk.book("10:00")
    switch.off()
    try:
        with pytest.raises(Unavailable, match=UNREACHABLE):
            desk.lines()
        with pytest.raises(Unavailable, match=UNREACHABLE):
            desk.undo()
    finally:
        switch.on()
    assert [line.patient.name for line in desk.lines()] == ["Jane Holt"]
    desk.book("10:15", "Nora Blake", "07700 900481")
    assert databases.check(desk.desk.store)["calls"] == 2


def test_a_server_that_stops_in_the_middle_of_a_change_takes_nothing_of_it(switch: Switch, desk: TestDesk):
    def blocking(writer: Writer) -> None:
        writer.connection.execute(text("UPDATE slots SET state = 'blocked'"))
        switch.off()
        switch.on()
        writer.connection.execute(text("SELECT 1"))

    with pytest.raises(Unavailable, match=UNREACHABLE), desk.desk.store.write() as writer:
        blocking(writer)
    with desk.desk.store.read() as reader:
        assert reader.connection.scalar(text("SELECT count(*) FROM slots WHERE state = 'blocked'")) == 0
    desk.book("10:00")


def test_the_window_says_so_keeps_open_and_goes_on(
    switch: Switch, shared_diary: Practice, desk: TestDesk, qtbot, qapp
):
    desk.book("10:00")
    window = open_window(qtbot, qapp, shared_diary.desk("Ann Kay").desk)
    try:
        switch.off()
        try:
            window.go("diary")
            assert UNREACHABLE in said(window.main.toast)
            window.press("Ctrl+Z")
            assert UNREACHABLE in said(window.main.toast)
        finally:
            switch.on()
        window.press("Ctrl+Z")
        assert "Undone" in said(window.main.toast)
    finally:
        window.main.close()
    assert desk.lines() == []


def said(toast) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in toast.findChildren(QLabel))


@pytest.mark.parametrize(("part", "wrong"), [("reception@", "nobody@"), ("@/", "@/no_such_")])
def test_an_address_that_the_server_does_not_know(
    shared_diary: Practice, tmp_path: Path, part: str, wrong: str
):
    address = str(shared_diary.settings.database).replace(part, wrong)
    with pytest.raises(Unavailable, match="does not know this name or this database. Check its address."):
        opening.open_(address, tmp_path)


def test_a_name_without_rights_is_told_so(switch: Switch, shared_diary: Practice, tmp_path: Path):
    with shared_diary.desk().desk.store.write() as writer:
        writer.connection.execute(text("DROP ROLE IF EXISTS stranger"))
        writer.connection.execute(text("CREATE ROLE stranger LOGIN"))
    strangers = str(shared_diary.settings.database).replace("reception@", "stranger@")
    with pytest.raises(Unavailable, match="does not let this name in. Ask whoever looks after its server"):
        opening.open_(strangers, tmp_path)


def test_a_server_whose_disk_is_full_says_so(desk: TestDesk):
    store = desk.desk.store
    full = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE='53100'; END $$"
    with (
        pytest.raises(Unavailable, match="The disk of the server is full. Nothing was changed"),
        store.write() as writer,
    ):
        writer.connection.exec_driver_sql(full)
