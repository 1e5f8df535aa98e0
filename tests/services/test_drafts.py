"""Drafts in the diary: each person's own at each desk, replaced whole, forgotten when done."""

from __future__ import annotations

from reception.services import drafts
from tests.support.desks import TestDesk


def test_each_person_has_their_own_at_each_desk(here: TestDesk, there: TestDesk):
    drafts.keep(
        here.desk.history, "Ann Kay", {"booking 1": {"name": "李 “Nora”\n'; --", "privacy_given": True}}
    )
    assert drafts.of(here.desk.history, "ann  KAY") == {
        "booking 1": {"name": "李 “Nora”\n'; --", "privacy_given": True}
    }
    assert drafts.of(here.desk.history, "Joe Moss") == {}
    assert drafts.of(there.desk.history, "Ann Kay") == {}, "at another desk"


def test_a_draft_is_replaced_and_forgotten(here: TestDesk, clock):
    history = here.desk.history
    drafts.keep(history, "Ann Kay", {"booking 1": {"name": "No"}, "note 7": {"note": "Ring"}})
    clock.move(minutes=1)
    drafts.keep(history, "Ann Kay", {"booking 1": {"name": "Nora"}})
    assert list(drafts.of(history, "Ann Kay").items()) == [
        ("note 7", {"note": "Ring"}),
        ("booking 1", {"name": "Nora"}),
    ]
    drafts.keep(history, "Ann Kay", {"booking 1": None, "note 7": None, "note 8": None})
    assert drafts.of(history, "Ann Kay") == {}
