"""What makes the frame a working window: the screens and all that answers to keys, changes and news."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from reception.ui.ahead import Ahead
from reception.ui.background import Background
from reception.ui.context import Context
from reception.ui.doing import Doing
from reception.ui.drafts import offer
from reception.ui.facts import Facts
from reception.ui.hearing import Hearing
from reception.ui.hiding import Hiding
from reception.ui.live import Live
from reception.ui.screens import Screens
from reception.ui.undoing import Undoing
from reception.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from reception.ui.main_window import MainWindow

STILL_HERE = "What you typed before is still here. Show names with Ctrl+Shift+H to go on with it."
"""What is said of drafts while others can see the screen, so that nobody is named."""


def come_alive(window: MainWindow, background: Background, stack: QStackedWidget) -> None:
    """Give a window a desk to work on; it asks, and is told when the desk is open."""
    window.theme.make_sure()
    window.background = background
    window.context = context = Context(background, window.theme, window)
    window.rooms = Screens(context, stack, window.rail)
    window.toast = Toast(window, partial(window.act, "undo"), partial(window.act, "redo"))
    window.toast.rail = window.rail
    window.undoing = Undoing(background, context.privacy, window.foot, window.toast, window)
    window.hiding = Hiding(window)
    window.doing = Doing(window)
    window.live = Live(background, window)
    window.ahead = Ahead(context, window)
    window.facts = Facts(window)
    Hearing(window)
    context.wanted.connect(partial(_show_or_do, window))
    context.drafts.came.connect(partial(_offer_drafts, window))
    background.opened.connect(window.facts.show_person)
    window.facts.read_clinics()
    window.undoing.show_steps(is_urgent=False)


def _offer_drafts(window: MainWindow) -> None:
    """Say what waits to be gone on with, and show it where it belongs."""
    drafts = window.context.drafts
    told = offer(drafts)
    if told:
        window.context.notice.emit(STILL_HERE if window.context.is_private else told)
    if drafts.are_any:
        window.shown.refresh()


def _show_or_do(window: MainWindow, name: str, thing: object) -> None:
    """Do what a screen asks for: show another, and there a thing, or an action of the table."""
    if not window.rooms.show(name, thing):
        window.act(name)
