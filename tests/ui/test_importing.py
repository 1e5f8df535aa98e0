"""The forms of a sheet on a screen as low as a clinic PC at 200 %: fields scroll, buttons stay, a refusal is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from reception.ui.sheets.approving import ApproveForm
from reception.ui.sheets.importing import ImportForm
from reception.ui.widgets.dialog import FRAME, Dialog
from tests.support.windows import Window

SCREENS = [QSize(1366, 768), QSize(683, 384)]
LONG = "".join(f"\n## Section {number}\n\nIt cures back pain, and is proven to.\n" for number in range(40))


class Low:
    """A screen of a size."""

    def __init__(self, size: QSize) -> None:
        self.size = size

    def availableGeometry(self) -> QRect:
        return QRect(QPoint(), self.size)


def comes_into_view(window: Window, form: Dialog, inside: QWidget) -> None:
    """Wait until all of a field can be seen, with what is said below it, and the form still fits."""
    window.qtbot.waitUntil(lambda: is_seen(form, inside))
    fits(window, form)


def is_seen(form: Dialog, inside: QWidget) -> bool:
    """Tell whether all of a widget can be seen in a form."""
    place = QRect(inside.mapTo(form, QPoint()), inside.size())
    return form.rect().contains(place) and inside.visibleRegion().boundingRect() == inside.rect()


@pytest.fixture(params=SCREENS, ids=lambda size: f"{size.width()}x{size.height()}")
def low_window(request, file_window: Window, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A window on a low screen."""
    monkeypatch.setattr(Dialog, "screen", lambda form: Low(request.param))
    file_window.main.resize(request.param)
    file_window.go("sheets")
    return file_window


def fits(window: Window, form: Dialog) -> None:
    size = window.main.size()
    assert form.height() <= size.height() - FRAME
    assert form.width() <= size.width()
    for shown in form.findChildren(QPushButton):
        if shown in (form.doing, form.leave):
            assert is_seen(form, shown)


def test_an_import_fits_whatever_was_found(low_window: Window, tmp_path: Path):
    path = tmp_path / "long.md"
    path.write_text(f"---\ntitle: Backs\n---\n{LONG}", "utf-8")
    low_window.screen.keeping.import_file(path)
    form = low_window.dialog(ImportForm)
    fits(low_window, form)
    assert form.sections.input.count() == 40
    form.title.input.setText("x" * 400)
    low_window.press("Return", on=form.doing)
    assert "at most 200 characters" in form.refusal
    comes_into_view(low_window, form, form.title)
    form.updated.input.setText("some day")
    form.title.input.setText("Backs")
    low_window.press("Return", on=form.doing)
    comes_into_view(low_window, form, form.updated)
    form.read(tmp_path / "gone.txt")
    low_window.settle()
    comes_into_view(low_window, form, form.file)
    low_window.press("Escape")


def test_an_approval_fits_and_shows_what_is_refused(low_window: Window, tmp_path: Path):
    path = tmp_path / "long.md"
    path.write_text(f"---\ntitle: Backs\n---\n{LONG}", "utf-8")
    low_window.screen.keeping.import_file(path)
    low_window.press("Return", on=low_window.dialog(ImportForm).doing)
    low_window.screen.keeping.approve()
    form = low_window.dialog(ApproveForm)
    assert len(form.claims) == 40
    fits(low_window, form)
    low_window.press("Return", on=form.doing)
    assert form.refusal == "Choose the clinician who approves it."
    comes_into_view(low_window, form, form.by)
    low_window.press("Escape")
