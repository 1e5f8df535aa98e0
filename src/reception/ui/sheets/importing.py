"""Import a sheet: what was found in the file, in order, what was left out; then keep it as a draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from reception.domain import claim, span
from reception.domain import sheet as rules
from reception.domain.change import Change
from reception.domain.errors import Obstacle
from reception.domain.sheet import ImportedSheet, Sheet
from reception.domain.sheet_text import BlockKind, blocks_of
from reception.services import sheets
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.sheets import files
from reception.ui.widgets import field
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, card, column, label, row
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.field import Field

INDENT = "      "
LISTED = 150
"""Pixels of the list of sections, and of what was left out."""


class ImportForm(Dialog):
    """Shows what a file says before anything is kept; the head can be put right by hand."""

    shows_nobody = True

    def __init__(
        self, parent: QWidget, context: Context, path: Path, told: Callable[[Sheet], object]
    ) -> None:
        super().__init__(parent, "Import a sheet", do="Keep as a draft", width=680)
        self._context, self._told, self._path = context, told, path
        self.imported: ImportedSheet | None = None
        self.file = field.line("File")
        self.file.input.setReadOnly(True)
        self.title = field.line("Title")
        self.author = field.line("Written by")
        self.reviewer = field.line("Reviewed by")
        self.updated = field.line("Last updated", placeholder="September 2025")
        self.sections = Field("Sections, in order", QListWidget())
        self.left_out = Field("Left out", QListWidget())
        self.banner = Banner()
        self.found = QWidget()
        self._lay_out()
        self.know({"title": self.title, "updated": self.updated, "file": self.file})
        self.title.input.textChanged.connect(self._name)
        self.read(path)

    def _lay_out(self) -> None:
        other = button("Another file…", run=self.choose_file)
        top = row(self.file, column(label(" ", "small"), other, None, gap=3))
        top.setStretch(0, 1)
        self.body.addLayout(top)
        self.updated.setFixedWidth(180)
        lists = row(gap=10)
        for one in (self.sections, self.left_out):
            one.input.setFixedHeight(LISTED)
            one.input.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            frame, inside = card(margins=(10, 8, 4, 8))
            inside.addWidget(one)
            lists.addWidget(frame, 1)
        self.found.setLayout(
            column(
                row(self.title, self.updated, gap=10),
                row(self.author, self.reviewer, gap=10),
                lists,
                self.banner,
                gap=10,
            )
        )
        self.found.hide()
        self.body.addWidget(self.found)

    # ---- reading

    def choose_file(self) -> None:
        """Ask for another file."""
        files.ask_to_open(self, self.read)

    def read(self, path: Path) -> None:
        """Read a file in the worker; nothing is kept yet."""
        self.clear_refusals()
        self._path = path
        self.file.input.setText(str(path))
        self.file.input.setCursorPosition(0)
        self.imported = None
        self.busy(True)
        background = self._context.background
        background.run(
            self, lambda desk: sheets.read_file(path), partial(self._show, path), partial(self._refused, path)
        )

    def _refused(self, path: Path, obstacle: Obstacle) -> None:
        """Say beside the file why it holds no sheet."""
        if path == self._path:
            self.busy(False)
            self.doing.setEnabled(False)
            self._fill(None)
            self.file.refuse(obstacle.sentence)

    def _show(self, path: Path, imported: ImportedSheet) -> None:
        if path == self._path:
            self.imported = imported
            self._fill(imported)
            self.busy(False)
            self.doing.setFocus()

    def _fill(self, found: ImportedSheet | None) -> None:
        heads = (self.title, self.author, self.reviewer, self.updated)
        texts = ("", "", "", "")
        if found is not None:
            texts = (found.title, found.author, found.reviewer, rules.updated_text(found.updated))
        for one, text in zip(heads, texts, strict=True):
            one.input.setText(text)
            one.input.setCursorPosition(0)
        for shown, lines in ((self.sections, _sections(found)), (self.left_out, _left_out(found))):
            shown.input.clear()
            shown.input.addItems(lines)
        self.sections.caption.setText(f"Sections, in order: {self.sections.input.count()}")
        self.left_out.caption.setText(f"Left out: {self.left_out.input.count()}")
        self.banner.say(_warning(found), "warn")
        self.found.setVisible(found is not None)

    def _name(self, title: str) -> None:
        """Say what this text becomes: a new sheet, or the next version of one."""

        def question(reader: Reader) -> int:
            return sheets.next_version(reader, title)

        def told(version: int) -> None:
            if title == self.title.input.text():
                new = f"Version {version} of a known sheet" if version > 1 else "A new sheet"
                self.note.setText(new if title.strip() else "")

        self._context.background.ask(self, question, told, self.refuse)

    # ---- keeping

    def submit(self) -> None:
        """Keep it as a draft."""
        if self.imported is None:
            self.file.input.setFocus()
            return
        self.clear_refusals()
        try:
            wanted = sheets.corrected(
                self.imported,
                title=self.title.input.text(),
                author=self.author.input.text(),
                reviewer=self.reviewer.input.text(),
                updated=self.updated.input.text(),
            )
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        self.busy(True)
        self._context.background.do(self, partial(sheets.add, imported=wanted), self._kept, self.refuse)

    def _kept(self, change: Change) -> None:
        self.accept()
        kept = change.edits[0].after
        assert isinstance(kept, Sheet)
        self._told(kept)


def _sections(found: ImportedSheet | None) -> list[str]:
    """Return the headings of a text, questions and lesser ones set in."""
    blocks = blocks_of(found.body) if found else ()
    headings = (block for block in blocks if block.kind is BlockKind.HEADING)
    return [(INDENT if block.level > 2 else "") + block.text for block in headings]


def _left_out(found: ImportedSheet | None) -> list[str]:
    return [span.short(left, 120) for left in found.left_out] if found else []


def _warning(found: ImportedSheet | None) -> str:
    """Return what whoever approves will have to look at."""
    if found is None:
        return ""
    count = len(claim.claims(found.body))
    told = []
    if count:
        sentences = "1 sentence claims" if count == 1 else f"{count} sentences claim"
        told.append(f"{sentences} cure or proof: whoever approves it sees them.")
    if found.prescription_only:
        told.append("It names a prescription-only medicine, so it is marked: for a patient, not for display.")
    return " ".join(told)
