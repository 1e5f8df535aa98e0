"""Printing on a PC without a printer: each form says what can be done instead, and that can be done."""

from __future__ import annotations

import pytest

from reception.ui import printing
from reception.ui.sheets.print_form import PrintForm
from reception.ui.today.print_form import DayListForm
from tests.support.windows import Window


@pytest.fixture(autouse=True)
def _without_a_printer(monkeypatch):
    monkeypatch.setattr(printing, "printer_names", list)


def said(window: Window, form) -> str:
    window.qtbot.waitUntil(lambda: form._knows_printers)
    window.press("Return", on=form.doing)
    return form.refusal


def test_the_list_of_a_day_is_kept_in_no_file_so_none_is_offered(file_window):
    file_window.go("diary")
    file_window.press("Ctrl+P")
    assert said(file_window, file_window.dialog(DayListForm)) == (
        "No printer is set up on this PC. Add one in the system’s settings, or print from another PC."
    )


def test_a_sheet_is_saved_by_the_keys_that_are_named(file_window, monkeypatch):
    screen = file_window.go("sheets")
    file_window.press("Ctrl+P")
    assert said(file_window, file_window.dialog(PrintForm)) == (
        "No printer is set up on this PC. "
        "Add one in the system’s settings, or save the sheet as PDF: Esc, then Ctrl+Shift+P."
    )
    saved = []
    monkeypatch.setattr("reception.ui.sheets.files.ask_to_save", lambda *told: saved.append(told))
    file_window.press("Escape")
    assert file_window.no_dialog()
    file_window.press("Ctrl+Shift+P")
    assert len(saved) == 1
    assert file_window.screen is screen
