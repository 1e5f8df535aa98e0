"""The key of the diary: every state that can be seen in the grid has a sample in its colour, a word and its mark."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from reception.domain.call import CallStatus, Result
from reception.services import holds, slots
from reception.ui.diary.key import CALLS, SLOTS, Key, Sample
from reception.ui.theme import DARK
from tests.support.desks import TestDesk
from tests.ui.test_diary_layout import booked, grid, slot


def seen(result: Result | None, status: CallStatus) -> tuple[str, str]:
    """Return the colour and the kind of mark that a call has in the grid."""
    one = slot("09:00")
    line = booked(one)
    call = replace(line.call, outcome=result, status=status, attempts=1 if result else 0)
    cell = grid(one, lines=(replace(line, call=call),)).cells[0, 0]
    return cell.colour, cell.mark.split(" ")[0]


@pytest.mark.parametrize("status", [CallStatus.BOOKED, CallStatus.DONE, CallStatus.NOT_REACHED])
@pytest.mark.parametrize("result", [None, *Result])
def test_each_state_of_a_call_has_its_colour_and_mark_in_the_key(result, status):
    colour, mark = seen(result, status)
    fitting = [told for text, state, told in CALLS if state == colour and (mark in text if mark else True)]
    assert fitting, (colour, mark)


def pixels(sample: QLabel) -> set[str]:
    picture = sample.grab().toImage()
    return {picture.pixelColor(x, picture.height() // 2 - 6).name() for x in range(6, picture.width() - 6)}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_slot_is_painted_in_the_key_as_in_the_grid(file_diary, file_window, clock, theme):
    desk: TestDesk = file_diary.desk("Joe Moss")
    clock.move(minutes=40)
    slots.block(desk.desk.history, [desk.slot("11:15")], "Meeting")
    holds.take(desk.desk.history, desk.slot("11:30").id)
    file_window.main.theme.choose(theme)
    assert (file_window.main.theme.tokens is DARK) == (theme == "dark")
    screen = file_window.go("diary")
    view = screen.grid
    view.go_to((0, 3))
    samples = {one.text(): pixels(one) for one in screen.side.findChildren(Sample)}
    picture = view.viewport().grab().toImage()
    for at, text in (
        ("11:00", "Free"),
        ("11:15", "Blocked, closed"),
        ("11:30", "Being booked"),
        ("09:15", "Over, no slot"),
    ):
        rect = view.visualRect(view.model_.index(*view.model_.grid.find(desk.slot(at).id)))
        there = {
            picture.pixelColor(x, rect.top() + 3).name() for x in range(rect.left() + 4, rect.right() - 4)
        }
        assert there <= samples[text] | {file_window.main.theme.tokens.line.lower()}, text


def test_a_screen_reader_is_told_all_that_a_sample_stands_for(file_window):
    file_window.go("diary")
    key = file_window.screen.side.findChild(Key)
    told = {one.text(): one.accessibleName() for one in key.findChildren(QLabel) if one.text() != "Key"}
    assert told == {text: words for text, _, words in (*CALLS, *SLOTS)}
    assert told["Being booked"] == "Being booked at another desk"
