"""The recovery key: hidden until somebody asks for it, and a page of paper that says what it is for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout

from reception.desk import Desk
from reception.domain import span
from reception.domain.errors import Obstacle, Unavailable
from reception.services import databases
from reception.ui.context import Context
from reception.ui.theme import base_font, sized
from reception.ui.widgets.basics import button, label, row

GROUPS_IN_LINE = 7
MARGIN_MM = 20
POINTS_PER_INCH = 72
KINDS = {
    "title": (20, 12, True, False),
    "heading": (14, 4, True, False),
    "plain": (11, 8, False, False),
    "command": (11, 12, False, True),
    "key": (18, 18, True, True),
}
"""Each kind of paragraph on paper: its size and the gap below it in points, bold, of one width."""


class RecoveryCard(QFrame):
    """Show, Hide, Print; the key goes from the screen when somebody goes elsewhere."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self._context = context
        self.key = label("", copy=True)
        self.key.setAccessibleName("Recovery key")
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.key.setFont(sized(mono, 15, bold=True))
        self.show_button = button("Show", run=self.toggle, name="Show the recovery key")
        self.print_button = button("Print…", run=self.print_key, name="Print the recovery key")
        told = "Opens this diary on another PC, or here when this PC has lost its key. Print it, and lock it away."
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(8)
        body.addLayout(row(label("Recovery key", "heading"), None, self.show_button, self.print_button))
        body.addWidget(label(told, "muted", wrap=True))
        body.addWidget(self.key)
        self.hide_key()

    def toggle(self) -> None:
        """Show the key, or hide it again."""
        if self.key.isHidden():
            self._context.background.run(self, _key, self._show)
        else:
            self.hide_key()

    def _show(self, key: str) -> None:
        self.key.setText(in_lines(key))
        self.key.show()
        self.show_button.setText("Hide")
        self.show_button.setAccessibleName("Hide the recovery key")

    def hide_key(self) -> None:
        """Let nobody read the key."""
        self.key.clear()
        self.key.hide()
        self.show_button.setText("Show")
        self.show_button.setAccessibleName("Show the recovery key")

    def print_key(self) -> None:
        """Ask for a printer; the page is painted from memory."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self.window())
        dialog.setWindowTitle("Print the recovery key")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = QDialog.DialogCode.Accepted
        dialog.finished.connect(lambda result: self.print_on(printer) if result == chosen else None)
        QDialog.open(dialog)  # its own `open` wants a receiver

    def print_on(self, printer: QPrinter) -> None:
        """Print the page on a printer."""

        def told(key: str) -> None:
            try:
                paint(printer, key, self._context)
            except Obstacle as obstacle:
                self._context.notice.emit(obstacle.sentence)
            else:
                self._context.notice.emit("The recovery key was sent to the printer.")

        self._context.background.run(self, _key, told)


def _key(desk: Desk) -> str:
    return databases.recovery_key(desk.settings)


def in_lines(key: str) -> str:
    """Return the groups of a key in lines that paper and eye can hold."""
    groups = key.split("-")
    lines = (groups[start : start + GROUPS_IN_LINE] for start in range(0, len(groups), GROUPS_IN_LINE))
    return "\n".join("  ".join(line) for line in lines)


def page_text(key: str, context: Context) -> list[tuple[str, str]]:
    """Return the page as paragraphs, each with its kind: title, heading, plain, the key, or a command to type."""
    place = context.background.settings.database
    name = place.name if isinstance(place, Path) else ""
    day = span.day_text(context.today(), year=True)
    return [
        ("title", "Recovery key of a Reception diary"),
        ("plain", f"Diary: {name}    Printed: {day}"),
        ("key", in_lines(key)),
        ("heading", "What it is for"),
        ("plain", "With this key the diary opens on another PC, or on its own PC when that has lost its key. "
                  "Without it, a diary whose PC is lost cannot be read by anybody, and neither can its copies."),
        ("heading", "Keep it safe"),
        ("plain", "Lock this page away, not beside the PC. Whoever holds it and a copy of the diary can read "
                  "every patient in it. Throw it away only with the diary."),
        ("heading", "How to use it"),
        ("plain", f"1. Install Reception on the PC, and copy the file {name} into a folder of its own there."),
        ("plain", "2. Open a terminal in that folder, and type:"),
        ("command", f'reception database unlock --database "{name}"'),
        ("plain", "3. Type the key and press Enter, then Ctrl+D; on Windows Ctrl+Z, then Enter. Capitals, spaces "
                  "and dashes do not matter. A round sign is a zero: the letter O is not in the key."),
        ("plain", "4. From then on the diary opens there with:"),
        ("command", f'reception --database "{name}"'),
    ]  # fmt: skip


def paint(printer: QPrinter, key: str, context: Context) -> None:
    """Paint the page; raise Unavailable where the printer does not take it."""
    printer.setDocName("Recovery key")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable("The printer does not take the page. Check that it is on, or choose another.")
    try:
        room = QRectF(0, 0, printer.width(), printer.height())
        for kind, text in page_text(key, context):
            room.setTop(_paragraph(painter, room, kind, text, printer.resolution()))
    finally:
        painter.end()


def _paragraph(painter: QPainter, room: QRectF, kind: str, text: str, dots_per_inch: int) -> float:
    """Paint a paragraph at the top of a room; return where the next one starts."""
    points, gap, is_bold, is_mono = KINDS[kind]
    dots = dots_per_inch / POINTS_PER_INCH
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if is_mono else base_font()
    font = sized(font, round(points * dots), bold=is_bold)
    # Figures of one width are glyphs that a PDF does not know as figures.
    font.setFeature(QFont.Tag("tnum"), 0)
    painter.setFont(font)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    needed = painter.boundingRect(room, flags, text)
    painter.drawText(room, flags, text)
    return needed.bottom() + gap * dots
