"""The strip that says what others changed: also where it was not looked for to the end, and found nothing."""

from __future__ import annotations

import pytest

from reception.services import looks
from reception.ui.actions import named
from reception.ui.diary.away_form import AwayForm


def test_news_that_was_not_looked_for_to_the_end_is_a_strip_and_a_form_without_lines(
    file_window, file_diary, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(looks, "MOST", 1)
    monkeypatch.setattr(looks, "LOOKED_AT", 2)
    screen = file_window.go("diary")
    clinics = {one.name: one.id for one in file_window.main.context.clinics}
    file_window.main.top.clinics.take(clinics["London"])
    there = file_diary.desk("Joe Moss")
    there.book("11:00", clinic="Bedford")
    for number in range(3):
        there.move(to=("11:15", "11:30")[number % 2], clinic="Bedford")
    file_window.main.context.news.emit()
    file_window.qtbot.waitUntil(lambda: bool(screen.away.sentence), timeout=10_000)
    told = "Since 09:00: more was changed than is told here. Look at the diary itself."
    assert screen.away.sentence == told
    file_window.press(named("away").key)
    assert file_window.dialog(AwayForm).table.current is None
    file_window.press("Return")
    assert file_window.no_dialog()
