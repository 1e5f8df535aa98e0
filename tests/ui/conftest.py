"""What the tests of single widgets share."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QMainWindow

from reception.ui.theme import Theme


@pytest.fixture
def main(qtbot, qapp) -> QMainWindow:
    """A window to put things over."""
    Theme(qapp, "light")
    made = QMainWindow()
    made.setCentralWidget(QLineEdit())
    made.resize(800, 500)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made
