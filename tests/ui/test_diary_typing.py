"""What is typed to get somewhere in the diary: a time of day, and a date."""

from __future__ import annotations

from datetime import date

import pytest

from reception.ui.diary.date_form import day_typed
from reception.ui.diary.typed import minute_typed

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10", 600), ("1015", 615), ("10:15", 615), ("10.15", 615), ("10:", 600), ("9", 540), ("930", 570),
        ("9:30", 570), ("2", 840), ("230", 870), ("0230", 150), ("00", 0), ("23", 1380), ("8", 480),
        ("24", None), ("1060", None), ("93", None), ("99999", None), ("", None), (":", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_a_desk_types_it(text, meant):
    assert minute_typed(text, 9 * 60, 17 * 60 + 45) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", MONDAY), ("Tomorrow", date(2026, 11, 24)), ("yesterday", date(2026, 11, 22)),
        ("thu", date(2026, 11, 26)), ("mon", MONDAY), ("Thursday", date(2026, 11, 26)),
        ("26", date(2026, 11, 26)), ("5", date(2026, 12, 5)), ("31", date(2026, 12, 31)),
        ("26 nov", date(2026, 11, 26)), ("26/11", date(2026, 11, 26)), ("4 May", date(2027, 5, 4)),
        ("29 feb", date(2028, 2, 29)), ("26/11/2025", date(2025, 11, 26)), ("26 Nov 2025", date(2025, 11, 26)),
        ("2026-12-01", date(2026, 12, 1)), ("+2 weeks", date(2026, 12, 7)), ("+1", date(2026, 11, 30)),
        ("-3 days", date(2026, 11, 20)), ("+2w", date(2026, 12, 7)),
        ("32", None), ("0", None), ("th", None), ("30 feb", None), ("", None), ("soon", None),
    ],
)  # fmt: skip
def test_a_date_is_read_as_a_desk_says_it(text, meant):
    assert day_typed(text, MONDAY) == meant
