"""Database: where the diary lies, how it is locked, its recovery key, and whether it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reception.desk import Desk
from reception.domain.draft import KEPT
from reception.domain.errors import Obstacle
from reception.services import databases
from reception.ui.context import Context
from reception.ui.settings.recovery import RecoveryCard
from reception.ui.settings.section import Facts, Section
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, card, label, row

IN_A_FILE = (
    "This PC has no key store, so the key lies in a file in {folder} that only you can read. "
    "Whoever can use your account can open the diary."
)
BEFORE = (
    "{names}: the diary as it was before a new version of Reception brought it up to date, encrypted with the same "
    "key. Once all is well, it may be thrown away."
)
HALF_TYPED = (
    "What is typed into a form and not done yet is kept here too, for whoever typed it. What nobody touches goes after "
    f"{KEPT.days} days."
)


@dataclass(frozen=True)
class Place:
    """Where the diary is, and where its key is."""

    address: str
    key_in_file: bool
    kept: tuple[Path, ...] = ()
    """Copies from before the diary was brought up to date."""


def read(desk: Desk) -> Place:
    """Return where the diary and its key are."""
    kept = tuple(databases.kept_copies(desk.settings))
    return Place(databases.address(desk.settings), databases.key_is_in_a_file(desk.settings), kept)


class DatabaseSection(Section):
    """Facts, the key, the check. A shared diary's server keeps its own keys."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Database", "Every patient, call and sheet lies here, and nowhere else.")
        self.is_shared = context.background.settings.is_shared
        self.facts, self.notice = Facts(), Banner()
        frame, inside = card()
        inside.addLayout(self.facts)
        inside.addWidget(self.notice)
        inside.addWidget(label(HALF_TYPED, "small", wrap=True))
        self.body.addWidget(frame)
        self.recovery = RecoveryCard(context)
        self.recovery.setVisible(not self.is_shared)
        self.body.addWidget(self.recovery)
        self.result = Banner()
        self.check_button = button("Check the database", run=self.check)
        check, about = card()
        about.addLayout(row(label("Is it sound?", "heading"), None, self.check_button))
        told = "Reads all of it once: damage, and anything that points to nothing. Nothing is changed."
        about.addWidget(label(told, "muted", wrap=True))
        about.addWidget(self.result)
        self.body.addWidget(check)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read where things are."""
        self.context.background.run(self, read, self._told)

    def _told(self, place: Place) -> None:
        kept = self.context.background.settings
        if self.is_shared:
            self.facts.tell("Where", f"A shared PostgreSQL database: {place.address}")
            self.facts.tell("Who uses it", "Every desk that is set to this address")
            self.facts.tell(
                "Encrypted", "On the way to another computer always; on its disk as its server is set up"
            )
            self.facts.tell(
                "Key", "A shared diary has no key or recovery key here: its server keeps the diary"
            )
            return
        whose = (
            "You alone, on this PC"
            if kept.is_default_database
            else "Whoever may open this file and has its key"
        )
        self.facts.tell("Where", place.address)
        self.facts.tell("Who uses it", whose)
        self.facts.tell("Encrypted", "Yes, all of it, also the newest changes beside it (SQLCipher, AES-256)")
        key_file = f"A file in {kept.config_folder}" if place.key_in_file else "The key store of this PC"
        self.facts.tell("Key", key_file)
        if place.kept:
            names = ", ".join(path.name for path in place.kept)
            self.facts.tell("Kept beside it", BEFORE.format(names=names))
        self.notice.say(IN_A_FILE.format(folder=kept.config_folder) if place.key_in_file else "", "warn")

    def check(self) -> None:
        """Read the whole database."""
        self.check_button.setEnabled(False)
        self.result.say("Reading all of it…")
        self.context.background.run(
            self, lambda desk: databases.check(desk.store), self._sound, self._unsound
        )

    def _sound(self, counts: dict[str, int]) -> None:
        self.check_button.setEnabled(True)
        self.result.say(databases.sound(counts))

    def _unsound(self, obstacle: Obstacle) -> None:
        self.check_button.setEnabled(True)
        self.result.say(obstacle.sentence, "bad")

    def leave(self) -> None:
        """Hide the key, and what a check said a while ago."""
        self.recovery.hide_key()
        self.result.say("")


def section(context: Context) -> Section:
    """Make the section."""
    return DatabaseSection(context)
