"""Clinics on both engines: every one has a name of its own, whatever brings it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reception.domain.clinic import Clinic
from reception.domain.errors import Refusal
from reception.services import clinics
from tests.support.desks import TestDesk


def named(desk: TestDesk, name: str) -> Clinic:
    with desk.desk.store.read() as reader:
        return clinics.named(reader, name)


def test_two_clinics_cannot_get_one_name(here: TestDesk):
    bedford = named(here, "Bedford")
    for name in ("London", "LONDON", " lóndon"):
        with pytest.raises(Refusal, match="There is already a clinic London") as caught:
            clinics.edit(here.desk.history, bedford, replace(bedford, name=name))
        assert caught.value.field == "name"
    clinics.edit(here.desk.history, bedford, replace(bedford, name="BEDFORD"))
    assert named(here, "bedford").name == "BEDFORD"


def test_taking_back_a_new_name_does_not_make_two_of_one_name(here: TestDesk, there: TestDesk):
    bedford, london = named(here, "Bedford"), named(here, "London")
    clinics.edit(here.desk.history, bedford, replace(bedford, name="Luton"))
    clinics.edit(there.desk.history, london, replace(london, name="Bedford"))
    with pytest.raises(Refusal, match="There is already a clinic Bedford"):
        here.undo()
    assert {named(here, "Luton").id, named(here, "Bedford").id} == {bedford.id, london.id}
