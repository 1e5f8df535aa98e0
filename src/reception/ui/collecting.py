"""Garbage is looked for in the window's thread alone: it may hold parts of the window, which must go in that thread.

Python looks in whatever thread makes the next thing, the database's too; a widget that is taken down there ends the
program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000
"""Milliseconds between two looks."""


class Collecting(QTimer):
    """Looks by the clock from now on, and Python by itself no more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.timeout.connect(collect_due)
        self.start(EVERY)


def collect_due() -> None:
    """Look for garbage as old as Python itself would look for by now, by its own counts."""
    due = [
        age
        for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most
    ]
    if due:
        gc.collect(due[-1])
