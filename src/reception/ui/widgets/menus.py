"""A menu that comes up at a place: what can be done there, each line with its key at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True)
class Line:
    """One line: its words, its key, and what it does; one that does nothing only says something."""

    text: str
    key: str = ""
    act: Callable[[], object] | None = None


def offer(widget: QWidget, lines: Callable[[], Sequence[Line | None]]) -> None:
    """Let a widget have a menu of its own: by the right button of the mouse, and by the menu key on what is in it."""
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(
        lambda at: pop_up(widget.window(), lines(), widget.mapToGlobal(at))
    )


def with_key(text: str, key: str) -> str:
    """Return words and a key as a menu takes them, the key at the right."""
    return f"{text.replace('&', '&&')}\t{key}" if key else text.replace("&", "&&")


def pop_up(
    parent: QWidget, lines: Sequence[Line | None], place: QPoint, name: str = "What can be done here"
) -> None:
    """Open a menu at a place of the screen; None parts groups. Without a line there is none."""
    if not any(lines):
        return
    menu = QMenu(parent)
    menu.setAccessibleName(name)
    for one in lines:
        if one is None:
            menu.addSeparator()
        else:
            _add(menu, one)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def _add(menu: QMenu, one: Line) -> None:
    made = menu.addAction(with_key(one.text, one.key))
    made.setEnabled(one.act is not None)
    if one.act is not None:
        act = one.act
        made.triggered.connect(lambda: act())
