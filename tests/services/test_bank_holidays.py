"""Bank holidays of England: a table for the years around us, equal to the library's, which knows all others."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import holidays
import pytest

from reception.services import clinics


@pytest.mark.parametrize("year", range(2018, 2043))
def test_a_year_is_as_the_library_has_it(year: int):
    """Where this fails after an update of the library, the table is to be written anew from it."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=[year])
    told = clinics.bank_holidays(date(year, 1, 1), date(year, 12, 31))
    assert set(told) == set(known)
    for day, name in known.items():
        assert told[day] == name.replace(" (observed)", ", substitute day")


def test_the_years_around_us_are_told_without_the_library():
    asked = "import sys; from datetime import date; from reception.services.clinics import bank_holidays as told; "
    shown = (
        "print(told(date(2026, 12, 24), date(2026, 12, 31))[date(2026, 12, 28)], 'holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked + shown], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("Boxing Day, substitute day False\n", "")
