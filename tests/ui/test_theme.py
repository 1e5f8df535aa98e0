"""The look: every text can be read on what it stands on (WCAG 2.2, 1.4.3), in light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from reception import resources
from reception.ui.theme import DARK, LIGHT, STATES, Theme, Tokens, base_font, palette, style_sheet
from reception.ui.widgets import numbers
from reception.ui.widgets.basics import button, column
from reception.ui.widgets.days import DayEdit
from reception.ui.widgets.field import Line, Text
from reception.ui.widgets.table import Column, Table
from reception.ui.widgets.times import TimeEdit

LOOKS = {"light": LIGHT, "dark": DARK}
GROUNDS = ("ground", "surface")
PAIRS = [
    *((ink, ground) for ink in ("ink", "muted", "accent_ink", "bad") for ground in GROUNDS),
    *(("ink", wash) for wash in ("accent_wash", "warn_wash", "bad_wash", "neutral_wash")),
    *(("muted", wash) for wash in ("accent_wash", "neutral_wash")),
    ("accent_ink", "accent_wash"),
    ("warn", "warn_wash"),
    ("surface", "ink"),
    ("on_accent", "accent"),
    ("on_accent", "accent_ink"),
    *STATES.values(),
]
"""What is written in which token on which: the pages, the chosen row with its second line, the buttons, the chips."""


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_the_guideline_counts_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(look, ink, ground):
    tokens = LOOKS[look]
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("ground", [*GROUNDS, "accent_wash"])
def test_the_ring_of_the_focus_can_be_seen(look, ground):
    tokens = LOOKS[look]
    for ring in (tokens.accent, tokens.ink):
        assert contrast(ring, getattr(tokens, ground)) >= 3


def rules() -> list[tuple[str, dict[str, str]]]:
    """Return the rules of the style sheet, each with the tokens it names."""
    text = re.sub(r"/\*.*?\*/", "", resources.path("style.qss").read_text("utf-8"), flags=re.DOTALL)
    found = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        named = dict(re.findall(r"(?<![\w-])(color|background)\s*:\s*@(\w+)", body))
        found.append((" ".join(selector.split()), named))
    return found


@pytest.mark.parametrize("look", LOOKS)
def test_each_rule_that_sets_text_and_ground_can_be_read(look):
    tokens = LOOKS[look]
    both = [(where, named) for where, named in rules() if {"color", "background"} <= set(named)]
    assert len(both) >= 10
    for where, named in both:
        found = contrast(getattr(tokens, named["color"]), getattr(tokens, named["background"]))
        assert found >= 4.5, f"{where}: {found:.2f}"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", [Line, Text, QLineEdit])
def test_what_a_field_says_while_it_is_empty_can_be_read(qtbot, qapp, look, kind):
    theme = Theme(qapp, look)
    made = kind()
    qtbot.addWidget(made)
    made.ensurePolished()
    said = made.palette().color(QPalette.ColorRole.PlaceholderText)
    assert said.alpha() == 255
    for ground in GROUNDS:
        assert contrast(said.name().upper(), getattr(theme.tokens, ground)) >= 4.5
    Theme(qapp, "light")


@dataclass(frozen=True)
class Numbered:
    id: int


NUMBERS = [Column("Number", lambda one: str(one.id))]
BUTTONS = ("plain", "primary", "quiet", "link", "fits", "person", "find", "rail", "segment")
KINDS: dict[str, Callable[[Theme], QWidget]] = {
    "tick": lambda theme: QCheckBox("Ticked"),
    "line": lambda theme: QLineEdit(),
    "text": lambda theme: QPlainTextEdit(),
    "number": lambda theme: numbers.number(1, 9, 3),
    "time": lambda theme: TimeEdit(time(9)),
    "day": lambda theme: DayEdit(date(2026, 11, 26), today=date(2026, 11, 23)),
    "choice": lambda theme: QComboBox(),
    "list": lambda theme: QListWidget(),
    "table": lambda theme: filled(Table("Numbers", theme, NUMBERS)),
    "empty table": lambda theme: Table("Numbers", theme, NUMBERS),
}
"""One of each kind of widget that Tab goes to, beside the buttons."""
RINGS = {"primary": "ink", "segment": "ink", "fits": "warn"}
"""The token of the line around those that stand on the accent, or have a colour of their own."""


def filled(table: Table) -> Table:
    table.show_values([Numbered(1), Numbered(2)])
    return table


def longest_line(picture: QImage, colour: QColor) -> float:
    """Return how much of a picture's width is of one colour, in that row of it where most is."""
    wide = range(picture.width())
    rows = (sum(picture.pixelColor(x, y) == colour for x in wide) for y in range(picture.height()))
    return max(rows) / picture.width()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", [*BUTTONS, *KINDS])
