"""Save a week's list as a file: ask where, write it in the worker thread, say where it is or what is in the way."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from reception import settings
from reception.desk import Desk
from reception.documents.call_list import CallList
from reception.domain import span
from reception.domain.errors import Obstacle
from reception.domain.ids import ClinicId
from reception.services import lists
from reception.ui.context import Context
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, column, label
from reception.ui.widgets.dialog import Dialog, present
from reception.ui.widgets.file_dialog import FileDialog

KINDS = {"xlsx": "Excel workbook", "csv": "CSV, comma-separated values"}
"""The formats in the words of the file dialog."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list somebody wants as a file."""

    monday: date
    clinic: ClinicId | None
    clinic_name: str
    format: str


def write(desk: Desk, wanted: Wanted, path: Path, may_replace: bool, now: datetime) -> CallList | None:
    """Write the list as it is now and return it; None where a file is in the place that may not be replaced."""
    with suppress(OSError):
        if path.is_file() and not may_replace:
            return None
    with desk.store.read() as reader:
        shown = lists.week(reader, wanted.monday, wanted.clinic, now=now)
    lists.export(desk.store, shown, path, wanted.format)
    return shown


class ReplaceForm(Dialog):
    """Asks before a file is replaced, since that cannot be taken back."""

    shows_nobody = True

    def __init__(self, parent: QWidget, path: Path) -> None:
        super().__init__(parent, "Replace the file?", do="Replace it")
        self.leave.setText("Another name")
        self.leave.setAccessibleName("Another name")
        told = f"“{span.short(path.name, 60)}” is already in {shortened(path.parent)}. What is in it will be gone."
        self.body.addWidget(label(told, wrap=True))
        self.doing.setFocus()


class Saver(QWidget):
    """Sits above the list; hidden until a file was saved, or could not be. `written` carries what is in it."""

    written = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._path: Path | None = None
        self.open_file = button("Open the file", run=self._open_file)
        self.open_folder = button("Open the folder", run=self._open_folder)
        self.again = button("Choose another place")
        self.hide_button = button("Hide", kind="quiet", run=self.clear, name="Hide this message")
        self.banner = Banner(self.open_file, self.open_folder, self.again, self.hide_button)
        self.again.clicked.connect(lambda: self.ask(self._wanted) if self._wanted else None)
        self._wanted: Wanted | None = None
        self.setLayout(column(self.banner))
        self.hide()

    def clear(self) -> None:
        """Say nothing any more."""
        self._say("", "info")

    def ask(self, wanted: Wanted) -> None:
        """Ask where to save a list; Enter takes the name that is offered."""
        self._wanted = wanted
        week = span.week_text(wanted.monday)
        dialog = FileDialog(self.window(), f"Save the calls of {week}", str(self._folder()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setNameFilter(f"{KINDS[wanted.format]} (*.{wanted.format})")
        dialog.setDefaultSuffix(wanted.format)
        dialog.selectFile(lists.file_name(wanted.monday, wanted.clinic_name, wanted.format))
        dialog.fileSelected.connect(partial(self._named, wanted))
        present(dialog)

    def _named(self, wanted: Wanted, text: str) -> None:
        path, format_ = named(Path(text), wanted.format)
        self._write(replace(wanted, format=format_), path, _was_asked())

    def _folder(self) -> Path:
        """Return the folder used last, or the documents of whoever is signed in to this PC."""
        kept = settings.remembered(self._context.background.settings, "folder")
        own = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        found = (Path(one) for one in (kept, own, str(Path.home())) if one)
        return next((one for one in found if one.is_dir()), Path.cwd())

    def _write(self, wanted: Wanted, path: Path, may_replace: bool) -> None:
        self._say(f"Saving {span.short(path.name, 60)}…", "info")
        work = partial(write, wanted=wanted, path=path, may_replace=may_replace, now=self._context.now())
        told = partial(self._told, wanted, path)
        self._context.background.run(self, work, told, self._failed)

    def _told(self, wanted: Wanted, path: Path, shown: CallList | None) -> None:
        if shown is None:
            self._ask_to_replace(wanted, path)
            return
        self._path = path
        rows = "1 row" if len(shown.lines) == 1 else f"{len(shown.lines)} rows"
        name = span.short(path.name, 60)
        told = f"Saved {name} in {shortened(path.parent)}: {rows} of {span.week_text(shown.monday)}."
        self._say(told, "info", self.open_file, self.open_folder, self.hide_button)
        self.banner.setToolTip(str(path))
        if self.isVisible():
            self.open_file.setFocus()
        else:
            self._context.notice.emit(told)
        self._remember(path.parent)
        self.written.emit(shown)

    def _ask_to_replace(self, wanted: Wanted, path: Path) -> None:
        self.clear()
        form = ReplaceForm(self.window(), path)
        form.accepted.connect(lambda: self._write(wanted, path, True))
        form.rejected.connect(lambda: self.ask(wanted))
        present(form)

    def _failed(self, obstacle: Obstacle) -> None:
        self._say(obstacle.sentence, "bad", self.again, self.hide_button)
        if self.isVisible():
            self.again.setFocus()
        else:
            self._context.notice.emit(obstacle.sentence)

    def _remember(self, folder: Path) -> None:
        try:
            settings.remember(self._context.background.settings, folder=str(folder))
        except Obstacle as obstacle:
            self._context.notice.emit(obstacle.sentence)

    def _say(self, sentence: str, kind: str, *beside: QWidget) -> None:
        for one in (self.open_file, self.open_folder, self.again, self.hide_button):
            one.setVisible(one in beside)
        self.banner.setToolTip("")
        self.banner.say(sentence, kind)
        self.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleEvent(self.banner, QAccessible.Event.Alert))

    # ---- opening what was saved

    def _open_file(self) -> None:
        if self._path is not None:
            self._open(self._path, "file")

    def _open_folder(self) -> None:
        if self._path is not None:
            self._open(self._path.parent, "folder")

    def _open(self, path: Path, what: str) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notice.emit(f"This PC has no program for the {what}. It is at {path}.")


def named(path: Path, format_: str) -> tuple[Path, str]:
    """Return the file and the format that a name means: its ending says which, and is added where it says none."""
    ending = path.suffix.removeprefix(".").casefold()
    return (path, ending) if ending in KINDS else (path.with_name(f"{path.name}.{format_}"), format_)


def _was_asked() -> bool:
    """Tell whether the dialog itself asks before it replaces a file: the one of macOS always does."""
    return sys.platform == "darwin"


def shortened(folder: Path, limit: int = 60) -> str:
    """Return a folder as a sentence can hold it, its end kept."""
    text = str(folder)
    return text if len(text) <= limit else f"…{text[1 - limit :]}"
