"""Sheets for tests: made in one line, their PDF read back by other programs."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pypdf

from reception.documents import sheet_pdf
from reception.documents.typeset import Typeset
from reception.domain.clinic import Clinic
from reception.domain.ids import ClinicId, SheetId, StaffId
from reception.domain.organisation import Organisation
from reception.domain.sheet import Edition, Sheet, SheetStatus

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GROUP = Organisation(name="ProHealth Clinic", phone="+441234380345", email="info@prohealthclinic.co.uk")
NO_FONT = "\U00030ede"
"""A Chinese character of 58 strokes that fonts do not have."""


def clinic(name: str, street: str, postcode: str, **more: Any) -> Clinic:
    """Return a clinic."""
    return Clinic(
        id=ClinicId(len(name)), name=name, street=street, postcode=postcode,
        phone=GROUP.phone, email=GROUP.email, hours=(), **more,
    )  # fmt: skip


CLINICS = (
    clinic("London", "104 Harley Street", "W1G 7JD", district="Marylebone"),
    clinic("Manchester", "64 Bridge Street", "M3 3BN", venue="The Hadley Clinic"),
    clinic("Bedford", "Kingswood Way", "MK40 4GH", venue="The Village Medical Centre"),
)


def sheet(body: str = "Some words.\n", title: str = "About backs", **more: Any) -> Sheet:
    """Return a draft."""
    told: dict[str, Any] = {"id": SheetId(1), "slug": "about-backs", "version": 1, "created_at": NINE, **more}
    return Sheet(title=title, body=body, **told)


def approved(body: str = "Some words.\n", **more: Any) -> Sheet:
    """Return an approved version, to be looked at again in two years."""
    told: dict[str, Any] = {"review_due": date(2028, 11, 23), **more}
    return sheet(body, status=SheetStatus.APPROVED, approved_by=StaffId(1), approved_at=NINE, **told)


def made(one: Sheet, edition: Edition = Edition.STANDARD, at: Clinic | None = None) -> Typeset:
    """Return a sheet's pages."""
    return sheet_pdf.sheet_pdf(
        one, organisation=GROUP, clinic=at, clinics=CLINICS, edition=edition, made_at=NINE
    )


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page, its white space made single."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def text(pdf: bytes) -> str:
    """Return the text of all pages."""
    return " ".join(texts(pdf))


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Return the file as another program reads it."""
    return pikepdf.open(io.BytesIO(pdf))
