"""Approve a sheet: the sentences that claim cure or proof, the next review, and the clinician who approves."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from reception.domain.claim import Claim
from reception.domain.day import Looks
from reception.domain.errors import Refusal
from reception.domain.sheet import Sheet
from reception.domain.staff import Role, Staff
from reception.services import sheets, staff
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.widgets.basics import card, column, label, row
from reception.ui.widgets.days import day_field
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field

CLAIMS_HEIGHT, LEAST, AROUND, FIELD_HEIGHT = 230, 60, 290, 34
"""Pixels of the claims, at most and at least, of the form around them, and of a field in it."""
NO_CLAIMS = "No sentence claims cure or proof."


class ApproveForm(Dialog):
    """Nothing is approved before its claims were shown; what the rules refuse is said beside the field."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context, sheet: Sheet) -> None:
        super().__init__(parent, "Approve", do="Approve", note=f"Version {sheet.version}", width=620)
        self._context, self._sheet = context, sheet
        self.claims = sheets.claims(sheet)
        day = _in_a_year(context.today())
        self.review = day_field(
            "Next review", day, today=context.today(), field="review_due", looks=Looks.FAR_AHEAD
        )
        self.by: Field[QComboBox] = Field("Approved by, a clinician", QComboBox())
        self.by.input.currentIndexChanged.connect(self.by.clear_refusal)
        self.body.addWidget(label(sheet.title, "heading", wrap=True))
        self.body.addWidget(_claims(self.claims, parent.height() - AROUND))
        self.body.addLayout(row(self.review, self.by, gap=10))
        for one in (self.review, self.by):
            one.input.setFixedHeight(FIELD_HEIGHT)
        self.know({"review_due": self.review, "by": self.by})
        context.background.ask(self, _clinicians, self._offer, self.refuse)

    def _offer(self, found: list[Staff]) -> None:
        """Offer the clinicians; whoever sits at the desk and is one is chosen."""
        here = self._context.background.staff
        box = self.by.input
        if here.role is not Role.CLINICIAN:
            box.addItem("Choose who approves it", None)
        for person in found:
            box.addItem(person.name, person)
        box.setCurrentIndex(next((n for n, p in enumerate(found) if p.id == here.id), 0))
        (self.by if box.currentData() is None else self.doing).setFocus()

    def submit(self) -> None:
        """Approve it."""
        self.clear_refusals()
        person: Staff | None = self.by.input.currentData()
        if person is None:
            self.refuse(Refusal("Choose the clinician who approves it.", field="by"))
            return
        try:
            due = self.review.input.day
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.busy(True)
        act = partial(sheets.approve, sheet=self._sheet, review_due=due, by=person)
        self._context.background.do(self, act, lambda change: self.accept(), self.refuse)


def _clinicians(reader: Reader) -> list[Staff]:
    return [person for person in staff.working(reader) if person.role is Role.CLINICIAN]


def _in_a_year(today: date) -> date:
    return today.replace(year=today.year + 1, day=min(today.day, 28))


def _claims(found: tuple[Claim, ...], room: int) -> QWidget:
    """Return the sentences to look at, each with its section and the word that gives it away."""
    inside = QWidget()
    body = QVBoxLayout(inside)
    body.setContentsMargins(0, 6, 8, 0)
    body.setSpacing(12)
    for claim in found:
        where = f"{claim.section or 'At the beginning'} · says “{claim.word}”"
        body.addLayout(column(label(where, "small"), label(claim.sentence, wrap=True, copy=True), gap=2))
    body.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFixedHeight(max(LEAST, min(room, CLAIMS_HEIGHT, 16 + 62 * len(found))))
    count = len(found)
    text = f"Sentences that claim cure or proof: {count}. Read each one." if count else NO_CLAIMS
    scroll.setVisible(bool(found))
    frame, around = card(margins=(12, 10, 6, 10))
    around.addWidget(Field(text, scroll))
    return frame
