"""The parts of the screen Clinics: hours as people type them, the code to scan, the map, where the keys stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from reception.domain.clinic import Clinic, Opening
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId
from reception.services import clinics
from reception.ui.clinics.forms import TEXTS, read_hours, texts_of
from reception.ui.clinics.qr import QUIET, QrCode

LONDON = Clinic(
    id=ClinicId(1),
    name="London",
    street="104 Harley Street",
    district="Marylebone",
    postcode="W1G 7JD",
    phone="+441234380345",
    email="info@example.org",
    hours=(
        Opening(weekday=0, opens=time(9), closes=time(12)),
        Opening(weekday=0, opens=time(13), closes=time(18)),
        Opening(weekday=5, opens=time(9, 30), closes=time(13)),
    ),
)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", []),
        ("  ", []),
        ("09:00-18:00", [(time(9), time(18))]),
        (" 9:00 – 18:00 ", [(time(9), time(18))]),
        ("09:00-12:00, 13:00-18:00", [(time(9), time(12)), (time(13), time(18))]),
        ("9-18", [(time(9), time(18))]),
        ("9 to 5", [(time(9), time(17))]),
        ("9am - 12.30, 1:30-6pm", [(time(9), time(12, 30)), (time(13, 30), time(18))]),
        ("09:00-12:00,12:00-18:00", [(time(9), time(12)), (time(12), time(18))]),
    ],
)
def test_hours_are_read_as_people_type_them(text, hours):
    assert [(h.opens, h.closes) for h in read_hours(2, text)] == hours
    assert {h.weekday for h in read_hours(2, text)} <= {2}


@pytest.mark.parametrize(
    "text",
    ["nine to five", "9-", "9-12-13", "9pm-8pm", "09:00", "09:00-", "24:00-25:00", "18:00-09:00", "09:00-09:00", "09:00-13:00, 12:00-18:00",
     "٠٩:٠٠-١٨:٠٠", "x" * 10_000],
)  # fmt: skip
def test_what_are_no_hours_is_refused_beside_its_day(text):
    with pytest.raises(Refusal) as refused:
        read_hours(2, text)
    assert refused.value.field == "Wed"
    assert len(refused.value.sentence) < 160


def test_the_form_says_what_is_known_and_reads_it_back():
    texts = texts_of(LONDON)
    assert texts["phone"] == "01234 380345"
    assert (texts["Mon"], texts["Tue"], texts["Sat"]) == ("09:00-12:00, 13:00-18:00", "", "09:30-13:00")
    assert {name for name, _ in TEXTS} <= set(texts)
    again = [h for number, day in enumerate(list(texts)[-7:]) for h in read_hours(number, texts[day])]
    assert tuple(again) == LONDON.hours


def test_the_code_is_what_is_to_be_scanned_black_on_white_in_both_looks(qtbot):
    address = clinics.map_url(LONDON)
    code = QrCode(address, "QR code: a map of London")
    qtbot.addWidget(code)
    image = code.grab().toImage()
    modules = [list(line) for line in segno.make(address, error="m", micro=False).matrix]
    side = image.width() / (len(modules) + 2 * QUIET)
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            x, y = ((number + QUIET + 0.5) * side for number in (column, row))
            assert (image.pixelColor(int(x), int(y)).lightness() < 128) == bool(dark), (row, column)
    assert image.pixelColor(1, 1).lightness() == 255
    assert code.accessibleName() == "QR code: a map of London"


class Browser(QObject):
    """Takes the addresses that the program would open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.opened.append(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))


def test_the_map_is_opened_in_the_browser_at_the_street_and_postcode(file_window):
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    try:
        screen = file_window.go("clinics")
        screen.open_map(screen.cards["Manchester"])
    finally:
        QDesktopServices.unsetUrlHandler("https")
    (address,) = browser.opened
    parts = urlsplit(address)
    assert parts.hostname == "www.openstreetmap.org"
    assert parse_qs(parts.query) == {"query": ["64 Bridge Street, M3 3BN"]}


def test_the_keys_stay_on_their_button_when_the_cards_are_read_again(file_window, file_diary):
    screen = file_window.go("clinics")
    name = "Edit Manchester"
    next(one for one in screen.findChildren(QPushButton) if one.accessibleName() == name).setFocus()
    desk = file_diary.desk("Joe Moss")
    with desk.desk.store.read() as reader:
        seen = clinics.named(reader, "Bedford")
    clinics.edit(desk.desk.history, seen, replace(seen, lift="Yes"))
    file_window.main.live.look()
    file_window.settle()
    assert screen.cards["Bedford"].clinic.lift == "Yes"
    assert file_window.focus.accessibleName() == name
    assert file_window.focus.isVisible()


def test_reading_again_does_not_take_the_keys_from_elsewhere(file_window):
    screen = file_window.go("clinics")
    next(one for one in screen.findChildren(QPushButton)).setFocus()
    elsewhere = file_window.main.top.clinics.findChildren(QPushButton)[0]
    elsewhere.setFocus()
    screen.refresh()
    file_window.settle()
    assert file_window.focus is elsewhere
