"""What somebody asks the Sheets screen for from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from reception.domain.patient import Patient
from reception.domain.sheet import Edition, Sheet


@dataclass(frozen=True, slots=True)
class Asked:
    """To print a sheet, or first only to show it so: how large, where that was said, and for whom."""

    sheet: Sheet
    edition: Edition | None = None
    patient: Patient | None = None
    prints: bool = True
