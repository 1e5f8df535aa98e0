"""The weekly call list as a file: read back by other programs, and inert in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.documents import csv_file, files, xlsx_file
from reception.documents.call_list import COLUMNS, CallList
from reception.domain.call import Call, CallLine, CallStatus, CancelledBy, Result
from reception.domain.clinician import Clinician
from reception.domain.errors import Unavailable
from reception.domain.ids import CallId, ClinicianId, PatientId, SlotId, StaffId
from reception.domain.patient import Patient
from reception.domain.slot import Slot
from tests.domain.test_availability import LONDON

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
EATON = Clinician(id=ClinicianId(1), name="Mr Oliver Eaton")


def line(name: str = "Jane Holt", phone: str = "+447700900123", **more: object) -> CallLine:
    slot = Slot(
        id=SlotId(1), clinic=LONDON.id, clinician=EATON.id, starts_at=TEN, ends_at=TEN + timedelta(minutes=15)
    )
    patient = Patient(id=PatientId(1), name=name, phone=phone, needs=("large print",), known_since=TEN)
    call = Call(id=CallId(1), slot=slot.id, patient=patient.id, booked_at=TEN, booked_by=StaffId(1), **more)  # type: ignore[arg-type]
    return CallLine(call=call, slot=slot, patient=patient, clinic=LONDON, clinician=EATON)


def week(*lines: CallLine) -> CallList:
    return CallList(
        organisation="ProHealth Clinic", monday=date(2026, 11, 23), clinic="", made_at=TEN, lines=lines
    )


def sheet(shown: CallList):
    return openpyxl.load_workbook(io.BytesIO(xlsx_file.call_list(shown)))


def table(shown: CallList) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_file.call_list(shown).decode("utf-8-sig"), newline="")))


def test_the_columns_are_these_in_this_order():
    named = "Date, Time, Clinic, Clinician, Patient, Phone, About, Status, Outcome, Attempts, Next try, Needs, Notes"
    assert ", ".join(COLUMNS) == named
    assert table(week())[0] == named.split(", ")
    assert [cell.value for cell in sheet(week()).worksheets[0][1]] == named.split(", ")


def test_in_excel_dates_are_dates_and_phones_text():
    known = line(about="Back pain", outcome=Result.NO_ANSWER, attempts=2, next_try=TEN + timedelta(hours=4))
    book = sheet(week(known))
    cells = [cell.value for cell in book.worksheets[0][2]]
    assert cells[:6] == [
        datetime(2026, 11, 23),
        time(10),
        "London",
        "Mr Oliver Eaton",
        "Jane Holt",
        "07700 900123",
    ]
    assert cells[7:11] == ["Booked", "No answer", 2, datetime(2026, 11, 23, 14, 0)]
    assert book.worksheets[0]["A2"].is_date
    assert book.worksheets[0]["F2"].data_type == "s"
    assert book.worksheets[1]["B2"].value == "2026-W48, 23–29 November 2026"
    assert book.worksheets[1]["B3"].value == "All clinics"


def test_the_list_prints_on_a4_with_its_title_and_page_numbers():
    many = week(*(line(notes="One line.\nAnd another.") for _ in range(60)))
    shown = replace(many, clinic="Smith & Sons " + "x" * 200)
    page = sheet(shown).worksheets[0]
    assert (int(page.page_setup.paperSize), page.page_setup.orientation) == (xlsx_file.A4, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToHeight, page.print_title_rows, page.freeze_panes) == (0, "$1:$1", "A2")
    assert page.oddFooter.right.text == "Page &P of &N"
    assert page.oddHeader.left.text.startswith(
        "&BWeekly call list, 2026-W48, 23–29 November 2026, Smith && Sons"
    )
    assert len(page.oddHeader.left.text) + len(page.oddHeader.right.text) < 250
    assert page["M2"].alignment.wrap_text, "a note of several lines shows them all"
    assert page["A2"].alignment.vertical == page["C2"].alignment.vertical == "top"


def test_summer_calls_are_listed_in_summer_time():
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    one = line()
    moved = CallLine(
        call=one.call, patient=one.patient, clinic=LONDON, clinician=EATON,
        slot=Slot(id=SlotId(1), clinic=LONDON.id, clinician=EATON.id, starts_at=summer, ends_at=summer),
    )  # fmt: skip
    assert table(week(moved))[1][:2] == ["2026-07-01", "10:00"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(1)", " =1"])
def test_no_cell_runs_as_a_formula(name: str):
    (_, row) = table(week(line(name)))
    assert row[4] == f"'{name}"
    cell = sheet(week(line(name))).worksheets[0]["E2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix is True


def test_a_foreign_number_keeps_its_plus():
    assert sheet(week(line(phone="+33612345678"))).worksheets[0]["F2"].value == "+33 6 12 34 56 78"


def test_a_cancelled_call_says_by_whom_and_why():
    gone = line(
        status=CallStatus.CANCELLED, cancelled_by=CancelledBy.PATIENT, cancel_reason="moved away", notes="x"
    )
    assert table(week(gone))[1][12] == "x\nCancelled by the patient: moved away"


@given(st.text(max_size=200), st.text(max_size=500))
def test_any_text_makes_a_file_that_reads_back(name: str, about: str):
    shown = week(line(name, about=about), line())
    rows = table(shown)
    assert len(rows) == 3
    assert rows[1][4].removeprefix("'").replace("?", "") == name.encode(
        "utf-8", "replace"
    ).decode().removeprefix("'").replace("?", "")
    cells = sheet(shown).worksheets[0]
    assert cells.max_row == 3
    assert all(cell.data_type != "f" for row in cells.iter_rows() for cell in row)


def test_an_existing_file_is_replaced_whole(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_text("old" * 1000)
    files.replace(path, b"new")
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["list.csv"]


def test_a_folder_that_is_missing_or_locked_is_told_and_changes_nothing(tmp_path: Path):
    with pytest.raises(Unavailable, match="There is no folder"):
        files.replace(tmp_path / "none" / "list.csv", b"new")
    with pytest.raises(Unavailable, match="is a folder"):
        files.replace(tmp_path, b"new")
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "list.csv").write_text("old")
    locked.chmod(0o500)
    with pytest.raises(Unavailable, match="cannot be written"):
        files.replace(locked / "list.csv", b"new")
    assert (locked / "list.csv").read_text() == "old"


def test_a_full_disk_leaves_the_old_file():
    full = Path("/dev/full")
    with pytest.raises(Unavailable):
        files.replace(full, b"new")
    assert full.is_char_device()


HOSTILE = (
    "=cmd|' /C calc'!A0", "=HYPERLINK(\"https://example.org\",\"click\")", "@SUM(1+1)*cmd|' /C calc'!A0", "+1+1",
    "-2+3+cmd|' /C calc'!A0", "=1+1\";=1+1", "\n=1+1", "\r=1+1", "\t=1+1", "  =1+1", "\u00a0=1+1", "＝1+1", "＋1", "－1", "＠A1",
    "=IMPORTXML(\"https://example.org\")", "=WEBSERVICE(A1)", "{=1+1}", "=1+1,=2+2", "'=1+1", "\"=1+1", ",=1+1", ";=1+1",
)  # fmt: skip
"""What other people have put into names to see what a spreadsheet does (OWASP, CSV injection)."""


def everywhere(text: str) -> CallList:
    """Return a list with one text in every place that a person can type."""
    one = line(about=text, notes=text)
    return week(
        replace(
            one,
            patient=replace(one.patient, name=text, needs=(text,)),
            clinic=replace(LONDON, name=text),
            clinician=replace(EATON, name=text),
        )
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_typed_text_runs_anywhere_in_csv(text: str):
    (_, row) = table(everywhere(text))
    for column in (2, 3, 4, 6, 11, 12):
        cell = row[column]
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        assert cell.removeprefix("'").replace("\r\n", "\n") == text.removeprefix("'") or cell == text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_typed_text_runs_anywhere_in_excel(text: str):
    content = xlsx_file.call_list(everywhere(text))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        told = " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
        relations = " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".rels"))
    assert not re.search("<f[ >/]", told), "no formula"
    assert "<hyperlink " not in told
    assert "hyperlink" not in relations
    assert "externalLink" not in relations
    cells = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][2]
    for column in (2, 3, 4, 6, 11, 12):
        assert cells[column].data_type == "s"
        assert cells[column].hyperlink is None


@pytest.mark.parametrize("phone", ["+447700900123", "+33612345678", "+441234380345", "+12125550123"])
def test_phones_are_text_with_their_first_sign(phone: str):
    (cell,) = [row[5] for row in sheet(week(line(phone=phone))).worksheets[0].iter_rows(min_row=2)]
    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert cell.value.startswith(("0", "+"))
    (_, row) = table(week(line(phone=phone)))
    assert row[5].removeprefix("'") == cell.value
    assert not row[5].isdecimal(), "a spreadsheet would take the leading 0 away"


def test_dates_are_dates_that_a_spreadsheet_can_reckon_with():
    page = sheet(week(line(next_try=TEN + timedelta(days=2)))).worksheets[0]
    day, at, again = page["A2"], page["B2"], page["K2"]
    assert (day.is_date, at.is_date, again.is_date) == (True, True, True)
    assert (again.value - day.value).days == 2
    assert at.value == time(10)
    (_, row) = table(week(line(next_try=TEN + timedelta(days=2))))
    assert (row[0], row[1], row[10]) == ("2026-11-23", "10:00", "2026-11-25 10:00")


def test_more_than_a_cell_holds_is_cut_where_excel_counts():
    shown = week(line(about="😀" * 40_000, notes="x" * 40_000))
    page = sheet(shown).worksheets[0]
    assert len(page["G2"].value.encode("utf-16-le")) // 2 <= xlsx_file.CELL_LIMIT
    assert len(page["M2"].value) == xlsx_file.CELL_LIMIT
    assert set(page["G2"].value) == {"😀"}


def test_names_of_every_script_are_the_same_in_both_files():
    for name in ("李 Wei", "محمد علي", "Siobhán O’Brien", "😀", "X", "Zoë\u0301", "_x0041_", "a\u202eb"):
        shown = week(line(name))
        assert table(shown)[1][4] == name
        assert sheet(shown).worksheets[0]["E2"].value == name


@pytest.mark.parametrize("place", ["x" * 300, "a\x00b"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, place: str):
    with pytest.raises(Unavailable):
        files.replace(tmp_path / place, b"new")


def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path):
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0)
    try:
        with pytest.raises(Unavailable, match="cannot be written"):
            files.replace(locked / "list.csv", b"new")
    finally:
        locked.chmod(0o700)


def test_in_the_hour_that_comes_twice_the_second_call_says_so():
    first = datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    told = []
    for starts_at in (first, first + timedelta(hours=1)):
        one = line()
        told.append(replace(one, slot=replace(one.slot, starts_at=starts_at)))
    (_, summer, winter) = table(week(*told))
    assert (summer[1], winter[1]) == ("01:15", "01:15")
    assert (summer[12], winter[12]) == ("", "01:15 of winter time, after the clocks went back")
