"""The small parts of every screen: labels, chips, cards, buttons, rows and columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

PLAIN = 0
"""Qt.TextFormat.PlainText by its number: the first use of a name in `Qt` takes a tenth of a start to the frame."""


def be_plain(made: QLabel) -> None:
    """Let a label never read its text as markup."""
    made.setProperty("textFormat", PLAIN)


def label(text: str = "", kind: str = "", *, wrap: bool = False, copy: bool = False) -> QLabel:
    """Return a label; never rich text, so that nobody's name is read as markup."""
    made = QLabel(text)
    be_plain(made)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    if copy:
        from PySide6.QtCore import Qt

        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def chip(text: str = "", state: str = "neutral") -> QLabel:
    """Return a pill that says a state in a word and a colour."""
    made = label(text)
    made.setProperty("chip", state)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def set_chip(made: QLabel, text: str, state: str) -> None:
    """Let a pill say something else; an empty one hides."""
    made.setText(text)
    made.setVisible(bool(text))
    if made.property("chip") != state:
        restyle(made, "chip", state)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet looks at."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(
    text: str, key: str = "", kind: str = "plain", run: Callable[[], object] | None = None, name: str = ""
) -> QPushButton:
    """Return a button that also names its key; `name` is what a screen reader says, where the text is a sign."""
    made = quiet_button(text, key, kind, run, name)
    show_hand(made)
    return made


def rename(made: QPushButton, text: str, key: str, about: str = "") -> None:
    """Let a button say something else, to a screen reader too, which is also told what it is `about`."""
    made.setText(text)
    made.setAccessibleName(text)
    made.setAccessibleDescription(about)
    made.setToolTip(f"{text} ({key})")
    made.updateGeometry()


def show_hand(*pressed: QPushButton) -> None:
    """Let the mouse show that buttons can be pressed."""
    from PySide6.QtCore import Qt

    for made in pressed:
        made.setCursor(Qt.CursorShape.PointingHandCursor)


def quiet_button(
    text: str, key: str = "", kind: str = "plain", run: Callable[[], object] | None = None, name: str = ""
) -> QPushButton:
    """Return a button over which the mouse looks as ever."""
    made = _key_button(text, key) if key else QPushButton(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(name or text)
    made.setToolTip(f"{name or text} ({key})" if key else name)
    made.setAutoDefault(False)
    if run is not None:
        made.clicked.connect(lambda: run())
    return made


def give_keys_after_mouse(made: QPushButton, to: QWidget) -> None:
    """Let a button that is clicked with the mouse give the keys to what it changed; one that is pressed keeps them."""
    by_mouse = [False]

    def note() -> None:
        by_mouse[0] = bool(QApplication.mouseButtons())

    def give() -> None:
        if by_mouse[0]:
            by_mouse[0] = False
            to.setFocus()

    made.pressed.connect(note)
    made.clicked.connect(give)


def _key_button(text: str, key: str) -> QPushButton:
    """Return a button with its key on it; the window's frame has none, and is not to wait for how it is painted."""
    from reception.ui.widgets.key_button import KeyButton

    return KeyButton(text, key)


def card(
    *, margins: tuple[int, int, int, int] = (16, 14, 16, 14), gap: int = 8
) -> tuple[QFrame, QVBoxLayout]:
    """Return a framed surface and the column in it."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(*margins)
    column.setSpacing(gap)
    return frame, column


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setObjectName("rule")
    return line


L = TypeVar("L", bound=QBoxLayout)
Part = QWidget | QLayout | int | None
"""A widget, a layout, a fixed gap in pixels, or None for a stretch."""


def row(*parts: Part, gap: int = 8) -> QHBoxLayout:
    """Return parts side by side."""
    return _fill(QHBoxLayout(), parts, gap)


def column(*parts: Part, gap: int = 8) -> QVBoxLayout:
    """Return parts below one another."""
    return _fill(QVBoxLayout(), parts, gap)


def _fill(layout: L, parts: tuple[Part, ...], gap: int) -> L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a page in a scroll area that shows no frame and takes no focus of its own."""
    from PySide6.QtCore import Qt

    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def beside_or_below(layout: QBoxLayout, is_narrow: bool) -> None:
    """Let a row become a column where there is little room, and a row again."""
    way = QBoxLayout.Direction
    layout.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
