"""The rooms of the window: each screen is made when it is first shown, and read afresh whenever it is."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QStackedWidget

from reception.ui.actions import SCREENS
from reception.ui.context import Context
from reception.ui.screen import Screen
from reception.ui.widgets.frame import Rail


class Screens:
    """The seven screens; `made` are those that have been shown, by name, and `current` is the one that is."""

    def __init__(self, context: Context, stack: QStackedWidget, rail: Rail) -> None:
        self._context, self._stack, self._rail = context, stack, rail
        self.made: dict[str, Screen] = {}
        self.current = ""

    def named(self, name: str) -> Screen:
        """Return a screen, made when it is first asked for."""
        if name not in self.made:
            module = import_module(f"reception.ui.{name}.view")
            made: Screen = getattr(module, f"{name.capitalize()}Screen")(self._context)
            self.made[name] = made
            self._stack.addWidget(made)
        return self.made[name]

    def go(self, name: str) -> Screen:
        """Show a screen, read afresh."""
        screen = self.named(name)
        self.current = name
        self._rail.choose(name)
        self._stack.setCurrentWidget(screen)
        screen.refresh()
        screen.setFocus()
        return screen

    @property
    def shown(self) -> Screen:
        """Return the screen that is shown."""
        return self.made[self.current]

    def show(self, name: str, thing: object) -> bool:
        """Show a screen and there a thing, where a screen has this name."""
        if name not in dict(SCREENS):
            return False
        screen = self.go(name)
        if thing is not None:
            screen.show_thing(thing)
        return True
