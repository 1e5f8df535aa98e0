"""The form of publishing in the real window: each day after Christmas is decided apart."""

from __future__ import annotations

from datetime import date

import pytest

from reception.domain import span
from reception.services import clinics, history
from reception.storage import slots as slot_rows
from reception.ui.diary.publish import PublishForm
from tests.support.desks import Practice, TestDesk
from tests.support.windows import Window

SATURDAY, BOXING_MONDAY = date(2026, 12, 26), date(2026, 12, 28)


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    return file_diary.desk()


@pytest.fixture
def form(file_window: Window) -> PublishForm:
    file_window.main.act("publish")
    made = file_window.dialog(PublishForm)
    made.weeks.input.setValue(6)
    file_window.settle()
    return made


def tick(form: PublishForm, desk: TestDesk, day: date, clinic: str):
    with desk.desk.store.read() as reader:
        return form.left_out.ticks[day, clinics.named(reader, clinic).id]


def open_on(desk: TestDesk, day: date) -> set[str]:
    with desk.desk.store.read() as reader:
        names = {one.id: one.name for one in clinics.all_open(reader)}
        return {names[one.clinic] for one in slot_rows.between(reader, span.day_span(day))}


def opened(form: PublishForm) -> int:
    return int(form.figures.opening.text().split()[1].replace(",", ""))


def test_saturday_26_and_monday_28_december_are_asked_about_apart(desk, file_window, form):
    asked = {day for day, _ in form.left_out.ticks}
    assert asked == {date(2026, 12, 25), SATURDAY, BOXING_MONDAY, date(2027, 1, 1)}
    assert not any(one.isChecked() for one in form.left_out.ticks.values())
    monday = tick(form, desk, BOXING_MONDAY, "London")
    assert monday.accessibleName() == "London works on Mon 28 Dec 2026"
    before = opened(form)
    monday.setChecked(True)
    file_window.settle()
    assert opened(form) > before
    assert tick(form, desk, BOXING_MONDAY, "London").isChecked(), "the preview keeps what was ticked"
    file_window.press("Return")
    assert file_window.no_dialog()
    assert open_on(desk, BOXING_MONDAY) == {"London"}
    assert open_on(desk, SATURDAY) == set()
    file_window.press("Ctrl+Z")
    assert open_on(desk, BOXING_MONDAY) == set()


def test_a_saturday_is_opened_where_somebody_works_on_it(desk, file_window, form):
    places = [clinic for day, clinic in form.left_out.ticks if day == SATURDAY]
    assert places
    for place in places:
        form.left_out.ticks[SATURDAY, place].setChecked(True)
    file_window.settle()
    file_window.press("Return")
    assert file_window.no_dialog()
    assert open_on(desk, SATURDAY)
    assert open_on(desk, BOXING_MONDAY) == set()


def test_what_was_ticked_goes_with_its_day(desk, file_window, form):
    tick(form, desk, BOXING_MONDAY, "London").setChecked(True)
    file_window.settle()
    form.weeks.input.setValue(2)
    file_window.settle()
    assert form.left_out.opening() == []
    assert "Everything is published already." in form.figures.told.text()
    file_window.press("Return")
    assert file_window.dialog(PublishForm) is form


def test_ten_years_are_refused_in_one_sentence_and_nothing_is_published(desk, file_window, form):
    with desk.desk.store.read() as reader:
        before = history.last_line(reader)
    form.weeks.input.setFocus()
    form.weeks.input.selectAll()
    file_window.type("520")
    assert form.weeks.input.value() == 520, "what was typed stays"
    assert form.refusal == "Publish 1 to 53 weeks at a time."
    assert form.figures.isHidden()
    file_window.press("Return")
    assert form.refusal == "Publish 1 to 53 weeks at a time."
    with desk.desk.store.read() as reader:
        assert history.last_line(reader) == before
    form.weeks.input.setValue(2)
    file_window.settle()
    assert form.refusal == ""
    assert not form.figures.isHidden()
