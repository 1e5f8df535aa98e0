"""The say-back card and the confirmation: after a booking, by one key, in the PC's own programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reception.services import patients, rearranging
from reception.ui.booking.say_back import SayBack
from tests.support.desks import TestDesk
from tests.support.windows import Window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    return made


class Programs(QObject):
    """Stands for the programs of the PC that open addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.opened.append(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def programs() -> Iterator[Programs]:
    made = Programs()
    for scheme in ("mailto", "sms"):
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in ("mailto", "sms"):
        QDesktopServices.unsetUrlHandler(scheme)


def book(window: Window) -> None:
    window.press("Ctrl+N")
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()


def after_a_swap(desk: TestDesk, window: Window) -> SayBack:
    """Swap the calls of Tom Ash and Amy Bay; return the card."""
    desk.book("10:00", "Tom Ash", "07700 900245")
    desk.book("11:00", "Amy Bay", "07700 900482")
    one, other = (desk.line(name).call.id for name in ("Tom Ash", "Amy Bay"))
    window.main.background.do(window.main, partial(rearranging.swap, one=one, other=other))
    window.settle()
    assert window.main.say_back is not None
    return window.main.say_back


def test_what_is_to_be_read_aloud_stands_there_once_a_call_is_booked(desk, file_window):
    book(file_window)
    card = file_window.main.say_back
    assert card.isVisible()
    assert card.moment.text() == "Monday the twenty-third of November at nine o’clock, London"
    assert card.number.text() == "on 077 00 90 04 81"
    assert card.name.text() == "Nora Blake, 15 minutes with Mr Oliver Eaton"
    assert not card.isAncestorOf(file_window.focus)


def test_a_move_is_read_back_too_and_an_undo_ends_it(desk, file_window):
    book(file_window)
    file_window.press("Ctrl+Z")
    assert not file_window.main.say_back.isVisible()
    file_window.press("Ctrl+Y")
    assert file_window.main.say_back.isVisible()


def test_the_confirmation_is_copied_by_one_key(desk, file_window):
    book(file_window)
    file_window.press("Ctrl+Shift+C")
    assert (
        QGuiApplication.clipboard()
        .text()
        .startswith("Dear Nora Blake,\n\nYour free discovery call with Mr Oliver")
    )
    assert file_window.main.toast.sentence == "Copied the confirmation for Nora Blake."


def test_it_opens_as_an_email_or_a_message(desk, file_window, programs):
    book(file_window)
    file_window.press("Ctrl+Shift+E")
    file_window.press("Ctrl+Shift+T")
    mail, message = programs.opened
    assert mail.startswith("mailto:?subject=Your%20call%20on%20Mon%2023%20Nov")
    assert message.startswith("sms:+447700900481?body=Dear%20Nora%20Blake")


def test_before_anything_is_booked_there_is_nothing_to_confirm(desk, file_window):
    file_window.press("Ctrl+Shift+C")
    assert file_window.main.toast.sentence == (
        "The confirmation is of the call that was booked last. Book one first."
    )


def test_it_stays_in_the_window_when_that_is_made_smaller(desk, file_window):
    book(file_window)
    file_window.main.resize(700, 400)
    file_window.settle()
    card = file_window.main.say_back
    assert file_window.main.rect().contains(card.geometry())


def test_the_button_of_a_long_sentence_is_not_under_it(desk, file_window):
    book(file_window)
    window = file_window.main
    window.resize(1366, 768)
    window.toast.say(
        "Undone: moved somebody with a long name, Mon 23 Nov 10:15 to Tue 24 Nov 11:30", offers_undo=True
    )
    file_window.settle()
    assert not window.toast.geometry().intersects(window.say_back.geometry())
    window.say_back.hide()
    window.toast.place()
    assert abs(window.toast.geometry().center().x() - window.width() // 2) <= 1


def test_it_goes_when_another_screen_is_shown(desk, file_window):
    book(file_window)
    file_window.press("Ctrl+5")
    assert not file_window.main.say_back.isVisible()


@pytest.mark.parametrize("name", ["today", "diary"])
def test_esc_closes_it_where_nothing_else_takes_esc(desk, file_window, name):
    file_window.go(name)
    book(file_window)
    card = file_window.main.say_back
    assert card.isVisible()
    file_window.press("Escape")
    assert not card.isVisible()


def test_after_a_swap_it_tells_one_call_after_the_other(desk, file_window):
    desk.book("10:00")
    desk.book("11:15", "Tom Holt", "07700 900335")
    file_window.go("today")
    file_window.press("S Return")
    card = file_window.main.say_back
    assert card.name.text() == "Jane Holt, 15 minutes with Mr Oliver Eaton"
    assert "quarter past eleven" in card.moment.text()
    assert card.next.text() == "Next: Tom Holt"
    card.next.click()
    assert card.name.text() == "Tom Holt, 15 minutes with Mr Oliver Eaton"
    assert "ten o’clock" in card.moment.text()
    assert not card.next.isVisible()
    file_window.press("Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text().startswith("Dear Tom Holt")
    file_window.press("Escape")
    assert not card.isVisible()


def test_a_sentence_of_three_lines_does_not_cover_it_in_a_small_window(desk, file_window):
    book(file_window)
    window = file_window.main
    window.resize(683, 384)
    window.toast.hide()
    window.toast.say("Moved somebody with a long name from one day to another. " * 3, offers_undo=True)
    file_window.settle()
    assert window.toast.height() > 60
    assert not window.toast.geometry().intersects(window.say_back.geometry())
    assert window.rect().contains(window.say_back.geometry())


def test_a_confirmation_is_of_the_call_as_it_stands_by_now(desk, file_window, programs):
    book(file_window)
    seen = desk.line("Nora Blake").patient
    patients.edit(desk.desk.history, seen, replace(seen, email="nora@example.org"))
    desk.move("Nora Blake", to="16:00")
    file_window.press("Ctrl+Shift+C")
    assert "Monday 23 November 2026 at 16:00" in QGuiApplication.clipboard().text()
    file_window.press("Ctrl+Shift+E")
    assert programs.opened[-1].startswith("mailto:nora@example.org?")


def test_a_call_that_is_not_booked_any_more_is_not_confirmed(desk, file_window, programs):
    book(file_window)
    file_window.press("Ctrl+Shift+C")
    before = QGuiApplication.clipboard().text()
    file_window.press("Ctrl+Z")
    told = "The call of Nora Blake is not booked any more. Book it again first."
    for keys in ("Ctrl+Shift+C", "Ctrl+Shift+E", "Ctrl+Shift+T"):
        QGuiApplication.clipboard().setText("before")
        file_window.press(keys)
        assert file_window.main.toast.sentence == told
        assert (QGuiApplication.clipboard().text(), programs.opened) == ("before", [])
    file_window.press("Ctrl+Y")
    desk.cancel("Nora Blake")
    file_window.press("Ctrl+Shift+C")
    assert file_window.main.toast.sentence == told
    assert not file_window.main.say_back.isVisible()
    desk.undo()
    file_window.press("Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text() == before


def test_what_is_read_back_follows_what_another_desk_does_to_the_call(desk, file_window):
    book(file_window)
    card = file_window.main.say_back
    desk.move("Nora Blake", to="16:00")
    file_window.main.live.look()
    file_window.settle()
    assert (
        card.moment.text() == "Monday the twenty-third of November at four o’clock in the afternoon, London"
    )
    assert card.accessibleName().startswith("Read this back: Monday the twenty-third of November at four")
    desk.cancel("Nora Blake")
    file_window.main.live.look()
    file_window.settle()
    assert not card.isVisible()


def test_of_a_swap_the_call_that_stands_is_read_back_where_the_other_is_cancelled(desk, file_window):
    card = after_a_swap(desk, file_window)
    first = card.name.text().partition(",")[0]
    desk.cancel(first)
    file_window.main.live.look()
    file_window.settle()
    assert card.isVisible()
    assert {first, card.name.text().partition(",")[0]} == {"Tom Ash", "Amy Bay"}
    assert not card.next.isVisible()


def test_after_a_swap_the_other_is_still_to_be_told_once_the_first_was_confirmed(desk, file_window):
    card = after_a_swap(desk, file_window)
    first, second = card.name.text().partition(",")[0], card.next.text().removeprefix("Next: ")
    file_window.press("Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text().startswith(f"Dear {first},")
    card.next.click()
    file_window.press("Ctrl+Shift+C")
    assert card.name.text().startswith(f"{second},")
    assert QGuiApplication.clipboard().text().startswith(f"Dear {second},")
