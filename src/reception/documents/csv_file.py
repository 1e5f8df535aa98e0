"""The weekly call list as CSV: UTF-8 with a mark, so that Excel reads every name; the header is the first line."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from typing import Any

from reception.documents.call_list import COLUMNS, CallList, is_risky, rows

MARK = "\ufeff"


def call_list(shown: CallList) -> bytes:
    """Return the list as CSV (RFC 4180); dates are ISO 8601, phones text in the national form."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row] for row in rows(shown))
    return (MARK + text.getvalue()).encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, str):
        return f"'{value}" if is_risky(value) else value
    return "" if value is None else value
