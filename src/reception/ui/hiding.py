"""Hides names all over the window while others can see it: by its key, and by itself when nobody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QToolTip

from reception.ui.actions import named
from reception.ui.idle import Idle
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button
from reception.ui.widgets.covered import Form, Keeper

if TYPE_CHECKING:
    from reception.ui.main_window import MainWindow

POPUPS = 8
"""How many menus and lists may lie over one another; one that will not close is left."""
HIDDEN = "Patients’ names and numbers are hidden."
SHOWN = "Names and numbers are shown again."


class Hiding(Keeper):
    """Switches privacy view, covers what is open, and says on every screen how names are shown again."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._privacy = window, window.context.privacy
        self.idle = Idle(self)
        show = button("Show names", named("privacy").key, run=self.switch)
        show.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on it leaves the keys where they are
        self.strip = Banner(show, margins=(16, 4, 16, 4))
        window.put_above(self.strip)
        self.idle.watch(window.windowHandle())
        self.idle.over.connect(self.hide_by_itself)
        self._privacy.turned.connect(self._turned)
        self._privacy.timed.connect(lambda: self.idle.wait(self._privacy.minutes))
        self.idle.wait(self._privacy.minutes)
        self._show_strip()

    def switch(self) -> None:
        """Hide names where others can see them, or show them again, and keep it for the next start."""
        self._turn(not self._privacy.is_on, HIDDEN if not self._privacy.is_on else SHOWN)

    def hide_by_itself(self) -> None:
        """Hide names because nobody is there; what was shown alone meanwhile is covered again."""
        if not self._privacy.is_on:
            minutes = "1 minute" if self._privacy.minutes == 1 else f"{self._privacy.minutes} minutes"
            self._turn(True, f"Names are hidden: nobody was here for {minutes}.")
        else:
            self._privacy.turn(True)

    def _turn(self, is_on: bool, told: str) -> None:
        self._privacy.turn(is_on)
        self._window.facts.remember(privacy="on" if is_on else "off")
        self._window.context.notice.emit(told)

    def _turned(self) -> None:
        """Cover what is open, and take away what names somebody in passing."""
        if self._privacy.is_on:
            for _ in range(POPUPS):
                popup = QApplication.activePopupWidget()
                if popup is None or not popup.close():
                    break
            QToolTip.hideText()
            self._window.toast.hide()
        for form in self._window.findChildren(Form):
            if not form.shows_nobody:
                form.cover(self._privacy.is_on)
        self._show_strip()

    def _show_strip(self) -> None:
        self.strip.say(HIDDEN if self._privacy.is_on else "", "info")

    # ---- the forms

    def open(self, form: QDialog) -> None:
        """Open a form, covered where it would name a patient; the key works in it, and use of it is no idle time."""
        key = QShortcut(QKeySequence(named("privacy").key), form)
        key.activated.connect(self.switch)
        if isinstance(form, Form):
            form.show_names_with(self.switch)
            if self._privacy.is_on and form.opens_covered and not form.shows_nobody:
                form.cover(True)
        form.open()
        self.idle.watch(form.windowHandle())
