"""The window: screens and their keys, the filter and the look that are remembered, the foot, closing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLabel, QPushButton

from reception.domain.staff import Role
from reception.services import clinics, staff
from reception.ui.actions import ACTIONS, SCREENS
from reception.ui.booking.form import BookingForm
from reception.ui.theme import DARK, LIGHT
from reception.ui.widgets.frame import NARROW, WIDE
from tests.support.desks import TestDesk
from tests.support.windows import Window, open_window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    return made


def rail(window: Window) -> dict[str, QPushButton]:
    return {one.accessibleName(): one for one in window.main.rail.findChildren(QPushButton)}


def segments(window: Window) -> dict[str, QPushButton]:
    return {one.text(): one for one in window.main.top.clinics.findChildren(QPushButton)}


# ---- screens


@pytest.mark.parametrize(("number", "name"), [(n, name) for n, (name, _) in enumerate(SCREENS, 1)])
def test_each_screen_has_its_key_its_place_in_the_rail_and_takes_the_keys(desk, file_window, number, name):
    file_window.press(f"Ctrl+{number}")
    assert file_window.main.current == name
    assert file_window.screen.isVisible()
    assert [one for one, button in rail(file_window).items() if button.isChecked()] == [dict(SCREENS)[name]]
    assert file_window.screen.isAncestorOf(file_window.focus)


def test_a_screen_is_made_once_and_only_when_it_is_asked_for(file_window):
    assert list(file_window.main.screens) == ["today"]
    first = file_window.go("clinics")
    file_window.go("today")
    assert file_window.go("clinics") is first


def test_the_arrows_walk_the_rail(file_window):
    rail(file_window)["Today"].setFocus()
    file_window.press("Down")
    assert file_window.main.current == "diary"


@pytest.mark.parametrize("action", [one.name for one in ACTIONS])
def test_every_action_does_something(desk, file_window, action):
    """None of them stumbles, whatever there is to do."""
    before = file_window.main.current, file_window.main.toast.sentence, file_window.main.theme.tokens
    file_window.main.act(action)
    file_window.settle()
    after = file_window.main.current, file_window.main.toast.sentence, file_window.main.theme.tokens
    assert after != before or not file_window.no_dialog() or action == "go today"
    assert "Something went wrong" not in file_window.main.toast.sentence


def test_no_key_means_two_things():
    keys = [one.key for one in ACTIONS if one.key]
    assert len(keys) == len(set(keys))
    assert len({one.name for one in ACTIONS}) == len(ACTIONS)


# ---- what is remembered


def test_the_clinic_and_the_look_are_there_again_in_the_next_run(file_diary, desk, qtbot, qapp):
    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    segments(window)["Bedford"].click()
    window.main.act("theme")
    assert window.main.theme.tokens is DARK
    window.main.close()
    kept = file_diary.desk("Mia Lane").desk
    again = open_window(qtbot, qapp, kept)
    try:
        assert again.main.context.clinic_name() == "Bedford"
        assert segments(again)["Bedford"].isChecked()
        from reception import settings

        assert settings.remembered(kept.settings, "theme") == "dark"
        again.main.act("theme")
        assert again.main.theme.tokens in (LIGHT, DARK)
    finally:
        again.main.theme.choose("light")
        again.main.close()


def test_the_filter_knows_a_clinic_under_its_new_name(desk, file_window):
    with desk.desk.store.read() as reader:
        seen = clinics.named(reader, "Bedford")
    segments(file_window)["Bedford"].click()
    file_window.settle()
    clinics.edit(desk.desk.history, seen, replace(seen, name="Bedford North"))
    file_window.main.live.look()
    file_window.settle()
    assert list(segments(file_window)) == ["All clinics", "London", "Manchester", "Bedford North"]
    assert segments(file_window)["Bedford North"].isChecked()
    assert file_window.main.context.clinic == seen.id


# ---- the frame


def test_the_foot_says_the_time_of_london_and_which_diary_it_is(window, clock):
    assert window.main.foot.time.text() == "Mon 23 Nov 2026, 09:00"
    shared = isinstance(window.main.background.settings.database, str)
    assert window.main.foot.place.text() == ("Shared diary" if shared else "Local diary, encrypted")
    assert window.main.foot.backup.text() == ("" if shared else "no automatic backup yet")
    assert window.main.foot.backup.isVisible() is not shared
    clock.move(days=230)
    window.main.facts.beat.timeout.emit()
    assert window.main.foot.time.text() == "Sun 11 Jul 2027, 10:00"


def test_the_foot_offers_to_take_back_only_what_is_ones_own(window, here):
    assert window.main.foot.last.text() == ""
    here.book("10:00")
    window.main.live.look()
    window.settle()
    assert window.main.foot.last.text() == ""
    window.press("M Return")
    assert window.main.foot.last.text() == "Moved Jane Holt, Mon 23 Nov 10:00 to Mon 23 Nov 09:00"
    window.press("Ctrl+Z")
    assert window.main.foot.last.text() == ""


def test_who_works_here_is_shown_and_takes_over(desk, file_window):
    assert "Mia Lane" in file_window.main.top._person.accessibleName()
    boss = staff.add(desk.desk.history, "Ruth Page", Role.MANAGER)
    file_window.main.doing.signed_in(boss)
    file_window.settle()
    assert file_window.main.top._person.accessibleName() == "Ruth Page works here. Change who, or hide names."
    assert file_window.main.background.staff == boss


def test_the_rail_gives_way_in_a_narrow_window(file_window):
    assert file_window.main.rail.width() == WIDE
    file_window.main.resize(900, 600)
    assert file_window.main.rail.width() == NARROW
    assert all(one.accessibleName() for one in rail(file_window).values())
    file_window.main.resize(1366, 768)
    assert file_window.main.rail.width() == WIDE


def test_the_look_changes_all_of_the_window_at_once(desk, file_window):
    desk.book("10:00")
    file_window.go("today")
    light = file_window.main.grab().toImage()
    file_window.main.theme.choose("dark")
    file_window.settle()
    dark = file_window.main.grab().toImage()
    file_window.main.theme.choose("light")
    places = [(20, 400), (400, 6), (400, 700), (700, 758), (1200, 700)]
    for place in places:
        assert light.pixelColor(*place).lightness() > 200, place
        assert dark.pixelColor(*place).lightness() < 70, place


# ---- opening again and closing


def test_a_window_that_is_asked_for_again_comes_forward(file_window):
    file_window.main.showMinimized()
    file_window.main.come_forward()
    assert file_window.main.isVisible()
    assert not file_window.main.isMinimized()


def test_closing_in_the_middle_of_a_booking_keeps_the_booking(file_diary, desk, qtbot, qapp):
    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    window.type("Nora Blake")
    form.phone.input.setText("07700 900481")
    window.settle()  # who is like them is known, so that Enter books at once
    form.submit()
    window.main.close()
    assert [line.patient.name for line in desk.lines()] == ["Nora Blake"]


def test_a_refusal_that_belongs_to_no_form_is_one_sentence_over_the_foot(window, here):
    here.book("09:00")
    window.go("today")
    window.main.live.stop()
    here.cancel()
    window.press("1")
    assert window.main.toast.sentence == "Somebody else has just changed this call. Look at it again."
    assert window.screen.table.rows.values == ()


def test_the_desk_is_named_beside_who_works_there_where_there_is_room(file_window):
    top = file_window.main.top
    named = [
        one for one in top.findChildren(QLabel) if one.text() == file_window.main.background.settings.desk
    ]
    assert [one.isVisible() for one in named] == [True]
    file_window.main.resize(911, 512)
    file_window.settle()
    assert [one.isVisible() for one in named] == [False]


def test_a_narrow_foot_tells_what_undo_takes_back_before_where_the_diary_is(window, here):
    here.publish(weeks=1)
    window.main.foot.show_last("Booked Carys Walsh, Tue 1 Dec 15:15")
    window.main.resize(683, 384)
    window.settle()
    foot = window.main.foot
    assert foot.last.width() > foot.place.width()
    assert foot.place.toolTip() == foot.place.text() != ""


@pytest.mark.parametrize("words", [4, 30, 60])
@pytest.mark.parametrize("size", [(1366, 768), (940, 600), (683, 384)])
def test_what_was_done_is_told_beside_the_rail_however_long_it_is(desk, file_window, size, words):
    file_window.main.toast.say("Moved somebody " + "with a long name " * words, offers_undo=True)
    file_window.main.toast.add("Somebody waits and fits.", QPushButton("Book"))
    file_window.main.resize(*size)
    file_window.settle()
    toast, whole = file_window.main.toast, file_window.main
    screens = QRect(QPoint(whole.rail.width(), 0), whole.size() - QSize(whole.rail.width(), 0))
    assert screens.contains(toast.geometry())
    told = toast.findChild(QLabel)
    assert told.height() >= told.heightForWidth(told.width())
    for made in toast.findChildren(QPushButton):
        assert made.isHidden() or toast.rect().contains(made.geometry())
