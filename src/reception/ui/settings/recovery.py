"""The recovery key: hidden until somebody asks for it, and a page of paper that says what it is for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QVBoxLayout

from reception.desk import Desk
from reception.domain import span
from reception.domain.errors import Obstacle, Unavailable
from reception.services import databases
from reception.ui.context import Context
from reception.ui.theme import sized
from reception.ui.widgets.basics import button, label, row
from reception.ui.widgets.dialog import present

GROUPS_IN_LINE = 7
MARGIN_MM = 20
POINTS_PER_INCH = 72


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
        dialog = QPrintDialog(QPrinter(QPrinter.PrinterMode.HighResolution), self.window())
        dialog.setWindowTitle("Print the recovery key")
        dialog.accepted[QPrinter].connect(self.print_on)  # type: ignore[index]
        present(dialog)

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


def page_text(key: str, context: Context) -> list[tuple[int, str]]:
    """Return the page as paragraphs, each with its size in points; size 0 is the key itself."""
    place = context.background.settings.database
    name = place.name if isinstance(place, Path) else ""
    day = span.day_text(context.today(), year=True)
    return [
        (20, "Recovery key of a Reception diary"),
        (11, f"Diary: {name}    Printed: {day}"),
        (0, in_lines(key)),
        (14, "What it is for"),
        (11, "With this key the diary opens on another PC, or on its own PC when that has lost its key. "
             "Without this key, a diary whose PC is lost cannot be read by anybody, and neither can its copies."),
        (14, "Keep it safe"),
        (11, "Lock this page away, not beside the PC. Whoever holds it and a copy of the diary can read "
             "every patient in it. Throw it away only with the diary."),
        (14, "How to use it"),
        (11, f"1. Install Reception on the PC, and copy the file {name} to a folder of its own there."),
        (11, f"2. In a terminal in that folder, type: reception database unlock --database {name}"),
        (11, "3. Type the key and press Enter, then Ctrl+D; on Windows Ctrl+Z and Enter. Capitals, spaces "
             "and dashes do not matter."),
        (11, f"4. From then on the diary opens there with: reception --database {name}"),
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
        for points, text in page_text(key, context):
            room.setTop(_paragraph(painter, room, points, text, printer.resolution()))
    finally:
        painter.end()


def _paragraph(painter: QPainter, room: QRectF, points: int, text: str, dots_per_inch: int) -> float:
    """Paint a paragraph at the top of a room; return where the next one starts."""
    size = points or 18
    font = QFont(painter.font()) if points else QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font = sized(font, round(size * dots_per_inch / POINTS_PER_INCH), bold=points != 11)
    painter.setFont(font)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    needed = painter.boundingRect(room, flags, text)
    painter.drawText(room, flags, text)
    gap = 4 if points == 14 else 14 if points != 11 else 8
    return needed.bottom() + gap * dots_per_inch / POINTS_PER_INCH
