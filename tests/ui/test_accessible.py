"""Every screen and form that exists: each control has a name, Tab reaches it, and all fits a clinic's PC."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QWidget,
)

import reception.ui
from reception.domain.availability import Availability
from reception.domain.call import Attempt, CallLine, Result
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import StaffId
from reception.domain.look import Look
from reception.domain.organisation import ORGANISATION, Organisation
from reception.domain.sheet import Sheet
from reception.domain.staff import Staff
from reception.services import calls, looks, patients, pinboard, slots
from reception.services.slots import SlotLine
from reception.ui.actions import SCREENS
from reception.ui.booking.acts import CallBackForm, CancelForm, ConsultationForm, MoveForm
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.booking.swap_form import SwapForm
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.clinics.forms import ClinicForm
from reception.ui.context import Context
from reception.ui.diary.away_form import AwayForm
from reception.ui.diary.block import BlockForm, WithdrawForm
from reception.ui.diary.date_form import DateForm
from reception.ui.diary.day_form import DayForm
from reception.ui.diary.find_form import FindForm
from reception.ui.diary.history_form import HistoryForm
from reception.ui.diary.holiday_form import HolidayForm
from reception.ui.diary.moment_form import MomentForm
from reception.ui.diary.publish import PublishForm
from reception.ui.diary.put_form import PutForm
from reception.ui.diary.rescue_form import RescueForm
from reception.ui.diary.session_form import SessionForm, Start
from reception.ui.diary.to_move import ToMove
from reception.ui.lists.saving import ReplaceForm
from reception.ui.patients.waiting import WaitForm
from reception.ui.settings.calls import TriesForm
from reception.ui.settings.clinicians import ClinicianForm
from reception.ui.settings.copy_form import CopyForm
from reception.ui.settings.leave_form import LeaveForm
from reception.ui.settings.open_day_form import OpenDayForm
from reception.ui.settings.pc import DeskForm
from reception.ui.settings.plan_card import WeeksForm
from reception.ui.settings.reasons import ReasonsForm
from reception.ui.settings.remove_form import RemoveForm
from reception.ui.settings.rule_form import Asked, RuleForm
from reception.ui.settings.staff import StaffForm
from reception.ui.settings.who import WhoForm
from reception.ui.sheets.approving import ApproveForm
from reception.ui.today.print_form import DayListForm
from reception.ui.unlocking import KeyForm
from reception.ui.widgets.dialog import Dialog, present
from tests.support.desks import TestDesk
from tests.support.windows import Window

WIDTH, HEIGHT = 1366, 768
"""The size of a common clinic PC."""
NAMES = [name for name, _ in SCREENS]
AT_WORK = {"ImportForm", "PrintForm", "ReasonForm"}
"""Forms that need a file or a sheet to be opened; the tests of sheets look at them."""


@pytest.fixture
def desk(file_diary) -> TestDesk:
    """A desk that has filled the diary with a morning's work."""
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("09:00", "Jane Holt", "07700 900334")
    made.book("09:15", "Nora Blake", "07700 900481")
    made.book("10:15", "Tom Holt", "07700 900334")
    made.record(Result.NO_ANSWER)
    made.record(Result.CONSULTATION_BOOKED, "Nora Blake")
    return made


@pytest.fixture
def window(desk, file_window) -> Window:
    file_window.main.resize(WIDTH, HEIGHT)
    return file_window


def controls(top: QWidget) -> list[QWidget]:
    """Return what can have the keys."""
    return [
        one
        for one in (top, *top.findChildren(QWidget))
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None and one.window() is top
    ]  # fmt: skip


