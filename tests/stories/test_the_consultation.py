"""A call ends with a consultation: one key records it, one more says when and where."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reception.domain.call import CallStatus
from reception.services import calls, clinics
from reception.ui.booking.acts import ConsultationForm


def last_attempt(desk):
    with desk.desk.store.read() as reader:
        return calls.history_of(reader, desk.line().call).attempts[-1]


def test_when_and_where_the_consultation_is(window, here):
    here.book("09:00")
    window.main.shown.refresh()
    window.settle()
    window.press("Ctrl+1")
    window.press("1")
    assert here.line().call.status is CallStatus.DONE
    window.press("W")
    form = window.dialog(ConsultationForm)
    form.at.day.input.show_day(date(2026, 12, 3))
    form.at.time.input.setText("14:30")
    form.where.input.setCurrentText("Bedford")
    window.press("Return")
    assert window.no_dialog()
    noted = last_attempt(here)
    assert noted.consultation_at == datetime(2026, 12, 3, 14, 30, tzinfo=UTC)
    with here.desk.store.read() as reader:
        assert noted.consultation_clinic == clinics.named(reader, "Bedford").id
    window.press("Ctrl+Z")
    assert last_attempt(here).consultation_at is None
    assert here.line().call.status is CallStatus.DONE


def test_a_consultation_before_the_call_is_refused(window, here):
    here.book("09:00")
    window.main.shown.refresh()
    window.settle()
    window.press("Ctrl+1")
    window.press("1 W")
    form = window.dialog(ConsultationForm)
    form.at.day.input.show_day(date(2026, 11, 20))
    window.press("Return")
    assert "was before the call itself" in form.refusal
    assert last_attempt(here).consultation_at is None
    window.press("Escape")
    assert window.no_dialog()
