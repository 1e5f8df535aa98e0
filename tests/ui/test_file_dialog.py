"""A file dialog of the window opens none of the files that it lists."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QListView

from reception.ui.widgets.file_dialog import Kinds
from tests.support.windows import Window

PNG = b"\x89PNG\r\n\x1a\n"


def test_kinds_are_told_by_the_name_alone(qapp: object, tmp_path: Path):
    picture = tmp_path / "x"
    picture.write_bytes(PNG)
    seen = QFileInfo(str(picture))
    assert "PNG" in QFileIconProvider().type(seen)
    assert (Kinds().type(seen), Kinds().type(QFileInfo(str(tmp_path)))) == ("File", "Folder")
    assert Kinds().type(QFileInfo(str(tmp_path / "calls.xlsx"))) == "Xlsx file"
    assert not Kinds().icon(seen).isNull()


def test_the_dialog_shows_a_folder_with_a_diary_in_it(file_window: Window):
    folder = Path(file_window.main.context.background.settings.database).parent
    file_window.go("lists")
    file_window.press("Ctrl+E")
    dialog = file_window.dialog(QFileDialog)
    dialog.setNameFilter("All files (*)")
    dialog.setDirectory(str(folder))
    assert isinstance(dialog.iconProvider(), Kinds)
    file_window.qtbot.waitUntil(lambda: "reception.db" in names_in(dialog), timeout=10_000)
    dialog.reject()


def names_in(dialog: QFileDialog) -> list[str]:
    """Return the names that a dialog lists."""
    view = dialog.findChild(QListView, "listView")
    assert view is not None
    model, root = view.model(), view.rootIndex()
    return [str(model.index(row, 0, root).data()) for row in range(model.rowCount(root))]
