"""A section that is a list: a table, what it says when it is empty, and buttons for the chosen line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QStackedWidget

from reception.ui.context import Context
from reception.ui.settings.section import Section
from reception.ui.widgets.basics import button, card
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.flow import Flow
from reception.ui.widgets.table import Column, Table

ROW, HEADER, LEAST = 46, 40, 110
"""Pixels of a line, of what is above the first, and of the narrowest column."""
FEWEST = 3
"""Lines that there is always room for."""


@dataclass(frozen=True)
class Act:
    """What can be done with the chosen line: its words, how, its key, and with which lines alone."""

    text: str
    run: Callable[[Any], object]
    key: str = ""
    suits: Callable[[Any], bool] = lambda value: True


class ListSection(Section):
    """Enter does the first act with the chosen line, Delete the one whose key it is."""

    def __init__(
        self, context: Context, title: str, note: str, columns: Sequence[Column], acts: Sequence[Act]
    ) -> None:
        super().__init__(context, title, note)
        self.table = Table(title, context.theme, columns, height=ROW)
        self.table.horizontalHeader().setMinimumSectionSize(LEAST)
        self.empty = Empty("", "")
        self.acts: dict[str, QPushButton] = {}
        self._acts = acts
        self._places = QStackedWidget()
        self._places.addWidget(self.table)
        self._places.addWidget(self.empty)
        self._frame, inside = card(margins=(1, 4, 1, 4), gap=0)
        inside.addWidget(self._places)
        self.body.addWidget(self._frame, 1)
        for act in acts:
            self.acts[act.text] = button(act.text, act.key, run=partial(self._do, act))
        foot = Flow(gap=8)
        for made in self.acts.values():
            foot.addWidget(made)
        self.body.addLayout(foot)
        self.body.addStretch(0)
        self.table.opened.connect(lambda value: self._do(acts[0]) if acts else None)
        self.table.typed.connect(self._typed)
        self.table.chosen.connect(self.chosen)

    def show_values(self, values: Sequence[Any], heading: str, sentence: str) -> None:
        """Show lines; where there are none, say what the place is for."""
        self.empty.heading.setText(heading)
        self.empty.sentence.setText(sentence)
        self._places.setCurrentIndex(0 if values else 1)
        self._frame.setMaximumHeight(HEADER + ROW * max(len(values), FEWEST))
        self.table.show_values(values)
        self.chosen(self.table.current)

    def chosen(self, value: Any) -> None:
        """Offer what can be done with the chosen line."""
        for act in self._acts:
            self.acts[act.text].setEnabled(value is not None and act.suits(value))

    def _typed(self, key: str) -> None:
        for act in self._acts:
            if act.key == "Del" and key == "DEL":
                self._do(act)

    def _do(self, act: Act) -> None:
        if self.table.current is not None and self.acts[act.text].isEnabled():
            act.run(self.table.current)
