"""Settings, and who works at the desk, in the real window on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollBar, QWidget
from sqlcipher3 import dbapi2

from reception import desk as desks
from reception import settings as kept_settings
from reception.domain import availability as rules
from reception.domain.errors import Unavailable
from reception.domain.sheet import SheetState
from reception.domain.staff import Role
from reception.services import availability as availability_service
from reception.services import clinicians, clinics, databases, organisation, staff
from reception.storage import keys
from reception.ui.booking.call_card import CallCard
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.clinics.forms import ClinicForm
from reception.ui.diary.holiday_form import HolidayForm
from reception.ui.diary.publish import PublishForm
from reception.ui.diary.rescue_form import RescueForm
from reception.ui.settings.calls import TriesForm
from reception.ui.settings.clinicians import ClinicianForm
from reception.ui.settings.pc import DeskForm
from reception.ui.settings.remove_form import RemoveForm
from reception.ui.settings.rule_form import RuleForm
from reception.ui.settings.staff import StaffForm
from reception.ui.settings.view import SECTIONS
from reception.ui.settings.who import WhoForm
from reception.ui.theme import DARK
from tests.support.windows import Window

FIRST = {"Mr Oliver Eaton": Role.CLINICIAN, "Mr William Sharples": Role.CLINICIAN}
ANN = {"Ann Kay": Role.RECEPTIONIST}
"""Who published the weeks of `here`."""


def on_the_list(window) -> dict[str, Role]:
    with window.main.background._worker.desk.store.read() as reader:
        return {person.name: person.role for person in staff.working(reader)}


# ---- who works at the desk


@pytest.fixture
def who(window) -> WhoForm:
    window.main.act("who")
    opened: WhoForm = window.dialog(WhoForm)
    return opened


def test_switching_takes_two_keystrokes(window, who):
    assert who.name.input.text() == "Mia Lane", "nobody of this name is on the list yet"
    window.press("Escape")
    window.main.act("who")
    window.dialog(WhoForm).people.setFocus()
    window.press("W Return")
    assert window.no_dialog()
    assert window.main.background.staff.name == "Mr William Sharples"
    window.main.act("who")
    assert window.dialog(WhoForm).people.current.name == "Mr William Sharples"
    window.press("Up Return")
    assert window.main.background.staff.name == "Mr Oliver Eaton"
    assert window.main.toast.sentence == "Mr Oliver Eaton works at this desk now."


def test_a_new_person_is_added_and_signed_in(window, who):
    window.type("Nora Blake")
    window.press("Tab Down Return")
    assert window.no_dialog()
    assert on_the_list(window) == FIRST | ANN | {"Nora Blake": Role.MANAGER}, "and nobody else came"
    assert window.main.background.staff.name == "Nora Blake"
    assert window.main.top._initials.text() == "NB"


def test_a_new_person_added_by_somebody_known_can_be_taken_back(window, who):
    who.people.setFocus()
    window.press("A Return")
    window.main.act("who")
    window.dialog(WhoForm).name.setFocus()
    window.type("Joe Moss")
    window.press("Return")
    assert on_the_list(window)["Joe Moss"] is Role.RECEPTIONIST
    window.main.act("who")
    window.dialog(WhoForm)
    window.press("A Return")
    assert window.main.background.staff.name == "Ann Kay"
    window.press("Ctrl+Z")
    assert on_the_list(window) == FIRST | ANN, (window.main.toast.sentence, window.focus)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Type a name."),
        ("  \u200b ", "Type a name."),
        ("mr  william SHARPLES", "Mr William Sharples is already on the staff list."),
        ("x" * 10_000, "A name can have at most 200 characters; this one has 10,000."),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(window, who, name, sentence):
    who.name.input.setText(name)
    who.name.setFocus()
    window.press("Return")
    assert who.isVisible()
    assert who.name.refusal == sentence
    assert who.name.input.text() == name
    assert on_the_list(window) == FIRST | ANN, (window.main.toast.sentence, window.focus)


def test_who_works_is_picked_with_the_mouse(window, who):
    who.name.input.clear()
    who.people.selectRow(2)
    who.doing.setFocus()
    who.doing.click()
    assert window.no_dialog()
    assert window.main.background.staff.name == "Mr William Sharples"


def chosen(who: WhoForm) -> tuple[str, str]:
    """Return who looks chosen: in the list, and in the field."""
    rows = who.people.selectionModel().selectedRows()
    name = who.people.rows.values[rows[0].row()].name if rows else ""
    return name, who.name.input.text()


def test_never_do_a_row_and_a_name_look_chosen_at_once(window, who):
    assert chosen(who) == ("", "Mia Lane")
    who.people.setFocus()
    window.press("W")
    assert chosen(who) == ("Mr William Sharples", "")
    who.name.input.setFocus()
    window.type("Nora")
    assert chosen(who) == ("", "Nora")
    who.people.setFocus()
    window.press("Down")
    assert chosen(who) == ("Ann Kay", "")
    who.name.input.setFocus()
    window.press("Ctrl+Z")
    assert chosen(who) == ("", "Nora")


def test_whoever_is_clicked_in_the_list_works_here_though_a_name_was_suggested(window, who):
    row = next(n for n, one in enumerate(who.people.rows.values) if one.name == "Mr Oliver Eaton")
    place = who.people.visualRect(who.people.rows.index(row, 0)).center()
    QTest.mouseClick(who.people.viewport(), Qt.MouseButton.LeftButton, pos=place)
    window.settle()
    assert chosen(who) == ("Mr Oliver Eaton", "")
    who.doing.click()
    assert window.no_dialog()
    assert window.main.background.staff.name == "Mr Oliver Eaton"
    assert on_the_list(window) == FIRST | ANN


def test_the_first_start_asks_who_works_here(tmp_path, clock, qtbot, qapp):
    from reception import app, settings

    chosen = settings.read(environment={})
    main = app.open_window(qapp, chosen, clock)
    qtbot.addWidget(main)
    window = Window(main, qtbot)
    qtbot.waitUntil(lambda: main.findChild(WhoForm) is not None)
    who = window.dialog(WhoForm)
    assert who.name.input.text() == main.background.staff.name, "the user of this PC is suggested"
    who.name.input.clear()
    window.type("Nora Blake")
    window.press("Return")
    assert settings.remembered(chosen, "staff") == "Nora Blake"
    assert on_the_list(window) == FIRST | {"Nora Blake": Role.RECEPTIONIST}
    main.close()
    again = app.open_window(qapp, chosen, clock)
    qtbot.addWidget(again)
    Window(again, qtbot).settle()
    assert again.findChild(WhoForm) is None
    assert again.background.staff.name == "Nora Blake"
    again.close()


# ---- the sections


def settings_at(window, name: str):
    """Open a section the way the palette does."""
    window.main.context.go("settings", name)
    window.settle()
    return window.screen.section


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("availability", "Availability"),
        ("clinics", "Clinics"),
        ("clinicians", "Clinicians"),
        ("closures", "Closures and holidays"),
        ("leave", "Leave of clinicians"),
        ("calls", "Calls: tries and results"),
        ("sheets", "Sheets: review"),
        ("staff", "Staff"),
        ("pc", "This PC"),
        ("database", "Database"),
        ("backup", "Backup"),
    ],
)
def test_every_section_opens_by_its_name_and_every_control_has_a_name(window, name, title):
    section = settings_at(window, name)
    assert section.title.text() == title
    assert window.main.toast.sentence == ""
    for control in section.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible():
            assert control.accessibleName() or isinstance(control, QScrollBar), control


def test_the_sections_are_walked_with_the_arrows_and_entered(window):
    window.press("Ctrl+7")
    seen = []
    for _ in range(10):
        seen.append(window.screen.section.title.text())
        window.press("Down")
    assert len(set(seen)) == 10
    window.press("Home")
    assert window.screen.section.title.text() == "Availability"
    window.press("Return")
    assert window.screen.section.isAncestorOf(window.focus)


# ---- availability


@pytest.fixture
def availability(window):
    return settings_at(window, "availability")


def rota(window, whose: str = "Eaton"):
    with window.main.background._worker.desk.store.read() as reader:
        clinician = clinicians.named(reader, whose)
        return [rule for rule in availability_service.rota(reader) if rule.clinician == clinician.id]


def texts(window, whose: str = "Eaton") -> list[str]:
    return [rules.text(rule) for rule in rota(window, whose)]


def test_the_example_rota_is_marked_until_it_is_kept(window, availability):
    assert availability.example.sentence.startswith("This rota is an example")
    assert {block.shown.note for block in availability.board.blocks} == {"Example"}
    availability.keep()
    window.settle()
    assert availability.example.sentence == ""
    assert {block.shown.note for block in availability.board.blocks} == {""}
    assert not any(rule.example for rule in rota(window))
    window.press("Ctrl+Z")
    assert availability.example.sentence.startswith("This rota is an example")


def test_a_rule_is_added_and_taken_back(window, availability):
    before = texts(window)
    availability.add()
    form = window.dialog(RuleForm)
    form.clinic.input.setCurrentText("Bedford")
    form.days[0].setChecked(False)
    form.days[5].setChecked(True)
    form.starts.input.setText("13")
    form.ends.input.setText("15.30")
    form.length.input.setValue(30)
    assert form.told.text() == "5 slots of 30 min. Slots change when you publish."
    assert form.warning.sentence == ""
    form.ends.setFocus()
    window.press("Return")
    assert window.no_dialog()
    assert sorted(texts(window)) == sorted([*before, "Saturday 13:00–15:30"])
    added = next(rule for rule in rota(window) if rule.starts == time(13) and rule.weekday == 5)
    assert (added.slot_minutes, added.gap_minutes, added.every_weeks, added.example) == (30, 0, 1, False)
    assert availability.clinician.name == "Mr Oliver Eaton"
    assert (
        availability.example.sentence == "11 of these 12 rules are still the example. Change them to yours."
    )
    window.press("Ctrl+Z")
    assert texts(window) == before


def test_a_rule_is_edited_and_removed_on_the_board_by_keyboard(window, availability):
    availability.board.focus_current()
    window.press("Right Down")
    assert rules.text(availability.current) == "Tuesday 13:30–17:00"
    assert availability.told.text().startswith(
        "Tuesday 13:30–17:00, Manchester · 14 slots of 15 min · every week"
    )
    window.press("Return")
    form = window.dialog(RuleForm)
    form.ends.setFocus()
    form.ends.input.clear()
    window.type("16:00")
    window.press("Return")
    assert window.no_dialog()
    assert "Tuesday 13:30–16:00" in texts(window)
    assert rules.text(availability.current) == "Tuesday 13:30–16:00", "the choice stays on it"
    availability.board.focus_current()
    window.press("Delete")
    assert window.dialog(RemoveForm)
    assert "Tuesday 13:30–16:00" in texts(window)
    window.press("Return")
    assert "Tuesday 13:30–16:00" not in texts(window)
    window.press("Ctrl+Z Ctrl+Z")
    assert "Tuesday 13:30–17:00" in texts(window)


def test_the_list_does_what_the_board_does(window, availability):
    QTest.mouseClick(availability.as_.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    window.settle()
    availability.table.setFocus()
    window.press("Down Delete Return")
    assert "Monday 13:00–17:00" not in texts(window)
    window.press("Ctrl+Z")
    availability.table.setFocus()
    window.press("Home Return")
    assert window.dialog(RuleForm).asked.seen == rota(window)[0]


@pytest.mark.parametrize(
    ("starts", "ends", "field", "sentence"),
    [
        ("nine", "12:00", "starts", "“nine” is not a time. Write it as 10:15."),
        ("09:00", "", "ends", "“” is not a time. Write it as 10:15."),
        ("12:00", "09:00", "ends", "Monday 12:00–09:00 ends before it starts. Change one of the times."),
        (
            "11:00",
            "14:00",
            "starts",
            "It overlaps Monday 09:00–12:00 of the same clinician. Change one of them.",
        ),
        (
            "22:00",
            "02:00",
            "ends",
            "Monday 22:00–02:00 ends before it starts: no rule goes past midnight. "
            "Let it end on the same day, and add the rest on Tuesday.",
        ),
        ("09:00", "24:00", "ends", "“24:00” is not a time. Write it as 10:15."),
        ("25:00", "26:00", "starts", "“25:00” is not a time. Write it as 10:15."),
        ("9" * 10_000, "12:00", "starts", f"“{'9' * 39}…” is not a time. Write it as 10:15."),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_their_field(
    window, availability, starts, ends, field, sentence
):
    before = texts(window)
    availability.add()
    form = window.dialog(RuleForm)
    form.starts.input.setText(starts)
    form.ends.input.setText(ends)
    window.press("Return")
    assert form.isVisible()
    assert form.fields[field].refusal == sentence
    assert (form.starts.input.text(), form.ends.input.text()) == (starts, ends)
    assert texts(window) == before


def test_no_day_of_the_week_is_refused(window, availability):
    availability.add()
    form = window.dialog(RuleForm)
    form.days[0].setChecked(False)
    window.press("Return")
    assert form.refusal == "Choose at least one day of the week."


def test_outside_the_opening_hours_is_warned_of_and_allowed(window, availability):
    availability.add_at(6, 8)
    form = window.dialog(RuleForm)
    assert form.warning.sentence == (
        "London is open Mon–Sat 09:00–18:00: outside on Sunday. You can still save it."
    )
    window.press("Return")
    assert window.no_dialog()
    assert "Sunday 08:00–11:00" in texts(window)
    block = next(one for one in availability.board.blocks if one.shown.rule.weekday == 6)
    assert block.shown.note == "Outside opening hours"


def test_only_the_clinic_of_the_filter_is_shown_and_that_is_said(window, availability):
    with window.main.background._worker.desk.store.read() as reader:
        manchester = clinics.named(reader, "Manchester")
    window.main.context.filter_by(manchester.id)
    window.settle()
    assert {block.shown.clinic for block in availability.board.blocks} == {"Manchester"}
    assert availability.note.text() == "Only Manchester is shown; 7 more elsewhere."


def test_it_says_what_publishing_would_change(window, here, availability):
    here.book("10:00")
    availability_service.remove(here.desk.history, rota(window)[0])
    availability.refresh()
    window.settle()
    assert availability.plan.figures.conflicting.text() == "1 booked call would no longer fit"
    assert "Stays booked, so move the call: Jane Holt, Mon 23 Nov 10:00, London – no longer in the rota." in (
        availability.plan.figures.told.text()
    )
    availability.plan.publish()
    assert window.dialog(PublishForm)


# ---- clinics, clinicians, closures, calls, staff


def test_a_clinic_is_edited_from_settings(window):
    section = settings_at(window, "clinics")
    section.table.setFocus()
    window.press("Return")
    form = window.dialog(ClinicForm)
    form.texts["parking"].input.setText("Behind the house")
    window.press("Return")
    assert window.no_dialog()
    assert section.table.rows.values[0].parking == "Behind the house"
    window.press("Ctrl+Z")
    assert section.table.rows.values[0].parking == ""


def test_a_clinician_is_added_retired_and_brought_back(window):
    section = settings_at(window, "clinicians")
    section.add()
    form = window.dialog(ClinicianForm)
    window.press("Return")
    assert form.name.refusal == "Type the clinician’s name."
    window.type("Dr Nora Blake")
    window.press("Tab")
    window.type("Physiotherapist")
    window.press("Return")
    assert window.no_dialog()
    assert on_the_list(window)["Dr Nora Blake"] is Role.CLINICIAN
    section.table.setFocus()
    window.press("Home Delete")
    retired = section.table.rows.values[-1]
    assert (retired.name, retired.title, retired.retired) == ("Dr Nora Blake", "Physiotherapist", True)
    section.table.choose(retired.id)
    section.acts["Bring back"].click()
    window.settle()
    assert not any(one.retired for one in section.table.rows.values)
    assert "Dr Nora Blake" in on_the_list(window)


def test_a_closure_is_added_taken_out_and_brought_back(window):
    section = settings_at(window, "closures")
    assert section.empty.heading.text() == "No closures planned"
    days = [(str(one.day), one.name) for one in section.holidays.rows.values]
    assert days[:3] == [
        ("2026-12-25", "Christmas Day"),
        ("2026-12-26", "Boxing Day"),
        ("2026-12-28", "Boxing Day, substitute day"),
    ]
    section.holidays.setFocus()
    window.press("Home Return")
    form = window.dialog(HolidayForm)
    assert section.holidays.rows.values[0].state == "To decide: London, Manchester"
    form.questions.close_rest()
    window.press("Return")
    assert window.no_dialog()
    assert section.holidays.rows.values[0].state == "Closed"
    assert len(section.table.rows.values) == 2, "it is kept as closures"
    window.press("Ctrl+Z")
    assert section.holidays.rows.values[0].undecided
    window.main.context.filter_by(window.main.context.clinics[0].id)
    window.settle()
    section.add()
    form = window.dialog(ClosureForm)
    form.reason.input.setText("Training")
    window.press("Return")
    assert window.no_dialog()
    assert [(one.whose, one.thing.reason) for one in section.table.rows.values] == [("London", "Training")]
    section.table.setFocus()
    window.press("Delete")
    assert section.table.rows.values == ()
    window.press("Ctrl+Z")
    assert [one.whose for one in section.table.rows.values] == ["London"]
    window.main.context.filter_by(window.main.context.clinics[1].id)
    window.settle()
    assert section.table.rows.values == ()
    window.main.context.filter_by(None)
    window.settle()
    assert [one.whose for one in section.table.rows.values] == ["London"]
    window.press("Ctrl+Z")
    assert section.table.rows.values == ()


def test_a_closure_says_how_many_calls_are_still_booked_and_shows_them(window, here):
    here.book("10:00")
    section = settings_at(window, "closures")
    section.add()
    form = window.dialog(ClosureForm)
    window.press("Return")
    assert form.refusal == "Choose which clinic closes, or all of them.", (
        "every clinic would be one Enter away"
    )
    form.where.input.setCurrentText("All clinics")
    window.press("Return")
    assert form.refusal.startswith("1 call is booked in it: Jane Holt Mon 23 Nov 10:00. Move it first,")
    assert form.doing.text() == "Close these days, keep the calls booked"
    window.press("Return")
    assert [one.line.patient.name for one in window.dialog(RescueForm).table.rows.values] == ["Jane Holt"]
    window.press("Escape")
    assert window.no_dialog()
    assert section.table.rows.data(section.table.rows.index(0, 1)) == "1 call to move"
    section.table.setFocus()
    window.press("Return")
    assert window.dialog(CallCard).panel.line.patient.name == "Jane Holt"
    assert window.main.current == "diary"


def test_the_tries_are_changed_for_every_desk(window, there):
    section = settings_at(window, "calls")
    assert section.facts.told("On one day") == "At most two, at least 15 minutes apart"
    section.change()
    form = window.dialog(TriesForm)
    form.count.input.setValue(5)
    form.pause.input.setValue(30)
    form.count.setFocus()
    window.press("Return")
    assert window.no_dialog()
    assert section.facts.told("Tries") == "5, then the call can be closed as not reached"
    assert section.facts.told("On one day") == "At most two, at least 30 minutes apart"
    with there.desk.store.read() as reader:
        assert organisation.get(reader).attempts == 5
    window.press("Ctrl+Z")
    assert section.facts.told("Tries").startswith("3,")


def test_the_staff_list_is_changed_and_taken_back(window):
    section = settings_at(window, "staff")
    section.add()
    form = window.dialog(StaffForm)
    window.type("mr oliver eaton")
    window.press("Return")
    assert form.name.refusal == "Mr Oliver Eaton is already on the staff list."
    form.name.input.clear()
    window.type("Nora Blake")
    window.press("Return")
    assert window.no_dialog()
    assert on_the_list(window)["Nora Blake"] is Role.RECEPTIONIST
    section.table.setFocus()
    window.press("End Return")
    form = window.dialog(StaffForm)
    assert form.name.input.text() == "Nora Blake"
    form.role.input.setCurrentText("Manager")
    window.press("Return")
    assert on_the_list(window)["Nora Blake"] is Role.MANAGER
    section.table.setFocus()
    window.press("End Delete")
    assert "Nora Blake" not in on_the_list(window)
    window.press("Ctrl+Z")
    assert on_the_list(window)["Nora Blake"] is Role.MANAGER


def test_sheets_say_who_may_approve(window):
    section = settings_at(window, "sheets")
    assert section.standing.told("May approve") == "Mr Oliver Eaton, Mr William Sharples"
    assert section.states[SheetState.DRAFT].text() == "1 draft"
    assert section.facts.told("Next review") == "Within 3 years"


# ---- this PC, the database, backup


def test_the_look_is_chosen_and_remembered(window):
    section = settings_at(window, "pc")
    QTest.mouseClick(section.look.findChildren(QPushButton)[2], Qt.MouseButton.LeftButton)
    assert window.main.theme.tokens is DARK
    assert kept_settings.remembered(window.main.background.settings, "theme") == "dark"
    window.main.act("theme")
    assert section.look.value == "light"


def test_the_desk_is_renamed_from_the_next_start(window):
    section = settings_at(window, "pc")
    section.rename()
    form = window.dialog(DeskForm)
    form.name.input.setText("x" * 10_000)
    window.press("Return")
    assert form.name.refusal == "The name of a desk can have at most 60 characters."
    form.name.input.setText(" ")
    window.press("Return")
    assert form.name.refusal == "Type a name for this desk."
    form.name.input.setText("Back office")
    window.press("Return")
    assert window.no_dialog()
    kept = window.main.background.settings
    assert kept_settings.remembered(kept, "desk") == "Back office"
    assert section.facts.told("Name") == f"Back office (until the next start: {kept.desk})"


def test_settings_that_cannot_be_kept_are_said_and_the_form_stays(window):
    folder = window.main.background.settings.config_folder
    section = settings_at(window, "pc")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o500)
    try:
        section.rename()
        form = window.dialog(DeskForm)
        form.name.input.setText("Back office")
        window.press("Return")
        assert form.isVisible()
        assert form.refusal == f"The settings cannot be kept in {folder}. Make it writable."
    finally:
        folder.chmod(0o700)


def test_a_copy_from_before_an_update_is_named(file_window):
    place = file_window.main.background.settings.database
    kept = place.with_name(f"{place.name}.schema-1-2026-11-25")
    kept.write_bytes(b"noise")
    section = settings_at(file_window, "database")
    told = section.facts.told("Kept beside it")
    assert told.startswith(f"{kept.name}: the diary as it was before a new version of Reception")
    assert told.endswith("Once all is well, it may be thrown away.")


def test_the_database_says_what_it_is(window):
    section = settings_at(window, "database")
    place = window.main.background.settings.database
    if isinstance(place, str):
        assert section.facts.told("Where").startswith("A shared PostgreSQL database: postgresql+psycopg://")
        assert "no key or recovery key here" in section.facts.told("Key")
        assert section.recovery.isHidden()
        assert section.notice.sentence == ""
    else:
        assert section.facts.told("Where") == str(place)
        assert section.facts.told("Encrypted").startswith("Yes, all of it")
        assert not section.recovery.isHidden()
        assert "the key lies in a file" in section.notice.sentence


def test_the_check_counts_what_is_there(window):
    section = settings_at(window, "database")
    section.check_button.click()
    assert not section.check_button.isEnabled(), "it is not asked for twice"
    window.settle()
    assert section.result.sentence.startswith("The diary is sound: 3 clinics, ")
    assert section.check_button.isEnabled()


def test_the_check_says_what_is_wrong(file_window):
    section = settings_at(file_window, "database")
    place = file_window.main.background.settings.database
    key = keys.find(place, file_window.main.background.settings.config_folder)
    connection = dbapi2.connect(str(place))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("UPDATE slots SET clinic = 4711 WHERE id = (SELECT min(id) FROM slots)")
    connection.commit()
    connection.close()
    section.check()
    file_window.settle()
    assert section.result.sentence == "reception.db is damaged. Restore a backup; nothing was changed."


def test_the_recovery_key_that_is_shown_opens_the_file_elsewhere(file_window, file_diary, tmp_path):
    section = settings_at(file_window, "database")
    assert section.recovery.key.text() == ""
    section.recovery.show_button.setFocus()
    file_window.press("Space")
    shown = section.recovery.key.text()
    assert all(len(group) == 4 for group in shown.split())
    other = file_diary.settings._replace(config_folder=tmp_path / "another person")
    with pytest.raises(Unavailable):
        desks.open_(other, file_diary.clock)
    databases.unlock(other, shown)
    file_diary.opened.append(desks.open_(other, file_diary.clock))


def test_the_recovery_key_is_put_away(file_window):
    section = settings_at(file_window, "database")
    section.recovery.show_button.click()
    file_window.settle()
    assert section.recovery.key.text()
    file_window.go("today")
    assert section.recovery.key.text() == ""
    settings_at(file_window, "database").recovery.show_button.click()
    file_window.settle()
    settings_at(file_window, "backup")
    assert section.recovery.key.text() == ""
    assert section.recovery.show_button.text() == "Show"


def test_the_recovery_key_is_printed_with_what_to_do(file_window, file_diary, tmp_path):
    section = settings_at(file_window, "database")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "key.pdf"))
    section.recovery.print_on(printer)
    file_window.settle()
    pages = PdfReader(tmp_path / "key.pdf").pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert 'receptiondatabaseunlock--database"reception.db"' in "".join(text.split())
    assert databases.recovery_key(file_diary.settings).replace("-", "") in "".join(text.split())
    assert file_window.main.toast.sentence == "The recovery key was sent to the printer."
    assert section.recovery.key.text() == "", "printing shows nothing on screen"


def test_the_printer_is_asked_for_without_stopping_the_window(file_window):
    section = settings_at(file_window, "database")
    section.recovery.print_button.click()
    asked = file_window.dialog(QPrintDialog)
    assert asked.windowTitle() == "Print the recovery key"
    asked.reject()
    assert file_window.no_dialog()


def test_backup_says_what_to_do_until_it_is_made_by_itself(window):
    section = settings_at(window, "backup")
    said = " ".join(one.text() for one in section.findChildren(QLabel))
    if isinstance(window.main.background.settings.database, str):
        assert "PostgreSQL server" in said
    else:
        assert "Copy reception.db and reception.db.keys together" in said


# ---- room


@pytest.mark.parametrize("width", [640, 800, 1366])
def test_every_section_can_be_used_in_a_small_window(file_window, width):
    file_window.main.resize(width, 480)
    for entry in SECTIONS:
        section = settings_at(file_window, entry.name)
        place = section.parentWidget().parentWidget()
        assert section.minimumSizeHint().width() <= place.width(), entry.name


# ---- two desks


def test_a_rule_changed_meanwhile_is_told_and_a_second_save_keeps_ours(window, availability, there):
    seen = rota(window)[0]
    availability.edit()
    form = window.dialog(RuleForm)
    availability_service.edit(there.desk.history, seen, replace(seen, ends=time(11)))
    form.ends.input.setText("11:30")
    window.press("Return")
    assert form.refusal == "Somebody else has just made it “Monday 09:00–11:00”. Save again to keep yours."
    assert form.ends.input.text() == "11:30"
    window.press("Return")
    assert window.no_dialog()
    assert texts(window)[0] == "Monday 09:00–11:30"


def test_a_rule_removed_meanwhile_is_told(window, availability, there):
    availability.edit()
    form = window.dialog(RuleForm)
    availability_service.remove(there.desk.history, rota(window)[0])
    form.ends.input.setText("11:30")
    window.press("Return")
    assert form.refusal == "This availability is no longer there: somebody took it back. Look again."
    assert form.ends.input.text() == "11:30"


def test_somebody_on_the_list_changed_meanwhile_is_told(window, there):
    joe = staff.add(there.desk.history, "Nora Blake")
    section = settings_at(window, "staff")
    section.table.choose(joe.id)
    section.edit(section.table.current)
    form = window.dialog(StaffForm)
    staff.edit(there.desk.history, joe, replace(joe, role=Role.MANAGER))
    form.name.input.setText("Nora Black")
    window.press("Return")
    assert form.refusal == "Somebody else has just made it “Nora Blake, manager”. Save again to keep yours."
    window.press("Return")
    assert window.no_dialog()
    assert on_the_list(window)["Nora Black"] is Role.RECEPTIONIST


def test_what_another_desk_changes_is_shown_without_asking(window, availability, there):
    window.main.live.look()
    window.settle()
    availability_service.remove(there.desk.history, rota(window)[0])
    window.main.live.look()
    window.qtbot.waitUntil(
        lambda: rules.text(availability.board.blocks[0].shown.rule) == "Monday 13:00–17:00"
    )
