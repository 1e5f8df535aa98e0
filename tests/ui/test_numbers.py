"""Numbers that cannot be: what was typed stays as it is, one sentence says why, and nothing is changed."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from reception.services import organisation
from reception.services.availability import rota
from reception.storage import journal
from reception.ui.diary.publish import PublishForm
from reception.ui.settings.calls import TriesForm
from reception.ui.settings.plan_card import WeeksForm
from reception.ui.settings.rule_form import RuleForm
from reception.ui.widgets.numbers import number
from tests.support.desks import Practice, TestDesk
from tests.support.windows import Window


def write(window: Window, field, text: str) -> None:
    """Type a number in place of the one that is there."""
    field.input.setFocus()
    field.input.selectAll()
    if text:
        QTest.keyClicks(field.input, text)
    else:
        window.press("Backspace", field.input)
    window.settle()


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    return file_diary.desk()


def lines(desk: TestDesk) -> int:
    with desk.desk.store.read() as reader:
        return journal.newest(reader)


@pytest.fixture
def section(file_window: Window):
    def show(name: str):
        file_window.go("settings").show_thing(name)
        file_window.settle()
        return file_window.screen.section

    return show


@pytest.mark.parametrize("typed", ["520", "0", "-1", "", "99999"])
def test_ten_years_are_refused_in_one_sentence_and_nothing_is_published(
    desk, file_window: Window, typed: str
):
    file_window.main.act("publish")
    form = file_window.dialog(PublishForm)
    before = lines(desk)
    write(file_window, form.weeks, typed)
    assert form.weeks.input.text() == typed
    assert form.refusal == "Publish 1 to 53 weeks at a time."
    assert form.figures.isHidden(), "nothing is told of other weeks"
    file_window.press("Return")
    assert file_window.dialog(PublishForm) is form
    assert form.refusal == "Publish 1 to 53 weeks at a time."
    assert (form.weeks.input.text(), lines(desk)) == (typed, before)
    write(file_window, form.weeks, "3")
    assert form.refusal == ""
    assert form.figures.isVisible()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("length", "90", "A slot lasts 5 to 60 minutes."),
        ("length", "0", "A slot lasts 5 to 60 minutes."),
        ("length", "", "A slot lasts 5 to 60 minutes."),
        ("gap", "75", "A gap lasts 0 to 60 minutes."),
        ("opens", "400", "Slots open for booking 0 to 366 days before their day."),
    ],
)
def test_numbers_of_a_rule(desk, file_window: Window, section, name: str, typed: str, said: str):
    section("availability").add()
    form = file_window.dialog(RuleForm)
    with desk.desk.store.read() as reader:
        before = rota(reader)
    for box in form.days:
        box.setChecked(box.text() == "Sun")
    write(file_window, getattr(form, name), typed)
    file_window.press("Return")
    assert file_window.dialog(RuleForm) is form
    assert (form.refusal, getattr(form, name).input.text()) == (said, typed)
    with desk.desk.store.read() as reader:
        assert rota(reader) == before


@pytest.mark.parametrize(
    ("kind", "name", "typed", "said"),
    [
        (TriesForm, "count", "12", "A patient is tried 1 to 9 times."),
        (TriesForm, "pause", "500", "Wait 1 to 240 minutes between two tries."),
        (WeeksForm, "weeks", "520", "Publish 1 to 53 weeks ahead."),
    ],
)
def test_numbers_that_the_clinics_agree_on(desk, file_window: Window, section, kind, name, typed, said):
    if kind is TriesForm:
        section("calls").change()
    else:
        section("availability").plan.choose_weeks()
    form = file_window.dialog(kind)
    with desk.desk.store.read() as reader:
        before = organisation.get(reader)
    write(file_window, getattr(form, name), typed)
    file_window.press("Return")
    assert file_window.dialog(kind) is form
    assert form.refusal == said
    with desk.desk.store.read() as reader:
        assert organisation.get(reader) == before


def test_the_arrows_stay_within_the_bounds(qtbot):
    field = number(5, 60, 58, step=5)
    qtbot.addWidget(field)
    field.stepUp()
    field.stepUp()
    assert field.value() == 60
    field.setValue(900)
    field.stepDown()
    assert field.value() == 60
    field.setValue(2)
    field.stepUp()
    assert field.value() == 7


def test_nought_can_have_a_name(qtbot):
    field = number(0, 366, 0, zero="At once")
    qtbot.addWidget(field)
    assert (field.text(), field.value()) == ("At once", 0)
    field.selectAll()
    QTest.keyClicks(field, "14")
    assert field.value() == 14
    field.selectAll()
    QTest.keyClicks(field, "at once")
    assert field.value() == 0
    field.selectAll()
    QTest.keyClicks(field, "0")
    field.clearFocus()
    assert field.value() == 0


@pytest.mark.parametrize("figure", ["0", "9"])
def test_thousands_of_figures_that_were_pasted_are_no_number(qtbot, figure: str):
    made = number(1, 53, 8)
    qtbot.addWidget(made)
    line = made.findChild(QLineEdit)
    line.selectAll()
    line.insert(figure * 5_000)
    assert (made.text(), made.value()) == ("8", 8)
