"""Which pages are shown, and what is said above the panel before they are given to somebody."""

from __future__ import annotations

from reception.domain.errors import Obstacle
from reception.ui.sheets import words
from reception.ui.sheets.library import Library
from reception.ui.sheets.panel import PrintPanel
from reception.ui.sheets.preview import Preview
from reception.ui.sheets.proof import Proof, Wanted


class Showing:
    """Lets the pages follow the sheet that is chosen, the size of its text and the clinic on it."""

    def __init__(self, library: Library, panel: PrintPanel, preview: Preview, proof: Proof) -> None:
        self._library, self._panel, self._preview, self._proof = library, panel, preview, proof
        panel.changed.connect(self.set_pages)
        proof.ready.connect(self._ready)
        proof.failed.connect(self._refused)

    @property
    def wanted(self) -> Wanted | None:
        """Return which pages are asked for."""
        line = self._library.current
        return Wanted(line.sheet, self._panel.clinic, self._panel.edition) if line else None

    def set_pages(self) -> None:
        """Ask for the pages of what is chosen."""
        self._panel.banner.say(self._advice, "warn")
        wanted = self.wanted
        self._preview.say("Setting the pages…" if wanted else "Choose a sheet, or import one.")
        self._proof.want(wanted)

    def _ready(self) -> None:
        shown = self._proof.shown
        self._panel.show_count(len(shown.sizes) if shown else 0)
        told = [self._advice, *(shown.typeset.notices if shown else ())]
        self._panel.banner.say(" ".join(one for one in told if one), "warn")

    @property
    def _advice(self) -> str:
        """Return what to know before the sheet that is shown is given to the patient that was chosen."""
        line, known = self._library.current, self._library.lines
        return words.advice(line, known) if line is not None and self._panel.patient is not None else ""

    def _refused(self, obstacle: Obstacle) -> None:
        self._panel.banner.say(obstacle.sentence, "bad")
