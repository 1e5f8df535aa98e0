"""The proof of a sheet: its pages, set and drawn by the worker, so that the window never waits for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from reception.desk import Desk
from reception.documents import pages
from reception.documents.pages import PagePicture, PageSize
from reception.documents.typeset import Typeset
from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.errors import Obstacle
from reception.domain.ids import ClinicId
from reception.domain.sheet import Edition, Sheet
from reception.services import sheets
from reception.services.history import History
from reception.services.sheets import Setting
from reception.ui.background import Background
from reception.ui.sheets.pictures import PageWish
from reception.ui.sheets.preview import Preview


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages are asked for."""

    sheet: Sheet
    clinic: ClinicId | None
    edition: Edition

    def setting(self, history: History) -> Setting:
        """Gather what the pages are made from; asked in the worker."""
        with history.store.read() as reader:
            clinic = reader.find(Clinic, self.clinic) if self.clinic is not None else None
            return sheets.setting(reader, self.sheet, clinic=clinic, edition=self.edition, now=history.now())


@dataclass(frozen=True, slots=True)
class Proofs:
    """Finished pages, and all that they were made from."""

    wanted: Wanted
    made_of: Setting
    typeset: Typeset
    sizes: tuple[PageSize, ...]


class Proof(QObject):
    """Keeps a preview true: asks for pages, drops answers to a sheet that is no longer chosen."""

    ready = Signal()
    failed = Signal(object)

    def __init__(self, background: Background, preview: Preview) -> None:
        super().__init__(preview)
        self._background = background
        self._preview = preview
        self._wanted: Wanted | None = None
        self.shown: Proofs | None = None
        preview.wished.connect(self._draw)

    def want(self, wanted: Wanted | None) -> None:
        """Ask for pages; they are set anew only where something on them has changed."""
        self._wanted = wanted
        if wanted is None:
            self.shown = None
            self._preview.show_pages(b"", ())
            self.ready.emit()
            return
        self._background.run(self, partial(self._set, wanted, self.shown), self._told, self._refused)

    def is_ready(self) -> bool:
        """Tell whether the pages that were asked for last are shown."""
        return self.shown is not None and self.shown.wanted == self._wanted

    def _set(self, wanted: Wanted, before: Proofs | None, desk: Desk) -> Proofs | None:
        if wanted is not self._wanted:
            return None
        made_of = wanted.setting(desk.history)
        if before is not None and _same_pages(made_of, before.made_of):
            return replace(before, wanted=wanted)
        typeset = sheets.pages(made_of)
        return Proofs(wanted, made_of, typeset, pages.sizes(typeset.pdf))

    def _told(self, made: Proofs | None) -> None:
        if made is None or made.wanted is not self._wanted:
            return
        before, self.shown = self.shown, made
        if before is None or before.typeset is not made.typeset:
            same_text = before is not None and before.wanted.sheet.slug == made.wanted.sheet.slug
            self._preview.setAccessibleName(f"Pages of {made.wanted.sheet.title}")
            self._preview.show_pages(made.typeset.pdf, made.sizes, keep_place=same_text)
        self.ready.emit()

    def _refused(self, obstacle: Obstacle) -> None:
        self.failed.emit(obstacle)

    def _draw(self, wish: PageWish) -> None:
        """Draw one page in the worker, unless nobody looks at it any more."""

        def work(desk: Desk) -> PagePicture | None:
            if not self._preview.pictures.wants(wish):
                return None
            return pages.picture(wish.pdf, wish.number, dots_per_inch=wish.dots)

        def told(made: PagePicture | None) -> None:
            if made is not None:
                self._preview.take(wish, made)

        self._background.run(self._preview, work, told, self._refused)


def _same_pages(one: Setting, other: Setting) -> bool:
    """Tell whether two settings give the same pages: all is equal but the time of day."""
    day: datetime = one.made_at
    same_day = span.london_day(day) == span.london_day(other.made_at)
    return same_day and replace(one, made_at=other.made_at) == other
