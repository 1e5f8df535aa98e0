"""A manager's Friday: the week's calls, saved for Excel with two keys, and read there."""

from __future__ import annotations

import csv
import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from reception import settings
from reception.documents.call_list import COLUMNS
from reception.domain import span
from reception.domain.call import Result
from reception.services import clinics
from reception.ui.lists.saving import ReplaceForm
from tests.support.desks import MONDAY

FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def folder(window, tmp_path: Path) -> Path:
    """The folder lists were saved in last."""
    made = tmp_path / "lists"
    made.mkdir()
    settings.remember(window.main.background.settings, folder=str(made))
    return made


@pytest.fixture
def week(here):
    """A week as weeks are: a call that went well, one that did not, one called off, and odd names."""
    here.book("10:00")
    here.book("10:15", FORMULA, "+44 (0)7700 900481")
    here.book("10:30", "李 Wei", "07700 900112")
    here.book("10:45", "محمد علي", "07700 900113")
    here.record(Result.CONSULTATION_BOOKED)
    here.record(Result.NO_ANSWER, "李 Wei")
    here.cancel("محمد علي")
    return here


def on_screen(window) -> list[list[str]]:
    """Return the rows of the screen, in words."""
    model = window.screen.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def cells(path: Path) -> list[list[object]]:
    """Return the rows of the first sheet of a workbook, its header first."""
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)]


def in_words(row: list[object]) -> list[object]:
    """Return when, where, whom and what of a workbook's row, as the screen says it."""
    day, at = row[0], row[1]
    assert isinstance(day, datetime)
    assert isinstance(at, time)
    return [span.day_text(day.date()), f"{at:%H:%M}", row[2], *(one or "" for one in row[4:9]), str(row[9])]


def said(rows: list[list[str]]) -> list[list[str]]:
    """Return the same cells of the screen's rows."""
    return [[*row[:3], *row[4:10]] for row in rows]


def test_ctrl_e_and_enter_save_this_week_for_excel(window, week, folder: Path):
    window.press("Ctrl+E")
    assert window.main.current == "lists"
    assert "2026-W48" in window.dialog(QFileDialog).windowTitle()
    window.press("Return")
    assert window.no_dialog()
    path = folder / "calls-2026-W48.xlsx"
    header, *rows = cells(path)
    assert header == list(COLUMNS)
    assert [row[0] for row in rows] == [datetime(2026, 11, 23)] * 4
    assert [row[5] for row in rows] == ["07700 900334", "07700 900481", "07700 900112", "07700 900113"]
    assert [row[4] for row in rows] == ["Jane Holt", FORMULA, "李 Wei", "محمد علي"]
    assert [in_words(row) for row in rows] == said(on_screen(window))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet["A2"].is_date
    assert sheet["E3"].quotePrefix
    assert window.screen.saver.banner.sentence.startswith("Saved calls-2026-W48.xlsx in ")
    assert window.screen.saver.banner.sentence.endswith(": 4 rows of 2026-W48.")
    assert [one.name for one in folder.iterdir()] == [path.name]


@pytest.mark.parametrize("screen", ["today", "diary", "patients", "clinics"])
def test_from_any_screen(file_window, tmp_path: Path, screen: str):
    settings.remember(file_window.main.background.settings, folder=str(tmp_path))
    file_window.go(screen)
    file_window.press("Ctrl+E")
    file_window.press("Return")
    assert cells(tmp_path / "calls-2026-W48.xlsx") == [list(COLUMNS)]


def test_the_same_rows_as_csv(window, week, folder: Path):
    screen = window.go("lists")
    screen.save("csv")
    window.settle()
    window.press("Return")
    content = (folder / "calls-2026-W48.csv").read_bytes()
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert header == list(COLUMNS)
    assert [row[:2] for row in rows] == [["2026-11-23", at] for at in ("10:00", "10:15", "10:30", "10:45")]
    assert [row[4] for row in rows] == ["Jane Holt", f"'{FORMULA}", "李 Wei", "محمد علي"]
    assert [row[5] for row in rows] == [row[5] for row in on_screen(window)]
    assert [row[7:10] for row in rows] == [row[7:10] for row in on_screen(window)]


def test_the_week_and_the_clinic_that_are_shown_are_saved(window, week, folder: Path):
    week.book("10:00", "Nora Blake", "07700 900777", day=MONDAY + timedelta(weeks=1))
    with week.desk.store.read() as reader:
        london = clinics.named(reader, "London").id
    window.main.context.filter_by(london)
    window.go("lists")
    window.press("Alt+Right")
    window.press("Ctrl+E")
    window.press("Return")
    rows = cells(folder / "calls-2026-W49-london.xlsx")[1:]
    assert [row[4] for row in rows] == ["Nora Blake"]


