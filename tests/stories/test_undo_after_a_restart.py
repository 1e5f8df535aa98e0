"""A slip is taken back after the program was closed and opened again: one's own last fifty, and no one else's."""

from __future__ import annotations

import pytest

from reception.domain.call import CallStatus
from reception.domain.errors import Refusal
from tests.support.desks import Practice, TestDesk
from tests.support.windows import Window, open_window


def names_today(window: Window) -> list[str]:
    return [line.patient.name for line in window.screen.table.rows.values]


def test_undo_and_redo_go_on_where_the_window_was_closed(window, diary, there, qtbot, qapp):
    window.go("today")
    window.press("Ctrl+N")
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()
    window.press("3")
    there.book("11:00")
    window.main.close()
    again = open_window(qtbot, qapp, diary.desk("Mia Lane").desk)
    try:
        again.go("today")
        assert "Recorded “No answer”" in again.main.foot.last.text()
        again.press("Ctrl+Z")
        assert there.line("Nora Blake").call.attempts == 0
        again.press("Ctrl+Z")
        assert names_today(again) == ["Jane Holt"]
        assert again.main.foot.last.text() == ""
        again.press("Ctrl+Z")
        assert again.main.toast.sentence == "There is nothing of yours to undo."
    finally:
        again.main.close()
    third = open_window(qtbot, qapp, diary.desk("Mia Lane").desk)
    try:
        third.go("today")
        third.press("Ctrl+Y Ctrl+Y")
        assert sorted(names_today(third)) == ["Jane Holt", "Nora Blake"]
        assert there.line("Nora Blake").call.attempts == 1
    finally:
        third.main.close()


def test_what_another_desk_moved_on_meanwhile_is_refused_in_a_sentence(window, diary, there, qtbot, qapp):
    window.go("today")
    window.press("Ctrl+N")
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()
    window.main.close()
    there.cancel("Nora Blake")
    again = open_window(qtbot, qapp, diary.desk("Mia Lane").desk)
    try:
        again.press("Ctrl+Z")
        told = "can no longer be taken back: it was changed since. Nothing else is left to undo."
        assert again.main.toast.sentence.endswith(told)
        assert there.line("Nora Blake").call.status is CallStatus.CANCELLED
    finally:
        again.main.close()


def test_ones_own_last_fifty_are_taken_back_and_brought_back_in_other_runs(diary: Practice, here: TestDesk):
    here.book("10:00")
    for number in range(52):
        here.move(to=("10:15", "10:00")[number % 2])
    seen = here.lines()
    here.desk.close()
    later = diary.desk()
    told = [str(later.undo()) for _ in range(50)]
    assert len(told) == 50
    assert all(one.startswith("Moved") for one in told)
    again = diary.desk()
    for _ in range(50):
        again.redo()
    assert again.lines() == seen
    with pytest.raises(Refusal, match="There is nothing of yours to redo"):
        again.redo()
