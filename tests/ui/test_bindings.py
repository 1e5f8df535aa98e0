"""The bindings of Qt give back every reference they take.

PySide6 6.12.0 lost one reference to None with each call that returns nothing, on Python 3.11: after a
few thousand calls the program aborted. The range in pyproject.toml keeps it out; this notices its like.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QAbstractTableModel, QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QWidget

CALLS = 500


class Silent(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):
        return 1

    def columnCount(self, parent=QModelIndex()):
        return 1

    def data(self, index, role=0):
        return None


def test_calls_that_return_nothing_do_not_use_none_up(qtbot):
    model, widget, layout = Silent(), QWidget(), QHBoxLayout()
    qtbot.addWidget(widget)
    index = model.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        index.data()
        widget.update()
        widget.parentWidget()
        layout.takeAt(0)
    assert abs(sys.getrefcount(None) - before) < CALLS / 2