def test_whatever_has_the_keys_shows_a_line_around_it(qtbot, qapp, look, kind):
    theme = Theme(qapp, look)
    before, page = QLineEdit(), QWidget()
    made = KINDS[kind](theme) if kind in KINDS else button("Do it", "M" if kind == "primary" else "", kind)
    page.setLayout(column(before, made))
    page.resize(160, 200)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    ring = theme.colour(RINGS.get(kind, "accent"))
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    assert longest_line(made.grab().toImage(), ring) < 0.5
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert longest_line(made.grab().toImage(), ring) > 0.8
    Theme(qapp, "light")


@pytest.mark.parametrize("kind", ["plain", "primary", "quiet", "link"])
def test_a_button_with_the_keys_has_one_line_around_it_and_no_second_box(qtbot, qapp, kind):
    theme = Theme(qapp, "light")
    made = button("", "", kind)
    qtbot.addWidget(made)
    made.resize(120, 32)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    picture, middle = made.grab().toImage(), 60
    seen = [picture.pixelColor(middle, y).name() for y in range(picture.height())]
    runs = [colour for colour, _ in groupby(seen)]
    ring = theme.colour(RINGS.get(kind, "accent")).name()
    assert runs.count(ring) == 2
    assert len(runs) <= 5


def test_every_state_has_a_style_for_its_chip():
    selectors = {where for where, _ in rules()}
    assert {f'QLabel[chip="{state}"]' for state in STATES} <= selectors


@pytest.mark.parametrize("look", LOOKS)
def test_the_style_sheet_names_no_token_that_is_not_there(look):
    sheet = re.sub(r"/\*.*?\*/", "", style_sheet(LOOKS[look]), flags=re.DOTALL)
    assert re.findall(r"@\w+", sheet) == []
    assert f"color: {LOOKS[look].ink}" in sheet


def test_both_looks_set_every_token_as_a_colour():
    for tokens in (LIGHT, DARK):
        for name in Tokens._fields:
            assert re.fullmatch("#[0-9A-F]{6}", getattr(tokens, name)), name
    assert luminance(LIGHT.ground) > 0.8
    assert luminance(DARK.ground) < 0.05


def test_the_look_can_be_chosen_and_follows_the_system(qapp):
    theme = Theme(qapp, "light")
    told = []
    theme.changed.connect(lambda: told.append(theme.tokens))
    theme.choose("dark")
    assert theme.tokens is DARK
    assert QApplication.palette().color(QApplication.palette().ColorRole.Window).name().upper() == DARK.ground
    theme.choose("light")
    assert told == [DARK, LIGHT]
    theme.choose("system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.tokens is (DARK if dark else LIGHT)
    theme.choose("light")


def test_an_unknown_state_is_painted_as_a_neutral_one(qapp):
    theme = Theme(qapp, "light")
    assert theme.state("something new") == theme.state("neutral")


def test_disabled_text_is_muted(qapp):
    made = palette(LIGHT)
    assert made.color(made.ColorGroup.Disabled, made.ColorRole.Text).name().upper() == LIGHT.muted


def test_figures_stand_under_one_another(qapp):
    widths = {QFontMetrics(base_font()).horizontalAdvance(figure) for figure in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize("name", sorted(one.stem for one in resources.path("icons").glob("*.svg")))
def test_every_icon_is_drawn_in_the_colour_that_is_asked_for(qapp, name):
    if name.startswith("field-"):
        return
    drawn = Theme(qapp, "light").icon(name, "accent").pixmap(20, 20).toImage()
    places = ((x, y) for x in range(drawn.width()) for y in range(drawn.height()))
    densest = max((drawn.pixelColor(*place) for place in places), key=lambda colour: colour.alpha())
    assert densest.alpha() > 128
    wanted = QColor(LIGHT.accent)
    for one, other in zip(densest.getRgb()[:3], wanted.getRgb()[:3], strict=True):
        assert abs(one - other) <= 3
