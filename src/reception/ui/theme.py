"""The look: every colour and size of the window, in one place, for light and dark.

`Theme` is made once by the app and handed to what paints. WCAG 2.2 AA: text has 4.5:1 on its ground.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from reception import resources


class Tokens(NamedTuple):
    """The colours of one look; a state has an ink and a wash."""

    ink: str
    muted: str
    line: str
    ground: str
    surface: str
    accent: str
    on_accent: str
    accent_wash: str
    accent_ink: str
    booked: str
    booked_wash: str
    done: str
    done_wash: str
    warn: str
    warn_wash: str
    bad: str
    bad_wash: str
    neutral: str
    neutral_wash: str
    parked: str
    parked_wash: str


LIGHT = Tokens(
    ink="#1B2733", muted="#5A6875", line="#DCE3E8", ground="#F4F6F8", surface="#FFFFFF",
    accent="#0F6B6E", on_accent="#FFFFFF", accent_wash="#E1F1F0", accent_ink="#0B5254",
    booked="#1F5FA8", booked_wash="#E4EFFB", done="#1E6B3A", done_wash="#E2F3E8",
    warn="#8A5200", warn_wash="#FFF1D6", bad="#B3261E", bad_wash="#FCE8E6",
    neutral="#4F5D69", neutral_wash="#EBEFF2",
    parked="#6A3BA3", parked_wash="#F0E8FA",
)  # fmt: skip
DARK = Tokens(
    ink="#E8EDF1", muted="#9DABB7", line="#35424D", ground="#0C1116", surface="#1F2931",
    accent="#4FB9B5", on_accent="#10201F", accent_wash="#173B3C", accent_ink="#8FDAD6",
    booked="#93C0F5", booked_wash="#1B2E47", done="#86D7A2", done_wash="#173322",
    warn="#F2BC66", warn_wash="#3D2B0E", bad="#FFA79F", bad_wash="#47201D",
    neutral="#B4C0CA", neutral_wash="#2C3842",
    parked="#CDB4F3", parked_wash="#35264D",
)  # fmt: skip

STATES = {
    "booked": ("booked", "booked_wash"),
    "call-back": ("accent_ink", "accent_wash"),
    "done": ("done", "done_wash"),
    "warn": ("warn", "warn_wash"),
    "bad": ("bad", "bad_wash"),
    "neutral": ("neutral", "neutral_wash"),
    "parked": ("parked", "parked_wash"),
}
"""Each state's ink and wash, by the names of tokens."""
FAMILIES = ("Segoe UI", ".AppleSystemUIFont", "Inter", "Noto Sans", "DejaVu Sans")
BASE_PIXELS = 13
ICON, DRAWN_SIZE = 20, 'width="24" height="24"'
"""Pixels of an icon, and the size that its file tells."""
MIDDLE = 128
"""Of the lightness of a colour, 0 to 255."""


class Theme(QObject):
    """The look in use; tells when it changes."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self.choice = choice
        self.tokens = LIGHT
        app.setFont(base_font())
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        ground = app.palette().color(QPalette.ColorRole.Window)
        self._use(DARK if choice == "dark" or (choice == "system" and ground.lightness() < MIDDLE) else LIGHT)

    def make_sure(self) -> None:
        """Ask the system for its look: at first the colour of its windows told it, which is known sooner."""
        if self.choice == "system" and self._system_is_dark() is not (self.tokens is DARK):
            self.choose("system")

    def choose(self, choice: str) -> None:
        """Use `light`, `dark`, or what the system says."""
        self.choice = choice
        self._use(DARK if choice == "dark" or (choice == "system" and self._system_is_dark()) else LIGHT)

    def _system_is_dark(self) -> bool:
        from PySide6.QtCore import Qt

        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _use(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._app.setPalette(palette(self.tokens))
        worn = style_sheet(self.tokens)
        if worn != self._app.styleSheet():
            self._app.setStyleSheet(worn)
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.choose("system")

    def colour(self, name: str) -> QColor:
        """Return a token as a colour."""
        return QColor(getattr(self.tokens, name))

    def state(self, state: str) -> tuple[QColor, QColor]:
        """Return the ink and the wash of a state."""
        ink, wash = STATES.get(state, STATES["neutral"])
        return self.colour(ink), self.colour(wash)

    def icon(self, name: str, token: str = "ink") -> QIcon:
        """Return one of our icons in a colour of the look."""
        return QIcon(_pixmap(name, getattr(self.tokens, token), self._app.devicePixelRatio()))


@lru_cache(maxsize=128)
def _pixmap(name: str, colour: str, ratio: float) -> QPixmap:
    """Return an icon, drawn; by Qt's reader of pictures, since painting it here would take a start 3 ms more."""
    ratio = max(ratio, 2.0)
    side = round(ICON * ratio)
    drawn = resources.path("icons", f"{name}.svg").read_text("utf-8").replace("#000000", colour)
    drawn = drawn.replace(DRAWN_SIZE, f'width="{side}" height="{side}"', 1)
    pixmap = QPixmap()
    pixmap.loadFromData(drawn.encode(), "SVG")
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def base_font() -> QFont:
    """Return the system's font at the size of the window, with figures that stand under one another."""
    there = set(QFontDatabase.families())
    font = QFont()
    font.setFamilies([family for family in FAMILIES if family in there] or [font.family()])
    font.setPixelSize(BASE_PIXELS)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    """Return a font at another size."""
    other = QFont(font)
    other.setPixelSize(pixels)
    other.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return other


def palette(tokens: Tokens) -> QPalette:
    """Return Qt's palette, for what no style sheet reaches."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "ground"), (roles.WindowText, "ink"), (roles.Base, "surface"), (roles.Text, "ink"),
        (roles.AlternateBase, "ground"), (roles.Button, "surface"), (roles.ButtonText, "ink"),
        (roles.Highlight, "accent"), (roles.HighlightedText, "on_accent"), (roles.PlaceholderText, "muted"),
        (roles.ToolTipBase, "surface"), (roles.ToolTipText, "ink"), (roles.Link, "accent"),
        (roles.Mid, "line"), (roles.Light, "surface"), (roles.Dark, "line"), (roles.Accent, "accent"),
    ):  # fmt: skip
        made.setColor(role, QColor(getattr(tokens, name)))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return made


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet of the whole window."""
    text = resources.path("style.qss").read_text("utf-8")
    text = text.replace("@icons", resources.path("icons").as_posix())
    text = text.replace("@look", "dark" if tokens is DARK else "light")
    for name in sorted(tokens._fields, key=len, reverse=True):
        text = text.replace(f"@{name}", getattr(tokens, name))
    return text
