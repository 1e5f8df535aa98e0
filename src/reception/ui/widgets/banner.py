"""A line inside a screen that says something to know, perhaps with a button."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from reception.ui.widgets.basics import label, restyle, row


class Banner(QFrame):
    """Hidden until it has something to say: `info`, `warn` or `bad`."""

    def __init__(self, *beside: QWidget, margins: tuple[int, int, int, int] = (12, 8, 12, 8)) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._sentence = label("", wrap=True)
        layout = row(self._sentence, *beside)
        layout.setStretch(0, 1)
        layout.setContentsMargins(*margins)
        self.setLayout(layout)
        self.hide()

    def say(self, sentence: str, kind: str = "info") -> None:
        """Show a sentence; an empty one hides the banner."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        restyle(self, "kind", kind)
        restyle(self._sentence, "kind", "")
        self.setVisible(bool(sentence))

    @property
    def sentence(self) -> str:
        """Return what it says, or nothing."""
        return "" if self.isHidden() else self._sentence.text()
