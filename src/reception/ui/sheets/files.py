"""Ask for a file, without stopping the window: Qt's own dialog, the same on every system."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from reception.ui.widgets.dialog import present
from reception.ui.widgets.file_dialog import FileDialog

ARTICLES = "Texts (*.txt *.md *.markdown);;All files (*)"


def ask_to_open(parent: QWidget, told: Callable[[Path], object]) -> None:
    """Ask which text to import."""
    asking = _dialog(parent, "Import a sheet", told)
    asking.setFileMode(QFileDialog.FileMode.ExistingFile)
    asking.setNameFilter(ARTICLES)
    present(asking)


def ask_to_save(parent: QWidget, name: str, told: Callable[[Path], object]) -> None:
    """Ask where to save a PDF; `name` is offered."""
    asking = _dialog(parent, "Save the sheet as PDF", told)
    asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asking.setNameFilter("PDF (*.pdf)")
    asking.setDefaultSuffix("pdf")
    asking.selectFile(name)
    present(asking)


def _dialog(parent: QWidget, title: str, told: Callable[[Path], object]) -> QFileDialog:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    asking = FileDialog(parent, title, folder if Path(folder).is_dir() else str(Path.home()))
    asking.setOption(QFileDialog.Option.DontUseNativeDialog)
    asking.fileSelected.connect(lambda chosen: told(Path(chosen)))
    return asking
