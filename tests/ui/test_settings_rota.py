"""The forms of the rota in the real window: what a change comes to before it is saved, copies, and weeks kept ahead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reception.domain import availability as rules
from reception.domain import span
from reception.services import availability as availability_service
from reception.services import clinicians, organisation
from reception.storage import slots as slot_rows
from reception.ui.settings.copy_form import CopyForm
from reception.ui.settings.plan_card import WeeksForm
from reception.ui.settings.remove_form import RemoveForm
from reception.ui.settings.rule_form import RuleForm
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window


@pytest.fixture
def availability(window: Window):
    window.main.context.go("settings", "availability")
    window.settle()
    return window.screen.section


def rota(desk: TestDesk, whose: str) -> list[str]:
    with desk.desk.store.read() as reader:
        clinician = clinicians.named(reader, whose)
        own = [rule for rule in availability_service.rota(reader) if rule.clinician == clinician.id]
    return [rules.text(rule) for rule in own]


def count(desk: TestDesk, day=MONDAY) -> int:
    with desk.desk.store.read() as reader:
        return len(slot_rows.between(reader, span.day_span(day)))


# ---- a change, seen before


def test_an_edit_says_what_it_changes_and_which_call_no_longer_fits(window, here, availability):
    here.book("10:00")
    availability.edit()
    form = window.dialog(RuleForm)
    assert not form.figures.isVisible()
    assert not form.both.isVisible(), "nothing is changed yet"
    form.starts.input.setText("10:30")
    window.settle()
    assert form.figures.withdrawing.text() == "11 free slots withdrawn"
    assert form.figures.conflicting.text() == "1 booked call would no longer fit"
    assert form.figures.told.text() == (
        "Stays booked, so move the call: Jane Holt, Mon 23 Nov 10:00, London – no longer in the rota."
    )
    before = count(here)
    form.ends.setFocus()
    window.press("Return")
    assert window.no_dialog()
    assert count(here) == before, "Enter alone publishes nothing"
    assert rota(here, "Eaton")[0] == "Monday 10:30–12:00"


def test_an_edit_is_saved_and_published_as_one_change(window, here, availability):
    before = count(here)
    availability.edit()
    form = window.dialog(RuleForm)
    form.starts.input.setText("10:00")
    window.settle()
    assert form.figures.withdrawing.text() == "8 free slots withdrawn"
    window.press("Ctrl+Return")
    assert window.no_dialog()
    assert count(here) == before - 4
    assert here.publish().change is None
    window.press("Ctrl+Z")
    assert count(here) == before
    assert rota(here, "Eaton")[0] == "Monday 09:00–12:00"


def test_hours_that_overlap_have_no_effect_to_tell(window, availability):
    availability.edit()
    form = window.dialog(RuleForm)
    form.ends.input.setText("14:00")
    window.settle()
    assert not form.figures.isVisible()
    window.press("Return")
    assert form.refusal == "It overlaps Monday 13:00–17:00 of the same clinician. Change one of them."


def test_a_rule_that_would_end_before_its_first_day_is_refused_and_can_be_removed(window, here, availability):
    before = rota(here, "Eaton")
    availability.add_at(6, 10)
    form = window.dialog(RuleForm)
    form.ends_once.setChecked(True)
    form.last.input.show_day(MONDAY + timedelta(days=1))
    window.settle()
    assert form.told.text() == "", "there is nothing that it comes to"
    form.ends.setFocus()
    window.press("Return")
    assert form.fields["valid_to"].refusal == (
        "Sunday 10:00–13:00 makes no slot: its first day would be Sun 29 Nov 2026, after its last. "
        "Let it last longer."
    )
    form.ends_once.setChecked(False)
    window.press("Return")
    assert window.no_dialog()
    sunday = next(one.shown.rule for one in availability.board.blocks if one.shown.rule.weekday == 6)
    availability.board.choose(sunday.id)
    availability.edit()
    form = window.dialog(RuleForm)
    form.ends_once.setChecked(True)
    form.last.input.show_day(MONDAY + timedelta(days=1))
    form.ends.setFocus()
    window.press("Return")
    assert form.refusal.endswith("Let it last longer, or remove it.")
    window.press("Escape")
    assert window.no_dialog()
    availability.remove()
    assert window.dialog(RemoveForm)
    window.press("Return")
    assert window.no_dialog()
    assert rota(here, "Eaton") == before


def test_slots_that_open_later_are_said_and_kept_from_booking(window, here, availability):
    availability.edit()
    form = window.dialog(RuleForm)
    assert form.opens.input.text() == "At once"
    form.opens.input.setValue(3)
    window.press("Ctrl+Return")  # before it is known what that changes
    assert window.no_dialog()
    assert "opens 3 days before" in availability.told.text()
    with here.desk.store.read() as reader:
        next_week = slot_rows.between(reader, span.day_span(MONDAY + timedelta(days=7)))
    assert {one.opens_at for one in next_week if one.opens_at} == {
        span.day_span(MONDAY + timedelta(days=4)).start
    }


def test_removing_says_what_it_changes_and_can_publish_at_once(window, here, availability):
    here.book("10:00")
    before = count(here)
    availability.board.focus_current()
    window.press("Delete")
    form = window.dialog(RemoveForm)
    assert form.figures.withdrawing.text() == "23 free slots withdrawn"
    assert "Jane Holt, Mon 23 Nov 10:00, London" in form.figures.told.text()
    window.press("Escape")
    assert rota(here, "Eaton")[0] == "Monday 09:00–12:00"
    availability.remove()
    window.dialog(RemoveForm)
    window.press("Ctrl+Return")
    assert window.no_dialog()
    assert rota(here, "Eaton")[0] == "Monday 13:00–17:00"
    assert count(here) == before - 11, "the booked one stays"
    window.press("Ctrl+Z")
    assert count(here) == before


# ---- copies


def test_a_week_is_copied_to_another_clinician(window, here, availability):
    others = rota(here, "Sharples")
    availability.copy()
    form = window.dialog(CopyForm)
    form.to.input.setCurrentText("Mr William Sharples")
    window.press("Return")
    assert "overlaps" in form.refusal
    assert rota(here, "Sharples") == others
    form.first.input.show_day(MONDAY + timedelta(weeks=60))
    window.settle()
    assert form.told.text().startswith("Monday 09:00–12:00, London; ")
    window.press("Escape")
    assert rota(here, "Sharples") == others


def test_of_a_week_that_ends_early_the_days_until_then_are_copied(window, here, availability):
    availability.copy()
    form = window.dialog(CopyForm)
    form.to.input.setCurrentText("Mr Oliver Eaton")
    form.first.input.show_day(MONDAY + timedelta(weeks=60))
    form.ends_once.setChecked(True)
    form.last.input.show_day(MONDAY + timedelta(weeks=60, days=1))
    window.settle()
    assert {part.split()[0] for part in form.told.text().split("; ")} == {"Monday", "Tuesday"}
    form.first.input.show_day(MONDAY + timedelta(weeks=60, days=-1))
    form.last.input.show_day(MONDAY + timedelta(weeks=60, days=-1))
    window.settle()
    assert " makes no slot: its first day would be Mon 17 Jan 2028, after its last." in form.told.text()
    window.press("Return")
    assert form.fields["valid_to"].refusal == form.told.text()
    window.press("Escape")


def test_one_day_is_copied_to_other_days_and_taken_back(window, here, availability):
    before = rota(here, "Eaton")
    availability.copy()
    form = window.dialog(CopyForm)
    assert not form.days[0].isVisible()
    form.what.input.setCurrentText("Monday")
    form.to.input.setCurrentText("Mr Oliver Eaton")
    assert form.days[6].isVisible()
    form.days[6].setChecked(True)
    window.settle()
    assert form.told.text() == "Sunday 09:00–12:00, London; Sunday 13:00–17:00, London"
    assert form.figures.opening.text().startswith("+ ")
    form.doing.setFocus()
    window.press("Return")
    assert window.no_dialog()
    assert rota(here, "Eaton") == [*before, "Sunday 09:00–12:00", "Sunday 13:00–17:00"]
    window.press("Ctrl+Z")
    assert rota(here, "Eaton") == before


# ---- ahead


def policy(desk: TestDesk):
    with desk.desk.store.read() as reader:
        return organisation.get(reader)


def test_ticking_keeps_the_weeks_published_by_itself(window, here, availability):
    weeks = policy(here).weeks_ahead
    later = MONDAY + timedelta(weeks=weeks, days=-7)
    assert count(here, later) == 0
    assert availability.plan.ahead.text() == f"Keep the next {weeks} weeks published"
    availability.plan.ahead.click()
    window.settle()
    assert policy(here).publishes_ahead
    window.qtbot.waitUntil(lambda: count(here, later) > 0)
    figures = availability.plan.figures
    window.qtbot.waitUntil(lambda: "Nothing: all of it is published." in figures.told.text())
    availability.plan.ahead.click()
    window.settle()
    assert not policy(here).publishes_ahead


def test_how_many_weeks_is_chosen_in_a_form(window, here, availability):
    availability.plan.weeks.click()
    form = window.dialog(WeeksForm)
    form.weeks.input.setValue(3)
    window.press("Return")
    assert window.no_dialog()
    assert policy(here).weeks_ahead == 3
    assert availability.plan.heading.text() == "What publishing the next 3 weeks would change"
