"""The weekly call list as an Excel workbook: the list first, what made it on a second sheet."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

from reception.documents.call_list import COLUMNS, CallList, Row, is_risky, rows
from reception.domain import span

WIDTHS = (12, 7, 13, 22, 24, 17, 22, 12, 20, 9, 17, 22, 40)
CELL_LIMIT = 32_767
"""The most characters a cell of Excel holds; one beyond the first 65,536 of Unicode counts as two."""
A4 = 9
"""Its number among the papers of Excel."""
EDGE_LIMIT = 90
"""Characters of each text at the edge of a page: Excel takes 255 for all of a header."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def call_list(shown: CallList) -> bytes:
    """Return the list as a workbook: dates are dates, phones text, and nothing runs as a formula."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_date_format": "ddd d mmm yyyy",
            "default_format_properties": {"valign": "top"},
        },
    ) as book:
        book.set_properties({"title": shown.title, "company": shown.organisation})
        _write_list(book, shown)
        _write_about(book, shown)
    return content.getvalue()


def _write_list(book: Any, shown: CallList) -> None:
    sheet = book.add_worksheet("Calls")
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E1F1F0"})
    formats = {
        "date": book.add_format({"num_format": "ddd d mmm yyyy", "align": "left"}),
        "time": book.add_format({"num_format": "hh:mm", "align": "left"}),
        "moment": book.add_format({"num_format": "ddd d mmm hh:mm", "align": "left"}),
        "text": book.add_format({"num_format": "@"}),
        "inert": book.add_format({"num_format": "@", "quote_prefix": True}),
        "notes": book.add_format({"text_wrap": True}),
        "inert notes": book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True}),
    }
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    number = 0
    for number, row in enumerate(rows(shown), 1):
        _write_row(sheet, number, row, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, number, len(COLUMNS) - 1)
    _set_pages(sheet, shown)


def _set_pages(sheet: Any, shown: CallList) -> None:
    """Set how the list prints: A4, landscape, as wide as one page, what it is and which page at the edges."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    sheet.set_header(f"&L&B{_edge(shown.title)}&R{_edge(shown.organisation)}")
    made = f"{span.day_text(span.london_day(shown.made_at), year=True)}, {span.clock(shown.made_at)}"
    sheet.set_footer(f"&LMade {made}&RPage &P of &N")


def _edge(text: str) -> str:
    """Return a text as the edge of a page takes it, where `&` begins a command; long names are cut."""
    return span.short(_text(text), EDGE_LIMIT).replace("&", "&&")


def _write_row(sheet: Any, number: int, row: Row, formats: dict[str, Any]) -> None:
    sheet.write_datetime(number, 0, row[0], formats["date"])
    sheet.write_datetime(number, 1, row[1], formats["time"])
    for column in (2, 3, 4, 6, 7, 8, 11):
        text = _text(row[column])
        sheet.write_string(number, column, text, formats["inert"] if is_risky(text) else None)
    notes = _text(row[12])
    sheet.write_string(number, 12, notes, formats["inert notes" if is_risky(notes) else "notes"])
    sheet.write_string(number, 5, _text(row[5]), formats["text"])
    sheet.write_number(number, 9, row[9])
    if row[10] is not None:
        sheet.write_datetime(number, 10, row[10], formats["moment"])


def _text(value: Any) -> str:
    """Return a text as a cell can hold it; a string cell never runs, even after somebody edits it."""
    text = CONTROLS.sub("", str(value))
    if len(text) * 2 <= CELL_LIMIT:
        return text
    return text.encode("utf-16-le")[: CELL_LIMIT * 2].decode("utf-16-le", "ignore")


def _write_about(book: Any, shown: CallList) -> None:
    """Write what filter made the list."""
    sheet = book.add_worksheet("About this list")
    last = shown.monday + timedelta(days=6)
    told = (
        ("Clinic group", shown.organisation),
        ("Week", f"{span.week_text(shown.monday)}, {span.days_text(shown.monday, last)}"),
        ("Clinic", shown.clinic or "All clinics"),
        ("Calls", str(len(shown.lines))),
        ("Made", f"{span.day_text(span.london_day(shown.made_at), year=True)} {span.clock(shown.made_at)}"),
        ("Times", "London time"),
    )
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 48)
    for number, (name, value) in enumerate(told):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, _text(value))
