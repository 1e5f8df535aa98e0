"""What the actions of the table are for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reception.domain.staff import Staff
from reception.ui import forms
from reception.ui.actions import (
    ACTIONS,
    CHANGING,
    OF_SCREEN,
    ON_SCREENS,
    SCREENS,
    Action,
    in_settings,
    of_clinics,
)
from reception.ui.screen import IMPORT
from reception.ui.theme import DARK

if TYPE_CHECKING:
    from reception.ui.main_window import MainWindow


class Doing:
    """Does what an action is for, by its name in the table; whatever it opens is in `forms`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._acts: dict[str, Callable[[], object]] = {
            "book": lambda: window.shown.book(),
            "find": self.find,
            "free": partial(self.find, "free "),
            "undo": window.undoing.undo,
            "redo": window.undoing.redo,
            "print": lambda: window.shown.print_it(),
            "export": lambda: window.shown.export_it(),
            "find slot": self.find_slot,
            "fill": self.fill,
            "rescue": lambda: forms.rescue(window, window.context, window.context.clinic),
            "rescue day": lambda: forms.rescue_day(window.shown),
            "copy confirmation": lambda: self._confirm("copy"),
            "email confirmation": lambda: self._confirm("email"),
            "text confirmation": lambda: self._confirm("text"),
            "publish": self.publish,
            "who": self.ask_who,
            "person": partial(forms.offer_person, window),
            "theme": self.switch_theme,
            "privacy": window.hiding.switch,
            "keys": partial(self.find, "?"),
            "csv": lambda: window.shown.export_it("csv"),
            "import": partial(window.context.go, "sheets", IMPORT),
            "filter": partial(window.top.clinics.take, None),
        }

    def act(self, name: str) -> None:
        """Do what an action is for."""
        verb, _, rest = name.partition(" ")
        if verb == "go":  # early keys ask for a screen before any is shown
            self._window.go(rest)
            return
        act = self._acts.get(name) or self._window.shown.acts().get(name)
        if name in CHANGING and self._window.context.is_locked():
            return
        if act is not None:
            act()
        elif verb == "filter":
            self._window.top.clinics.take(int(rest))
        elif verb == "settings":
            self._window.go("settings").show_thing(rest)
        else:
            self._show_where(name)

    def table(self) -> tuple[Action, ...]:
        """Return every action there is, those on the clinics of now and in Settings too."""
        from reception.ui.settings.view import SECTIONS

        clinics = of_clinics((one.id, one.name) for one in self._window.context.clinics)
        sections = in_settings((one.name, one.text) for one in SECTIONS)
        return (*ACTIONS, *ON_SCREENS, *clinics, *sections)

    def _show_where(self, name: str) -> None:
        """Go to the screen of an action that cannot be done with what is shown; say so where a choice is to be made."""
        wanted = next((one for one in self.table() if one.name == name), None)
        if wanted is None:
            return
        if self._window.current not in wanted.on:
            self._window.go(wanted.on[0])
            act = self._window.shown.acts().get(name) if name in OF_SCREEN else None
            if act is not None:
                act()
                return
        elif self._window.context.is_locked():
            return
        where = dict(SCREENS)[self._window.current]
        self._window.context.notice.emit(
            f"“{wanted.text}” is for what is chosen on {where}. Choose it first."
        )

    def publish(self) -> None:
        """Ask which weeks to publish."""
        forms.publish(self._window)

    def find_slot(self) -> None:
        """Ask for days and times, and book what is found."""
        window = self._window
        forms.find_slot(window, window.context, lambda slot: forms.book(window.shown, slot=slot))

    def fill(self) -> None:
        """Book who waits into the slot that became free last."""
        from reception.ui.waits import NOBODY

        if self._window.waits is None:
            self._window.context.notice.emit(NOBODY)
        else:
            self._window.waits.book()

    def _confirm(self, way: str) -> None:
        """Copy or send the confirmation of the call that was booked last."""
        card = self._window.say_back
        if card is None:
            from reception.ui.booking.confirming import NONE_YET

            self._window.context.notice.emit(NONE_YET)
        else:
            getattr(card.confirming, way)()

    def find(self, text: str = "") -> None:
        """Open the palette, perhaps with something typed already."""
        elsewhere = frozenset(
            one.name for one in ON_SCREENS if one.name in OF_SCREEN and self._window.current not in one.on
        )
        forms.find(self._window, text, self.table(), elsewhere.union(self._window.shown.acts()))

    def ask_who(self) -> None:
        """Ask who works at this desk."""
        forms.ask_who(self._window, self.signed_in)

    def signed_in(self, person: Staff) -> None:
        """Let somebody else work from now on."""
        window = self._window
        window.background.sign_in(person)
        window.context.drafts.change_person()
        window.facts.know_person(person)
        window.undoing.show_steps()

    def switch_theme(self) -> None:
        """Switch between light and dark, and keep it."""
        choice = "light" if self._window.theme.tokens is DARK else "dark"
        self._window.theme.choose(choice)
        self._window.facts.remember(theme=choice)
