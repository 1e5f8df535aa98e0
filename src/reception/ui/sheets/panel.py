"""How a sheet is given out: for whom, how large, from which clinic; and what is known of the version."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from reception.domain.clinic import Clinic
from reception.domain.ids import ClinicId
from reception.domain.patient import Patient
from reception.domain.sheet import Edition, SheetState
from reception.services import sheets
from reception.services.sheets import SheetLine
from reception.ui.context import Context
from reception.ui.sheets import words
from reception.ui.sheets.copies import Copies
from reception.ui.sheets.finder import PatientFinder
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, chip, clear, column, label, row, rule, set_chip
from reception.ui.widgets.field import Field
from reception.ui.widgets.segments import Segments


class PrintPanel(QFrame):
    """`changed` tells that other pages are wanted; `asked` carries what a button is for."""

    changed = Signal()
    asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self._context = context
        self._filtered: ClinicId | None = None
        self._title = label("Print", "title")
        self.banner = Banner()
        self.finder = PatientFinder(context)
        self.need = chip("", "warn")
        self.noted = label("", "small", wrap=True)
        self.editions = Segments("Text size", words.EDITIONS)
        self.copies = Copies()
        self.clinics: Field[QComboBox] = Field("Clinic on the sheet", QComboBox())
        act = self.asked.emit
        self.print_button = button("Print", "Ctrl+P", "primary", partial(act, "print"))
        self.save_button = button("Save as PDF", "Ctrl+Shift+P", run=partial(act, "save"))
        self.approve_button = button("Approve…", run=partial(act, "approve"))
        self.withdraw_button = button("Withdraw", run=partial(act, "withdraw"))
        self._people = column(gap=3)
        self._chips = column(gap=4)
        self._build()
        self.finder.picked.connect(self._picked)
        context.privacy.turned.connect(self._tell)
        self._tell()
        self.editions.chosen.connect(lambda edition: self.changed.emit())
        self.clinics.input.currentIndexChanged.connect(lambda number: self.changed.emit())

    def _build(self) -> None:
        self.need.hide()
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(10)
        body.addWidget(self._title)
        body.addWidget(self.banner)
        body.addLayout(column(self.finder, self.need, gap=3))
        body.addLayout(column(label("Text size", "small"), self.editions, gap=3))
        where = row(self.copies, self.clinics, gap=12)
        where.setStretch(1, 1)
        body.addLayout(where)
        body.addWidget(self.noted)
        body.addWidget(self.print_button)
        body.addWidget(self.save_button)
        body.addWidget(rule())
        body.addWidget(label("This version", "heading"))
        body.addLayout(self._people)
        body.addLayout(self._chips)
        body.addLayout(row(self.approve_button, self.withdraw_button, None))
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(scroll))

    def compact(self, is_compact: bool) -> None:
        """Take as little height as there is on a small screen."""
        self._title.setVisible(not is_compact)

    # ---- what is chosen

    @property
    def edition(self) -> Edition:
        """Return the edition that is chosen."""
        chosen = self.editions.value
        return chosen if isinstance(chosen, Edition) else Edition.STANDARD

    @property
    def clinic(self) -> ClinicId | None:
        """Return the clinic whose address stands on the sheet, or None for the names of all."""
        chosen: ClinicId | None = self.clinics.input.currentData()
        return chosen

    @property
    def patient(self) -> Patient | None:
        """Return whom the sheet is for."""
        return self.finder.patient

    def offer_clinics(self, known: Sequence[Clinic], filtered: ClinicId | None) -> None:
        """Offer the clinics; another one in the window's filter is another one on the sheet."""
        box = self.clinics.input
        chosen = self.clinic if box.count() and filtered == self._filtered else filtered
        self._filtered = filtered
        box.blockSignals(True)
        box.clear()
        box.addItem("All clinics", None)
        for clinic in known:
            box.addItem(clinic.name, clinic.id)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def choose_edition(self, edition: Edition) -> None:
        """Take another size of the text, as its button does."""
        self.editions.choose(edition)
        self.changed.emit()

    def let_go(self) -> None:
        """Forget whom it was for, and what that patient needed."""
        if self.patient is not None or self.finder.is_typed():
            self.copies.input.setText("1")
            self.editions.choose(Edition.STANDARD)
            self.finder.choose(None)

    def _picked(self, patient: Patient | None) -> None:
        """Let the patient's recorded need choose the edition."""
        self._tell()
        if patient is not None:
            self.editions.choose(sheets.edition_for(patient))
        self.changed.emit()

    def _tell(self) -> None:
        """Say for whom it is noted, and what they need."""
        patient, privacy = self.patient, self._context.privacy
        self.noted.setText(words.noted(patient, privacy))
        set_chip(self.need, privacy.words(words.need_of(patient)) if patient else "", "warn")

    # ---- what is known

    def show_line(self, line: SheetLine | None) -> None:
        """Show what is known of a version."""
        self.banner.say("")
        clear(self._people)
        clear(self._chips)
        state = line.state if line else SheetState.WITHDRAWN
        for one in (self.print_button, self.save_button):
            one.setEnabled(state is not SheetState.WITHDRAWN)
        self.approve_button.setVisible(state is SheetState.DRAFT)
        self.withdraw_button.setVisible(state is not SheetState.WITHDRAWN)
        if line is None:
            return
        for told in words.history_of(line):
            self._people.addWidget(label(told, wrap=True))
        where = chip(words.state_text(line, self._context.today()), words.SHEET_STATES[state])
        self._chips.addLayout(row(where, chip(words.given_text(line)), None, gap=6))
        if line.sheet.prescription_only:
            self._chips.addLayout(row(chip("For a patient, not for display", "warn"), None))

    def show_count(self, pages: int) -> None:
        """Say on the button how many pages there are."""
        text = f"Print {words.pages_text(pages)}" if pages else "Print"
        self.print_button.setText(text)
        self.print_button.setAccessibleName(text)
