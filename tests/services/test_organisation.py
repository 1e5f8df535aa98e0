"""What the clinics agree on, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reception.domain.call import CallStatus, Result
from reception.domain.errors import Conflict, Refusal
from reception.services import calls, organisation
from tests.support.desks import TestDesk


def policy(desk: TestDesk):
    with desk.desk.store.read() as reader:
        return organisation.get(reader)


def test_the_tries_decide_when_a_call_can_be_closed(here: TestDesk):
    seen = policy(here)
    change = organisation.edit(here.desk.history, seen, replace(seen, attempts=1))
    assert str(change) == "Changed the tries: one try"
    here.book("10:00")
    here.clock.move(hours=1, minutes=5)
    here.record(Result.NO_ANSWER)
    assert here.line().call.next_try is None
    calls.give_up(here.desk.history, here.line().call)
    assert here.line().call.status is CallStatus.NOT_REACHED


def test_another_desk_is_not_overwritten_and_it_can_be_taken_back(here: TestDesk, there: TestDesk):
    seen = policy(here)
    organisation.edit(there.desk.history, seen, replace(seen, minutes_between_attempts=30))
    with pytest.raises(Conflict):
        organisation.edit(here.desk.history, seen, replace(seen, attempts=5))
    there.undo()
    assert policy(here) == seen


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"attempts": 0}, "attempts", "1 to 9 times"),
        ({"attempts": 10}, "attempts", "1 to 9 times"),
        ({"minutes_between_attempts": 0}, "minutes", "1 to 240 minutes"),
        ({"minutes_between_attempts": 241}, "minutes", "1 to 240 minutes"),
        ({}, "", "Nothing was changed"),
    ],
)
def test_what_cannot_be_is_refused(here: TestDesk, more, field, sentence):
    with pytest.raises(Refusal, match=sentence) as refused:
        organisation.edit(here.desk.history, policy(here), replace(policy(here), **more))
    assert refused.value.field == field


REASONS_NOW = {"patient": ["Feels better", " Ill ", "", "Ill"], "clinician": ["Ill"], "clinic": ["Closed"]}


def test_the_reasons_for_cancelling_are_changed_for_every_desk_and_undone(here, there):
    seen = policy(here)
    told = organisation.edit_reasons(here.desk.history, seen, REASONS_NOW)
    assert str(told) == "Changed the reasons for cancelling: 4 reasons"
    assert policy(there).reasons("patient") == ("Feels better", "Ill")
    here.undo()
    assert policy(there) == seen


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ([" "], "Write at least one reason for the clinic"),
        (["x" * 61], "is too long for a list"),
        ([f"Reason {number}" for number in range(21)], "Write at most 20 reasons for the clinic"),
    ],
)
def test_a_list_of_reasons_that_is_none_is_refused(here, texts, sentence):
    seen = policy(here)
    with pytest.raises(Refusal, match=sentence) as caught:
        organisation.edit_reasons(here.desk.history, seen, {**REASONS_NOW, "clinic": texts})
    assert caught.value.field == "clinic"
    assert policy(here) == seen
