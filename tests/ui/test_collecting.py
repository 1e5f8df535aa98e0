"""Garbage may hold widgets: it is looked for in the window's thread, never in the one that works for it."""

from __future__ import annotations

import gc
import weakref
from threading import Thread

import pytest
from PySide6.QtCore import QObject

from reception.ui.collecting import Collecting


class Thing:
    """Something in a ring, which only the collector can take away."""

    def __init__(self) -> None:
        self.ring = self


def make_many() -> None:
    """Make far more than Python would look through by itself."""
    kept = [[] for _ in range(100 * gc.get_threshold()[0])]
    del kept[:]


@pytest.fixture
def owner(qapp):
    was_on = gc.isenabled()
    gc.enable()
    made = QObject()
    yield made
    (gc.enable if was_on else gc.disable)()


def test_a_thread_that_works_takes_nothing_away_and_the_window_does(owner, qtbot):
    collecting = Collecting(owner)
    gone = weakref.ref(Thing())
    worker = Thread(target=make_many)
    worker.start()
    worker.join()
    assert gone() is not None
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]
    collecting.setInterval(1)
    qtbot.waitUntil(lambda: gone() is None)
    assert kept
