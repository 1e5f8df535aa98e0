"""Backup: what there is today, and what to do until Reception makes backups by itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from reception.ui.context import Context
from reception.ui.settings.section import Facts, Section
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, card, label, row

NOT_YET = "Reception does not make backups by itself yet; a later version does. Until then, copy the diary like this:"
STEPS = (
    "Close Reception on this PC, so that the newest changes are in the file.",
    "Copy {name} and {name}.keys together to another disk. Both are safe to carry: all patients in them are encrypted.",
    "Keep the recovery key on paper, apart from the copies. Without it a copy cannot be opened on another PC.",
    "Once a month, try a copy: open it on another PC with the recovery key.",
)
SHARED = (
    "The diary lies on a PostgreSQL server. Whoever looks after the server backs it up, with pg_dump or with the "
    "server’s own tools, and tries the backup now and then. Nothing on this PC needs a backup."
)


class BackupSection(Section):
    """Plain steps, with the file at hand."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Backup")
        place = context.background.settings.database
        self.notice = Banner()
        self.body.addWidget(self.notice)
        frame, inside = card(gap=12)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        if not isinstance(place, Path):
            self.notice.say("Reception does not make backups of a shared diary.", "warn")
            inside.addWidget(label(SHARED, wrap=True, copy=True))
            return
        self.notice.say(NOT_YET, "warn")
        for number, step in enumerate(STEPS, 1):
            told = label(step.format(name=place.name), wrap=True, copy=True)
            line = row(label(f"{number}.", "strong"), told, gap=10)
            line.setStretch(1, 1)
            inside.addLayout(line)
        self._folder = place.absolute().parent
        place_of_it = Facts()
        place_of_it.tell("It lies here", str(place.absolute()))
        inside.addLayout(place_of_it)
        recovery = button("Recovery key…", run=lambda: context.go("settings", "database"))
        inside.addLayout(row(button("Open the folder", run=self.open_folder), recovery, None, gap=10))

    def open_folder(self) -> None:
        """Show the folder of the diary in the system's own window."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            self.context.notice.emit(f"The folder could not be opened. It is {self._folder}.")


def section(context: Context) -> Section:
    """Make the section."""
    return BackupSection(context)
