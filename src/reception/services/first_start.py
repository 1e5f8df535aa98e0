"""What a new diary starts with: the clinics, the clinicians, an example rota. No patients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from reception import phone, resources
from reception.domain import sheet as sheet_rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic, Opening
from reception.domain.clinician import Clinician
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId, SheetId, StaffId
from reception.domain.organisation import Organisation
from reception.domain.sheet import Sheet
from reception.domain.staff import Role, Staff
from reception.services.history import History

FIRST_SHEET = "amitriptyline-for-back-pain"


def fill(history: History) -> None:
    """Put the first contents into an empty diary, as one journalled change of the program's own."""
    import tomllib

    told = tomllib.loads(resources.path("clinics.toml").read_text("utf-8"))
    today = span.london_day(history.now())
    values = [*_places(history, told), *_people(history, told)]
    clinics = {value.name: value.id for value in values if isinstance(value, Clinic)}
    clinicians = {value.name: value.id for value in values if isinstance(value, Clinician)}
    values += _rota(history, told, clinics, clinicians, span.monday(today))
    values.append(_first_sheet(history))
    edits = tuple(Edit(None, value) for value in values)
    history.do(lambda reader: Change("Started the diary", edits, told["organisation"]["name"]))


def _places(history: History, told: dict[str, Any]) -> Iterator[Any]:
    group = told["organisation"]
    number = phone.parse(group["phone"])
    yield Organisation(name=group["name"], phone=number, email=group["email"])
    hours = tuple(
        Opening(
            weekday=span.DAY_NAMES.index(day),
            opens=time.fromisoformat(told["hours"]["opens"]),
            closes=time.fromisoformat(told["hours"]["closes"]),
        )
        for day in told["hours"]["days"]
    )
    for clinic in told["clinics"]:
        yield Clinic(
            id=ClinicId(history.ids.next()),
            name=clinic["name"],
            venue=clinic.get("venue", ""),
            street=clinic["street"],
            district=clinic.get("district", ""),
            postcode=clinic["postcode"],
            phone=number,
            email=group["email"],
            hours=hours,
        )


def _people(history: History, told: dict[str, Any]) -> Iterator[Any]:
    for person in told["clinicians"]:
        clinician = Clinician(
            id=ClinicianId(history.ids.next()),
            name=person["name"],
            qualifications=person["qualifications"],
            title=person["title"],
        )
        yield clinician
        yield Staff(
            id=StaffId(history.ids.next()), name=clinician.name, role=Role.CLINICIAN, clinician=clinician.id
        )


def _first_sheet(history: History) -> Sheet:
    """Return the sheet that ships with the program: a draft, because nobody clinical has approved its words."""
    from reception.documents.articles import reading

    imported = reading.read(resources.path("sheets", f"{FIRST_SHEET}.md"))
    id_ = SheetId(history.ids.next())
    change = sheet_rules.add_version(imported, None, slug=FIRST_SHEET, id_=id_, now=history.now())
    sheet = change.edits[0].after
    assert isinstance(sheet, Sheet)
    return sheet


def _rota(
    history: History,
    told: dict[str, Any],
    clinics: dict[str, ClinicId],
    clinicians: dict[str, ClinicianId],
    monday: date,
) -> Iterator[Availability]:
    for block in told["example_rota"]:
        for day in block["days"]:
            for times in block["times"]:
                starts, ends = (time.fromisoformat(part) for part in times.split("-"))
                yield Availability(
                    id=AvailabilityId(history.ids.next()),
                    clinician=clinicians[block["clinician"]],
                    clinic=clinics[block["clinic"]],
                    weekday=span.DAY_NAMES.index(day),
                    starts=starts,
                    ends=ends,
                    valid_from=monday,
                    example=True,
                )