def test_what_was_booked_meanwhile_is_in_the_file_and_on_the_screen(window, week, folder: Path):
    window.go("lists")
    week.book("11:00", "Nora Blake", "07700 900777")
    window.press("Ctrl+E")
    window.press("Return")
    rows = cells(folder / "calls-2026-W48.xlsx")[1:]
    assert [row[4] for row in rows][-1] == "Nora Blake"
    assert [in_words(row) for row in rows] == said(on_screen(window))


def test_another_folder_is_remembered(window, week, folder: Path, tmp_path: Path):
    other = tmp_path / "friday"
    other.mkdir()
    window.go("lists")
    window.press("Ctrl+E")
    window.focus.selectAll()
    window.type(str(other / "week.xlsx"))
    window.press("Return")
    assert len(cells(other / "week.xlsx")) == 5
    window.press("Ctrl+E")
    assert Path(window.dialog(QFileDialog).directory().absolutePath()) == other
    window.press("Escape")
    assert window.no_dialog()
    assert [one.name for one in other.iterdir()] == ["week.xlsx"]


def test_a_file_that_is_there_is_replaced_whole_once_somebody_says_so(window, week, folder: Path):
    path = folder / "calls-2026-W48.xlsx"
    path.write_bytes(b"last week's notes " * 5000)
    window.go("lists")
    window.press("Ctrl+E")
    window.press("Return")
    window.dialog(ReplaceForm)
    assert path.read_bytes().startswith(b"last week's notes")
    window.press("Return")
    assert window.no_dialog()
    assert len(cells(path)) == 5
    assert b"last week's notes" not in path.read_bytes()
    assert [one.name for one in folder.iterdir()] == [path.name]


def test_or_is_left_and_another_name_is_asked_for(window, week, folder: Path):
    path = folder / "calls-2026-W48.xlsx"
    path.write_bytes(b"kept")
    window.go("lists")
    window.press("Ctrl+E")
    window.press("Return")
    window.dialog(ReplaceForm)
    window.press("Escape")
    window.dialog(QFileDialog)
    window.focus.selectAll()
    window.type("second")
    window.press("Return")
    assert path.read_bytes() == b"kept"
    assert len(cells(folder / "second.xlsx")) == 5


def save_and_read_refusal(window) -> str:
    """Save, and return the sentence that says why not."""
    window.press("Ctrl+E")
    window.dialog(QFileDialog)
    window.press("Return")
    assert window.no_dialog()
    screen = window.screen
    assert screen.saver.again.isVisible()
    assert not screen.saver.open_file.isVisible()
    return str(screen.saver.banner.sentence)


def test_a_folder_that_is_not_writable_gets_one_sentence_and_leaves_everything(window, week, folder: Path):
    (folder / "other.txt").write_text("kept")
    folder.chmod(0o500)
    window.go("lists")
    before = on_screen(window)
    sentence = save_and_read_refusal(window)
    assert sentence == (
        f"{folder / 'calls-2026-W48.xlsx'} cannot be written. "
        "Close it if it is open elsewhere, or choose another folder."
    )
    assert [one.name for one in folder.iterdir()] == ["other.txt"]
    assert on_screen(window) == before
    folder.chmod(0o700)
    window.press("Space", window.screen.saver.again)
    window.dialog(QFileDialog)
    window.press("Return")
    assert len(cells(folder / "calls-2026-W48.xlsx")) == 5


def test_a_folder_that_is_missing_gets_one_sentence(window, week, folder: Path):
    window.go("lists")
    window.press("Ctrl+E")
    window.focus.selectAll()
    window.type(str(folder / "none" / "week.xlsx"))
    window.press("Return")
    assert window.no_dialog()
    assert (
        window.screen.saver.banner.sentence
        == f"There is no folder {folder / 'none'}. Make it, or choose another."
    )
    assert list(folder.iterdir()) == []


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let this program write no file longer than some bytes, as a disk does that is almost full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_file_that_was_there(window, week, folder: Path):
    path = folder / "calls-2026-W48.xlsx"
    path.write_bytes(b"kept")
    window.go("lists")
    window.press("Ctrl+E")
    window.press("Return")
    window.dialog(ReplaceForm)
    with room_for(1000):
        window.press("Return")
        sentence = window.screen.saver.banner.sentence
    assert (
        sentence == "The disk is full, so calls-2026-W48.xlsx was not written. Free some space and try again."
    )
    assert path.read_bytes() == b"kept"
    assert [one.name for one in folder.iterdir()] == [path.name]


class Opener(QObject):
    """Stands for the programs of a PC that open files."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_file_and_its_folder_open_with_one_more_key(window, week, folder: Path):
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]
    try:
        window.go("lists")
        window.press("Ctrl+E")
        window.press("Return")
        assert window.focus is window.screen.saver.open_file
        window.press("Space")
        window.press("Tab")
        window.press("Space")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.opened == [str(folder / "calls-2026-W48.xlsx"), str(folder)]
    window.qtbot.mouseClick(window.screen.saver.hide_button, Qt.MouseButton.LeftButton)
    assert not window.screen.saver.isVisible()
