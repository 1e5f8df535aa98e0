"""What all screens have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.ui.context import Context
from reception.ui.widgets.dialog import present


class Screen(QWidget):
    """One room of the window; it reads again when it is shown and when something changed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("ground")
        context.filtered.connect(self._refresh_if_shown)

    def refresh(self) -> None:
        """Read again what is shown."""

    def show_thing(self, thing: object) -> None:
        """Go to a thing that somebody asked for."""

    def book(self) -> None:
        """Do what Ctrl+N means here."""
        from reception.ui.booking.form import BookingForm

        present(BookingForm(self.window(), self.context))

    def print_it(self) -> None:
        """Do what Ctrl+P means here."""
        self.context.notice.emit(
            "There is nothing to print on this screen. Sheets are printed with Ctrl+5, then Ctrl+P."
        )

    def export_it(self) -> None:
        """Do what Ctrl+E means here."""
        self.context.go("lists", "export")

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()
