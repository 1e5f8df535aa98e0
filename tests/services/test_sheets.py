"""Sheets at the desk: import, approve, withdraw, give out; by two people at once, and taken back. On both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from reception.documents import files
from reception.domain.errors import Conflict, Refusal, Unavailable
from reception.domain.ids import SheetId
from reception.domain.patient import Patient
from reception.domain.sheet import Edition, ImportedSheet, Output, Print, Sheet, SheetState, SheetStatus
from reception.domain.staff import Role, Staff
from reception.services import clinics, sheets, staff
from reception.services.sheets import Giving, SheetLine
from reception.storage import sheets as stored
from tests.support.desks import Practice, TestDesk
from tests.support.sheets import sheet, text

SLUG = "amitriptyline-for-back-pain"
IN_A_YEAR = date(2027, 11, 23)
CLINICIAN = "Mr William Sharples"
PDF = Giving(edition=Edition.STANDARD, how=Output.PDF)


def backs(body: str = "Some words.\n", **more: str) -> ImportedSheet:
    return ImportedSheet(title="About backs", body=body, **more)  # type: ignore[arg-type]


def add(desk: TestDesk, body: str = "Some words.\n") -> Sheet:
    made = sheets.add(desk.desk.history, backs(body)).edits[0].after
    assert isinstance(made, Sheet)
    return made


def clinician(desk: TestDesk, name: str = CLINICIAN) -> Staff:
    with desk.desk.store.read() as reader:
        found = staff.find(reader, name)
    assert found is not None
    return found


def approve(desk: TestDesk, sheet: Sheet, due: date | None = IN_A_YEAR) -> Sheet:
    sheets.approve(desk.desk.history, sheet, review_due=due, by=clinician(desk))
    return now(desk, sheet)


def now(desk: TestDesk, sheet: Sheet) -> Sheet:
    with desk.desk.store.read() as reader:
        return reader.get(Sheet, sheet.id)


def versions(desk: TestDesk, slug: str = "about-backs") -> list[tuple[int, str]]:
    with desk.desk.store.read() as reader:
        return [(one.version, str(one.status)) for one in stored.versions(reader, slug)]


def setting(desk: TestDesk, sheet: Sheet, clinic: str = "") -> sheets.Setting:
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, clinic) if clinic else None
        return sheets.setting(reader, sheet, clinic=where, edition=Edition.STANDARD, now=desk.clock())


def copies(desk: TestDesk) -> dict[int, int]:
    with desk.desk.store.read() as reader:
        return {int(sheet): count for sheet, count in stored.print_counts(reader).items()}


# ---- the library


def test_a_new_diary_has_the_first_sheet_as_a_draft(here: TestDesk):
    with here.desk.store.read() as reader:
        (line,) = sheets.library(reader, date(2026, 11, 23))
    assert (line.sheet.slug, line.sheet.version, line.state, line.copies) == (SLUG, 1, SheetState.DRAFT, 0)
    assert line.sheet.prescription_only


def test_importing_twice_gives_version_two(here: TestDesk):
    first, second = add(here), add(here, "Other words.\n")
    assert (first.version, second.version) == (1, 2)
    assert versions(here) == [(2, "draft"), (1, "draft")]
    with pytest.raises(Refusal, match="already says exactly this, as version 2"):
        add(here, "Other words.\n")


def test_two_desks_import_at_once_and_both_are_kept(here: TestDesk, there: TestDesk):
    add(here)
    add(there, "Other words.\n")
    assert versions(here) == [(2, "draft"), (1, "draft")]


def test_the_article_becomes_the_next_version_of_its_own_title(here: TestDesk, shared: Path):
    imported = sheets.read_file(shared / "articles" / f"{SLUG}.txt")
    assert sheets.add(here.desk.history, replace(imported, title="Amitriptyline for back pain"))
    assert versions(here, SLUG) == [(2, "draft"), (1, "draft")]
    with here.desk.store.read() as reader:
        newest = stored.versions(reader, SLUG)[0]
    assert newest.body == imported.body
    assert (newest.author, newest.updated) == (imported.author, "2025-09")


def test_any_text_is_kept_as_it_is(here: TestDesk):
    body = "李 😀 محمد ‘quotes’ \\ % _ ; -- ' \" \n\n- {0} $1 :name\n"
    assert now(here, add(here, body)).body == body


def test_an_unknown_name_is_refused_with_those_there_are(here: TestDesk):
    with here.desk.store.read() as reader:
        with pytest.raises(Refusal, match=f"There is no sheet “knees”. There are: {SLUG}."):
            sheets.named(reader, "knees")
        assert sheets.named(reader, f" {SLUG.upper()} ").slug == SLUG


# ---- approval


def test_approving_withdraws_the_version_before(here: TestDesk):
    approve(here, add(here))
    second = approve(here, add(here, "Other words.\n"))
    assert versions(here) == [(2, "approved"), (1, "withdrawn")]
    assert (second.approved_by, second.approved_at) == (clinician(here).id, here.clock())
    with here.desk.store.read() as reader:
        assert sheets.named(reader, "about-backs").version == 2


def test_the_approved_version_is_given_while_a_newer_one_is_a_draft(here: TestDesk):
    approve(here, add(here))
    add(here, "Other words.\n")
    with here.desk.store.read() as reader:
        assert sheets.named(reader, "about-backs").version == 1
        assert sheets.draft_of(reader, "about-backs").version == 2


def test_an_older_draft_does_not_push_out_a_newer_approved_version(here: TestDesk):
    first = add(here)
    approve(here, add(here, "Other words.\n"))
    with pytest.raises(Refusal, match="Version 2 of “About backs” is newer, and approved"):
        approve(here, first)
    assert versions(here) == [(2, "approved"), (1, "draft")]


@pytest.mark.parametrize("name", ["Ann Kay", "Joe Moss"])
def test_only_a_clinician_approves(here: TestDesk, there: TestDesk, name: str):
    desk = here if name == "Ann Kay" else there
    sheet = add(desk)
    with pytest.raises(Refusal, match="Only a clinician can approve a sheet"):
        sheets.approve(desk.desk.history, sheet, review_due=IN_A_YEAR)
    assert versions(here) == [(1, "draft")]


def test_a_clinician_at_the_desk_approves_as_themselves(diary: Practice, here: TestDesk):
    sheet = add(here)
    desk = diary.desk(CLINICIAN)
    sheets.approve(desk.desk.history, sheet, review_due=IN_A_YEAR)
    assert now(here, sheet).approved_by == clinician(here).id


def test_two_desks_approve_at_once(here: TestDesk, there: TestDesk):
    sheet = add(here)
    approve(here, sheet)
    with pytest.raises(Conflict, match="Somebody else has just changed this sheet"):
        sheets.approve(there.desk.history, sheet, review_due=date(2028, 1, 1), by=clinician(there))
    assert now(there, sheet).review_due == IN_A_YEAR


def test_two_desks_approve_two_versions(here: TestDesk, there: TestDesk):
    first, second = add(here), add(here, "Other words.\n")
    approve(here, first)
    approve(there, second)
    assert versions(here) == [(2, "approved"), (1, "withdrawn")]


def test_withdrawing_what_somebody_else_has_changed_is_refused(here: TestDesk, there: TestDesk):
    sheet = add(here)
    approve(here, sheet)
    with pytest.raises(Conflict):
        sheets.withdraw(there.desk.history, sheet)
    assert now(here, sheet).status is SheetStatus.APPROVED


# ---- undo


def test_import_approval_and_withdrawal_are_taken_back_and_brought_back(here: TestDesk):
    first = approve(here, add(here))
    second = approve(here, add(here, "Other words.\n"))
    sheets.withdraw(here.desk.history, second)
    steps = [versions(here)]
    for _ in range(5):
        here.undo()
        steps.append(versions(here))
    assert steps == [
        [(2, "withdrawn"), (1, "withdrawn")],
        [(2, "approved"), (1, "withdrawn")],
        [(2, "draft"), (1, "approved")],
        [(1, "approved")],
        [(1, "draft")],
        [],
    ]
    for expected in reversed(steps[:-1]):
        here.redo()
        assert versions(here) == expected
    assert now(here, first) == replace(first, status=SheetStatus.WITHDRAWN)


def test_an_undo_cannot_leave_two_approved_versions(here: TestDesk, there: TestDesk):
    first = approve(here, add(here))
    sheets.withdraw(here.desk.history, first)
    approve(there, add(there, "Other words.\n"))
    with pytest.raises(Refusal, match="Version 2 of “About backs” is approved by now"):
        here.undo()
    assert versions(here) == [(2, "approved"), (1, "withdrawn")]


def test_an_import_that_was_approved_by_another_desk_is_not_taken_back(here: TestDesk, there: TestDesk):
    sheet = add(here)
    approve(there, sheet)
    with pytest.raises(Conflict, match="can no longer be taken back"):
        here.undo()
    assert versions(here) == [(1, "approved")]


# ---- giving out


def test_a_print_is_logged_for_good_and_is_no_step_of_undo(here: TestDesk):
    sheet = approve(here, add(here))
    here.book("10:00")
    here.undo()
    given = (
        sheets.give(here.desk.history, sheet, Giving(edition=Edition.STANDARD, how=Output.PRINT))
        .edits[0]
        .after
    )
    assert here.redo().action == "Booked", "what was undone before can be brought back all the same"
    sheets.give(here.desk.history, sheet, PDF)
    assert here.undo().action == "Booked"
    assert here.undo().action == "Approved a sheet"
    with here.desk.store.read() as reader:
        assert given in reader.all(Print)
        assert len(reader.all(Print)) == 2


def test_giving_is_noted_with_edition_patient_and_person(here: TestDesk):
    here.book("10:00")
    sheet, patient = approve(here, add(here)), here.line().patient
    giving = Giving(edition=Edition.LARGE, how=Output.PRINT, patient=patient.id, copies=3)
    change = sheets.give(here.desk.history, sheet, giving)
    assert str(change) == "Printed a sheet: About backs, version 1, 18 pt"
    with here.desk.store.read() as reader:
        ((given, which),) = stored.given_to(reader, patient.id)
        (line,) = [one for one in sheets.library(reader, IN_A_YEAR) if one.sheet.slug == "about-backs"]
    assert which == sheet
    assert (given.edition, given.copies, given.staff, given.at) == (
        Edition.LARGE, 3, here.desk.history.staff.id, here.clock(),
    )  # fmt: skip
    assert line.copies == 3


def test_what_a_patient_was_given_is_listed_newest_first(here: TestDesk):
    here.book("10:00")
    patient = here.line().patient
    sheet = approve(here, add(here))
    for edition in (Edition.STANDARD, Edition.GIANT):
        sheets.give(here.desk.history, sheet, Giving(edition=edition, how=Output.PRINT, patient=patient.id))
        here.clock.move(minutes=1)
    with here.desk.store.read() as reader:
        found = [given.edition for given, _ in stored.given_to(reader, patient.id)]
    assert found == [Edition.GIANT, Edition.STANDARD]


def test_a_sheet_that_somebody_else_has_just_withdrawn_is_not_given(here: TestDesk, there: TestDesk):
    sheet = approve(here, add(here))
    sheets.withdraw(there.desk.history, sheet)
    with pytest.raises(Refusal, match="is withdrawn. Print the newest version"):
        sheets.give(here.desk.history, sheet, PDF)
    assert copies(here) == {}


def test_an_overdue_sheet_is_given_by_a_manager_with_a_reason(diary: Practice, here: TestDesk):
    sheet = approve(here, add(here))
    here.clock.now += timedelta(days=400)
    with pytest.raises(Refusal, match="overdue for review"):
        sheets.give(here.desk.history, sheet, replace(PDF, reason="because"))
    staff.add(here.desk.history, "Nora Blake", Role.MANAGER)
    manager = diary.desk("Nora Blake")
    with pytest.raises(Refusal, match="overdue for review"):
        sheets.give(manager.desk.history, sheet, PDF)
    sheets.give(manager.desk.history, sheet, replace(PDF, reason=" The new one comes on Friday "))
    assert copies(here) == {sheet.id: 1}


def line(slug: str, state: SheetState, version: int = 1) -> SheetLine:
    made = sheet(slug=slug, version=version, id=SheetId(10 * ord(slug) + version))
    return SheetLine(sheet=made, state=state, copies=0)


DRAFT, OVERDUE, DUE = (
    line("a", SheetState.DRAFT),
    line("b", SheetState.OVERDUE),
    line("c", SheetState.REVIEW_DUE),
)
APPROVED, WITHDRAWN = line("d", SheetState.APPROVED), line("e", SheetState.WITHDRAWN)
NEW_DRAFT = line("d", SheetState.DRAFT, 2)


@pytest.mark.parametrize(
    ("known", "looked_at", "best"),
    [
        ([DRAFT, OVERDUE, DUE, APPROVED], None, DUE),
        ([DRAFT, OVERDUE, DUE, APPROVED], DRAFT, DUE),
        ([DRAFT, OVERDUE, DUE, APPROVED], APPROVED, APPROVED),
        ([DRAFT, DUE, NEW_DRAFT, APPROVED], NEW_DRAFT, APPROVED),
        ([DRAFT, OVERDUE, WITHDRAWN], DRAFT, OVERDUE),
        ([WITHDRAWN, DRAFT, NEW_DRAFT], None, DRAFT),
        ([WITHDRAWN, DRAFT, NEW_DRAFT], NEW_DRAFT, NEW_DRAFT),
        ([WITHDRAWN], None, WITHDRAWN),
        ([], None, None),
    ],
)
def test_a_patient_is_given_what_may_be_given_before_a_draft(
    known: list[SheetLine], looked_at: SheetLine | None, best: SheetLine | None
):
    assert sheets.to_give(known, looked_at) is best


@pytest.mark.parametrize(
    ("needs", "edition"),
    [
        ((), Edition.STANDARD),
        (("hearing",), Edition.STANDARD),
        (("Large Print",), Edition.LARGE),
        (("interpreter", "giant print"), Edition.GIANT),
        (("large print", "giant print"), Edition.GIANT),
    ],
)
def test_the_recorded_need_picks_the_edition(file_diary: Practice, needs: tuple[str, ...], edition: Edition):
    desk = file_diary.desk()
    desk.publish()
    desk.book("10:00")
    patient: Patient = replace(desk.line().patient, needs=needs)
    assert sheets.edition_for(patient) is edition


# ---- the file


def test_a_saved_pdf_is_whole_and_noted(here: TestDesk, tmp_path: Path):
    sheet = approve(here, add(here))
    path = tmp_path / "out.pdf"
    change = sheets.save_pdf(here.desk.history, setting(here, sheet, "Bedford"), PDF, path)
    assert str(change) == "Saved a sheet as PDF: About backs, version 1, 14 pt"
    told = text(path.read_bytes())
    assert "Some words." in told
    assert "Kingswood Way, MK40 4GH" in told
    assert copies(here) == {sheet.id: 1}


def test_the_saved_file_is_the_one_that_was_shown(here: TestDesk, tmp_path: Path):
    made_of = setting(here, add(here))
    sheets.save_pdf(here.desk.history, made_of, PDF, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == sheets.pages(made_of).pdf


def test_an_existing_file_is_replaced_whole(here: TestDesk, tmp_path: Path):
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old" * 1_000_000)
    sheets.save_pdf(here.desk.history, setting(here, add(here)), PDF, path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.read_bytes().rstrip().endswith(b"%%EOF")
    assert not list(tmp_path.glob(".out.pdf*"))


@pytest.mark.parametrize(
    "kind", ["no folder", "a folder", "not writable", "not to be entered", "too long", "no name"]
)
def test_where_no_file_can_be_written_nothing_is_noted(here: TestDesk, tmp_path: Path, kind: str):
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "out.pdf").write_bytes(b"old")
    path = {
        "no folder": tmp_path / "none" / "out.pdf",
        "a folder": tmp_path / "locked",
        "not writable": locked / "out.pdf",
        "not to be entered": locked / "out.pdf",
        "too long": tmp_path / ("x" * 300),
        "no name": tmp_path / "a\x00b.pdf",
    }[kind]
    locked.chmod({"not writable": 0o500, "not to be entered": 0}.get(kind, 0o700))
    sheet = add(here)
    try:
        with pytest.raises(Unavailable) as told:
            sheets.save_pdf(here.desk.history, setting(here, sheet), PDF, path)
    finally:
        locked.chmod(0o700)
    assert told.value.sentence.endswith(".")
    assert (locked / "out.pdf").read_bytes() == b"old"
    assert copies(here) == {}
    assert not list(tmp_path.rglob(".*.pdf.*"))


def test_a_busy_diary_leaves_the_old_file(here: TestDesk, there: TestDesk, tmp_path: Path):
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    made_of = setting(here, add(here))
    with here.desk.store.read() as reader:
        if reader.connection.dialect.name == "sqlite":
            reader.connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    with there.desk.store.write(), pytest.raises(Unavailable, match="is busy"):
        sheets.save_pdf(here.desk.history, made_of, PDF, path)
    assert path.read_bytes() == b"old"
    assert not list(tmp_path.glob(".out.pdf*"))
    assert copies(here) == {}


def test_a_sheet_withdrawn_while_its_pages_are_set_leaves_the_old_file(
    here: TestDesk, there: TestDesk, tmp_path: Path
):
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    sheet = add(here)
    with files.ready(path, b"new") as put:
        sheets.withdraw(there.desk.history, sheet)
        with pytest.raises(Refusal, match="is withdrawn"):
            sheets.give(here.desk.history, sheet, PDF, put)
    assert path.read_bytes() == b"old"
    assert copies(here) == {}


def test_a_file_that_cannot_be_put_in_place_is_not_noted(here: TestDesk, tmp_path: Path):
    path = tmp_path / "out.pdf"
    sheet = add(here)
    with files.ready(path, b"new") as put:
        (path / "in the way").mkdir(parents=True)
        with pytest.raises(Unavailable, match="cannot be written"):
            sheets.give(here.desk.history, sheet, PDF, put)
    assert [one.name for one in tmp_path.glob("*out.pdf*")] == ["out.pdf"]
    assert copies(here) == {}


def test_a_withdrawn_sheet_is_not_written(here: TestDesk, tmp_path: Path):
    sheet = add(here)
    sheets.withdraw(here.desk.history, sheet)
    with pytest.raises(Refusal, match="is withdrawn"):
        sheets.save_pdf(here.desk.history, setting(here, sheet), PDF, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
