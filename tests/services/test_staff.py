"""The staff list, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reception.domain.errors import Conflict, Refusal
from reception.domain.staff import PROGRAM, Role, Staff
from reception.services import history as histories
from reception.services import staff
from tests.support.desks import Practice, TestDesk


def named(desk: TestDesk, name: str) -> Staff:
    with desk.desk.store.read() as reader:
        return next(person for person in reader.all(Staff) if person.name == name)


def names(desk: TestDesk) -> set[str]:
    with desk.desk.store.read() as reader:
        return {person.name for person in staff.working(reader)}


def test_who_is_taken_off_the_list_comes_back_as_who_they_were(here: TestDesk):
    history = here.desk.history
    added = staff.add(history, "  Joe   Moss ", Role.MANAGER)
    assert (added.name, added.role) == ("Joe Moss", Role.MANAGER)
    staff.retire(history, added)
    assert "Joe Moss" not in names(here)
    again = staff.add(history, "joe moss")
    assert (again.id, again.name, again.role) == (added.id, "joe moss", Role.RECEPTIONIST)
    history.undo()
    assert "joe moss" not in names(here)


def test_an_edit_is_refused_in_words(here: TestDesk):
    history = here.desk.history
    joe = staff.add(history, "Joe Moss")
    with pytest.raises(
        Refusal, match=r"Ann Kay is already on the staff list\. Choose another name"
    ) as refused:
        staff.edit(history, joe, replace(joe, name="ANN KAY"))
    assert refused.value.field == "name"
    with pytest.raises(Refusal, match="Type a name"):
        staff.edit(history, joe, replace(joe, name="\u200b"))
    with pytest.raises(Refusal, match="Nothing was changed"):
        staff.edit(history, joe, joe)
    eaton = named(here, "Mr Oliver Eaton")
    with pytest.raises(Refusal, match="change the name under Clinicians"):
        staff.edit(history, eaton, replace(eaton, name="Somebody"))
    staff.edit(history, eaton, replace(eaton, role=Role.MANAGER))
    assert named(here, "Mr Oliver Eaton").role is Role.MANAGER


def test_two_desks_do_not_overwrite_each_other(here: TestDesk, there: TestDesk):
    joe = staff.add(here.desk.history, "Nora Blake")
    staff.edit(there.desk.history, joe, replace(joe, role=Role.MANAGER))
    with pytest.raises(Conflict, match="changed this person"):
        staff.edit(here.desk.history, joe, replace(joe, name="Nora Black"))
    assert named(here, "Nora Blake").role is Role.MANAGER


def test_who_works_here_and_who_makes_calls_stay_on_the_list(here: TestDesk):
    with pytest.raises(Refusal, match="works at this desk now"):
        staff.retire(here.desk.history, named(here, "Ann Kay"))
    with pytest.raises(Refusal, match="retire them under Clinicians"):
        staff.retire(here.desk.history, named(here, "Mr Oliver Eaton"))


def test_the_first_person_is_welcomed_by_the_program_and_brings_nobody_along(diary: Practice):
    desk = diary.desk("root")
    welcomed = staff.welcome(desk.desk.history, "Ann Kay")
    assert names(desk) == {"Ann Kay", "Mr Oliver Eaton", "Mr William Sharples"}
    with desk.desk.store.read() as reader:
        line = histories.lines(reader, limit=1)[0][0]
    assert (line.who, line.subject) == (PROGRAM.name, "Ann Kay")
    later = staff.welcome(desk.desk.signed_in(welcomed).history, "Joe Moss", Role.MANAGER)
    with desk.desk.store.read() as reader:
        assert histories.lines(reader, limit=1)[0][0].who == "Ann Kay"
    assert later.role is Role.MANAGER


def test_who_is_remembered_is_known_again_under_another_name_but_not_once_taken_off(here: TestDesk):
    history = here.desk.history
    mia = staff.add(history, "Mia Lane")
    staff.edit(history, mia, replace(mia, name="Mia Stone"))
    renamed, is_new = staff.named_or_new(history, "Mia Lane", mia.id)
    assert (renamed.name, is_new) == ("Mia Stone", False)
    staff.retire(history, renamed)
    assert staff.named_or_new(history, "Mia Lane", mia.id)[1], "somebody new of that name"
