"""An empty place that teaches: what it is for, and the one key that starts it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reception.ui.widgets.basics import column, label, row


class Empty(QWidget):
    """A heading, a sentence, and perhaps a button."""

    def __init__(self, heading: str, sentence: str, *below: QWidget) -> None:
        super().__init__()
        self.heading = label(heading, "heading")
        self.sentence = label(sentence, "muted", wrap=True)
        for one in (self.heading, self.sentence):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(None, self.heading, self.sentence, row(None, *below, None), None)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
