"""What is typed to get somewhere in the diary: a time of day."""

from __future__ import annotations

import pytest

from reception.ui.diary.typed import minute_typed


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
