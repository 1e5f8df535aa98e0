"""What the actions of the table are for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reception.domain.staff import Staff
from reception.ui import forms
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
            "publish": self.publish,
            "who": self.ask_who,
            "theme": self.switch_theme,
            "keys": partial(self.find, "?"),
        }

    def act(self, name: str) -> None:
        """Do what an action is for."""
        if name.startswith("go "):
            self._window.go(name.removeprefix("go "))
        else:
            self._acts[name]()

    def publish(self) -> None:
        """Ask which weeks to publish."""
        forms.publish(self._window)

    def find(self, text: str = "") -> None:
        """Open the palette, perhaps with something typed already."""
        forms.find(self._window, text)

    def ask_who(self) -> None:
        """Ask who works at this desk."""
        forms.ask_who(self._window, self.signed_in)

    def signed_in(self, person: Staff) -> None:
        """Let somebody else work from now on."""
        window = self._window
        window.background.sign_in(person)
        window.facts.show_person()
        window.facts.remember(staff=person.name)
        window.undoing.show_steps()

    def switch_theme(self) -> None:
        """Switch between light and dark, and keep it."""
        choice = "light" if self._window.theme.tokens is DARK else "dark"
        self._window.theme.choose(choice)
        self._window.facts.remember(theme=choice)
