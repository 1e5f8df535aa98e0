"""A file dialog that tells the kinds of files by their names alone."""

from __future__ import annotations

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget


class Kinds(QFileIconProvider):
    """Opens no file: Qt's own looks into each, which loosens SQLite's locks where the diary is among them."""

    def icon(self, what: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        """Return a folder's picture, or a file's."""
        if isinstance(what, QFileInfo):
            kinds = QAbstractFileIconProvider.IconType
            what = kinds.Folder if what.isDir() else kinds.File
        return super().icon(what)

    def type(self, info: QFileInfo) -> str:
        """Return a word for the column of kinds."""
        return "Folder" if info.isDir() else f"{info.suffix()} file".strip().capitalize()


class FileDialog(QFileDialog):
    """Qt's file dialog that opens none of the files that it lists."""

    def __init__(self, parent: QWidget, title: str, folder: str) -> None:
        super().__init__(parent, title, folder)
        self._kinds = Kinds()  # the dialog does not own it
        self.setIconProvider(self._kinds)
