"""A manager makes the example rota their own, publishes it, and the desk books into it."""

from __future__ import annotations

from datetime import timedelta

from reception.domain import span
from reception.services import clinicians, slots
from reception.ui.diary.publish import PublishForm
from reception.ui.settings.rule_form import RuleForm
from tests.support.desks import MONDAY


def free_of(desk, whose, day):
    with desk.desk.store.read() as reader:
        who = clinicians.named(reader, whose)
        found = slots.free(reader, desk.clock(), clinician=who.id, from_day=day, limit=200)
    return [span.clock(line.slot.starts_at) for line in found if span.london_day(line.slot.starts_at) == day]


def test_a_manager_changes_the_rota_and_publishes_it(window, here):
    tuesday = MONDAY + timedelta(days=8)
    saturday = MONDAY + timedelta(days=12)
    assert free_of(here, "Eaton", tuesday)[0] == "09:30"
    here.book("09:45", "Nora Blake", "07700 900481", day=tuesday, clinic="Manchester")

    window.main.context.go("settings", "availability")
    window.settle()
    section = window.screen.section
    section.board.focus_current()
    window.press("Right")
    window.press("Return")
    form = window.dialog(RuleForm)
    form.starts.setFocus()
    form.starts.input.clear()
    window.type("10")
    window.press("Tab")
    form.ends.input.clear()
    window.type("12:20")
    form.length.input.setValue(20)
    window.press("Return")
    assert window.no_dialog()

    section.board.focus_current()
    window.press("End Delete Return")
    assert free_of(here, "Eaton", saturday), "published slots stay until publishing again"

    section.plan.publish()
    publish = window.dialog(PublishForm)
    assert "1 booked call" in publish.figures.conflicting.text()
    publish.weeks.input.setValue(2)
    window.settle()
    window.press("Return")
    assert window.no_dialog()

    assert free_of(here, "Eaton", tuesday)[:7] == [
        "10:00",
        "10:20",
        "10:40",
        "11:00",
        "11:20",
        "11:40",
        "12:00",
    ]
    assert free_of(here, "Eaton", saturday) == []
    assert span.clock(here.line("Nora Blake", week=span.monday(tuesday)).slot.starts_at) == "09:45"

    window.press("Ctrl+Z Ctrl+Z Ctrl+Z")
    assert free_of(here, "Eaton", tuesday)[0] == "09:30"
    assert free_of(here, "Eaton", saturday)