def said(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def called(widget: QWidget) -> str:
    """Return a widget's name for a person who reads this test's failure."""
    path = [type(widget).__name__, said(widget) or widget.objectName()]
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        path.append(type(above).__name__)
        above = above.parentWidget()
    return " < ".join(path)


def reached(top: QWidget) -> set[QWidget]:
    """Return what Tab reaches, from wherever the keys are; arrows walk the buttons of which one is taken."""
    found: list[QWidget] = []
    for _ in range(300):
        inside = QApplication.focusWidget()
        if inside is None or (inside in found and found.index(inside) == 0 and len(found) > 1):
            break
        if inside not in found:
            found.append(inside)
        QTest.keyClick(inside, Qt.Key.Key_Tab)
    groups = [one.group() for one in found if isinstance(one, QAbstractButton) and one.group() is not None]
    return {*found, *(beside for group in groups for beside in group.buttons())}


def cut(top: QWidget) -> list[str]:
    """Return the words that do not fit their place, and what stands beyond the window."""
    found = []
    for one in top.findChildren(QWidget):
        if not one.isVisible() or one.window() is not top:
            continue
        if isinstance(one, QLabel | QAbstractButton) and one.sizePolicy().horizontalPolicy() not in (
            QSizePolicy.Policy.Ignored,
            QSizePolicy.Policy.Expanding,
        ):
            wraps = isinstance(one, QLabel) and one.wordWrap()
            if not wraps and one.sizeHint().width() > one.width() + 1:
                found.append(f"{called(one)}: needs {one.sizeHint().width()}, has {one.width()}")
        is_wide = isinstance(one, QScrollArea | QTableView) and one.horizontalScrollBar().maximum() > 0
        if is_wide:
            found.append(f"{called(one)}: {one.horizontalScrollBar().maximum()} pixels are out of sight")
        right = one.mapTo(top, one.rect().topRight()).x()
        scrolled = any(isinstance(above, QAbstractScrollArea) for above in parents(one))
        if right > top.width() and not scrolled:
            found.append(f"{called(one)}: ends at {right} of {top.width()}")
    return found


def parents(widget: QWidget) -> list[QWidget]:
    found, above = [], widget.parentWidget()
    while above is not None:
        found.append(above)
        above = above.parentWidget()
    return found


def check(top: QWidget, *, walks: bool = True) -> None:
    """Fail with all that is wrong with a window at once."""
    there = controls(top)
    wrong = [f"no name: {called(one)}" for one in there if not said(one)]
    if walks:
        seen = reached(top)
        wrong += [f"Tab does not reach {called(one)}" for one in there if one not in seen]
    wrong += [f"cut off: {one}" for one in cut(top)]
    assert not wrong, "\n".join(wrong)
    assert len(there) > 1


@pytest.mark.parametrize("screen", NAMES)
def test_each_control_of_a_screen_has_a_name_and_is_reached_and_all_fits(window, screen):
    window.go(screen)
    assert (window.main.width(), window.main.height()) == (WIDTH, HEIGHT)
    check(window.main)


@pytest.mark.parametrize("screen", NAMES)
@pytest.mark.parametrize(("width", "height"), [(683, 384), (911, 512)])
def test_a_screen_fits_where_everything_is_drawn_larger(window, screen, width, height):
    """At 200 % and 150 % a PC of 1366 by 768 has this many points."""
    window.main.resize(width, height)
    window.go(screen)
    assert (window.main.width(), window.main.height()) == (width, height)
    assert window.main.minimumSizeHint().width() <= width
    assert not [one for one in cut(window.main) if "ends at" in one]


@pytest.mark.parametrize("screen", NAMES)
def test_tab_goes_from_the_rail_into_the_screen_and_then_to_the_bars(window, screen):
    """The screens that were shown before change nothing of that, nor do clinics that came later."""
    for before in NAMES:
        window.go(before)
    window.go(screen)
    next(one for one in window.main.rail.findChildren(QAbstractButton) if one.isChecked()).setFocus()
    passed: list[str] = []
    places = {
        "screen": window.screen,
        "top": window.main.top,
        "foot": window.main.foot,
        "rail": window.main.rail,
    }
    for _ in range(100):
        QTest.keyClick(window.focus, Qt.Key.Key_Tab)
        inside = next(name for name, place in places.items() if place.isAncestorOf(window.focus))
        passed += [inside] if passed[-1:] != [inside] else []
        if inside == "rail":
            break
    assert passed in (["screen", "top", "rail"], ["screen", "top", "foot", "rail"])


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_what_is_one_of_several_is_not_called_a_box_to_tick(window):
    window.go("settings")
    one_of_several = [
        one
        for place in (window.main.rail, window.main.top.clinics, window.screen)
        for one in place.findChildren(QAbstractButton)
        if one.isCheckable() and one.isVisible() and not isinstance(one, QCheckBox)
    ]
    assert len(one_of_several) > 15
    assert {role(one) for one in one_of_several} == {QAccessible.Role.RadioButton}


def label_of(box: QComboBox) -> str:
    """Return what a screen reader calls a list that drops down: on Linux that is its label, and its name the value."""
    above = box.parentWidget()
    return next((one.text() for one in above.findChildren(QLabel) if one.buddy() is box), "")


@pytest.mark.parametrize("screen", NAMES)
def test_each_list_that_drops_down_has_a_label(window, screen):
    window.main.resize(683, 384)
    window.go(screen)
    assert all(label_of(one) for one in window.screen.findChildren(QComboBox))


def one_of(window: Window, kind: type[Any], desk: TestDesk) -> Any:
    with desk.desk.store.read() as reader:
        return reader.all(kind)[0]


def every(kind: type[Any], desk: TestDesk) -> list[Any]:
    with desk.desk.store.read() as reader:
        return reader.all(kind)


def line(desk: TestDesk) -> CallLine:
    return desk.line("Tom Holt")


def card(desk: TestDesk) -> patients.PatientCard:
    with desk.desk.store.read() as reader:
        return patients.card(reader, desk.line("Tom Holt").patient.id)


def policy(desk: TestDesk) -> Organisation:
    with desk.desk.store.read() as reader:
        return reader.get(Organisation, ORGANISATION)


def last_try(desk: TestDesk) -> Attempt:
    with desk.desk.store.read() as reader:
        return calls.history_of(reader, desk.line("Nora Blake").call).attempts[-1]


def away(desk: TestDesk) -> looks.Away:
    with desk.desk.store.read() as reader:
        return looks.away(reader, StaffId(0), first=Look(0, desk.clock()))


def parked(desk: TestDesk, window: Window) -> ToMove:
    pinboard.park(desk.desk.history, line(desk).id)
    screen: Any = window.go("diary")
    window.settle()
    made: ToMove = screen.to_move
    return made


def slot_line(desk: TestDesk) -> SlotLine:
    with desk.desk.store.read() as reader:
        return slots.line(reader, desk.slot("11:00").id)


Opener = Callable[[QWidget, Context, TestDesk, Window], QWidget]
FORMS: dict[str, Opener] = {
    "BookingForm": lambda p, c, d, w: BookingForm(p, c),
    "MoveForm": lambda p, c, d, w: MoveForm(p, c, line(d)),
    "SwapForm": lambda p, c, d, w: SwapForm(p, c, line(d)),
    "PutForm": lambda p, c, d, w: PutForm(p, c, parked(d, w), slot_line(d)),
    "CancelForm": lambda p, c, d, w: CancelForm(p, c, line(d)),
    "CallBackForm": lambda p, c, d, w: CallBackForm(p, c, line(d), ""),
    "CallCard": lambda p, c, d, w: CallCard(p, c, line(d)),
    "ConsultationForm": lambda p, c, d, w: ConsultationForm(p, c, d.line("Nora Blake"), last_try(d)),
    "ClinicForm": lambda p, c, d, w: ClinicForm(p, c, one_of(w, Clinic, d)),
    "ClosureForm": lambda p, c, d, w: ClosureForm(p, c, one_of(w, Clinic, d)),
    "BlockForm": lambda p, c, d, w: BlockForm(p, c, d.slot("11:00")),
    "WithdrawForm": lambda p, c, d, w: WithdrawForm(p, c, d.slot("11:00")),
    "HistoryForm": lambda p, c, d, w: HistoryForm(p, c, line(d).slot, line(d)),
    "FindForm": lambda p, c, d, w: FindForm(p, c, lambda slot: None),
    "RescueForm": lambda p, c, d, w: RescueForm(p, c),
    "DayForm": lambda p, c, d, w: DayForm(p, c),
    "MomentForm": lambda p, c, d, w: MomentForm(p, c, lambda at: None),
    "AwayForm": lambda p, c, d, w: AwayForm(p, c, away(d), lambda: None),
    "PublishForm": lambda p, c, d, w: PublishForm(p, c),
    "LeaveForm": lambda p, c, d, w: LeaveForm(p, c, every(Clinician, d)),
    "OpenDayForm": lambda p, c, d, w: OpenDayForm(p, c, c.clinics),
    "CopyForm": lambda p, c, d, w: CopyForm(p, c, one_of(w, Clinician, d), every(Clinician, d), c.clinics),
    "HolidayForm": lambda p, c, d, w: HolidayForm(p, c, date(2026, 12, 26)),
    "SessionForm": lambda p, c, d, w: SessionForm(p, c, Start(date(2026, 12, 26), minute=600)),
    "WeeksForm": lambda p, c, d, w: WeeksForm(p, c, policy(d)),
    "WaitForm": lambda p, c, d, w: WaitForm(p, c, card(d)),
    "TriesForm": lambda p, c, d, w: TriesForm(p, c, policy(d)),
    "ReasonsForm": lambda p, c, d, w: ReasonsForm(p, c, policy(d)),
    "ClinicianForm": lambda p, c, d, w: ClinicianForm(p, c, one_of(w, Clinician, d)),
    "DateForm": lambda p, c, d, w: DateForm(p, c, c.today(), lambda day: None),
    "DeskForm": lambda p, c, d, w: DeskForm(p, c),
    "RuleForm": lambda p, c, d, w: RuleForm(p, c, Asked("Mr Eaton", c.clinics, one_of(w, Availability, d))),
    "RemoveForm": lambda p, c, d, w: RemoveForm(p, c, "Mr Eaton", one_of(w, Availability, d), "Monday"),
    "StaffForm": lambda p, c, d, w: StaffForm(p, c, one_of(w, Staff, d)),
    "DayListForm": lambda p, c, d, w: DayListForm(p, c),
    "WhoForm": lambda p, c, d, w: WhoForm(p, c, lambda person: None),
    "KeyForm": lambda p, c, d, w: KeyForm(p),
    "ReplaceForm": lambda p, c, d, w: ReplaceForm(p, Path("Calls.xlsx")),
    "ApproveForm": lambda p, c, d, w: ApproveForm(p, c, one_of(w, Sheet, d)),
}


def leaves(kind: type[Any]) -> Iterator[type[Any]]:
    """Yield the kinds of form that are opened, not those that others build on."""
    for one in kind.__subclasses__():
        if one.__subclasses__():
            yield from leaves(one)
        else:
            yield one


def kinds(kind: type[Any]) -> Iterator[type[Any]]:
    """Yield what is made of a kind, at first and second hand; what others are made of alone is none of it."""
    for one in kind.__subclasses__():
        found = list(kinds(one))
        yield from found or [one]


def test_every_form_is_looked_at():
    for module in pkgutil.walk_packages(reception.ui.__path__, "reception.ui."):
        import_module(module.name)
    there = {kind.__name__ for kind in leaves(Dialog) if kind.__module__.startswith("reception.")}
    assert there - AT_WORK <= set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_each_control_of_a_form_has_a_name_and_is_reached_and_all_fits(window, desk, name):
    form = FORMS[name](window.main, window.main.context, desk, window)
    present(form)
    window.settle()
    QTest.qWaitForWindowExposed(form)
    window.settle()
    assert QApplication.activeModalWidget() is form
    check(form)
    assert all(label_of(one) for one in form.findChildren(QComboBox))
    assert (form.width() <= WIDTH - 200, form.height() <= HEIGHT - 60) == (True, True)
    assert form.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert window.no_dialog()
