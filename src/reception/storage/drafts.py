"""Drafts: what was typed at a desk and not done yet, in the diary's own encrypted store and nowhere else.

Each belongs to the person who typed it: nobody else who works at the desk is shown it. Whoever is on the staff list is
known by their id, whatever they are called; a newcomer, who has no lasting one before their first change, by name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, exists, insert, select, update

from reception.domain.draft import KEPT, Draft, Texts
from reception.domain.patient import fold
from reception.domain.staff import Staff
from reception.storage import holds
from reception.storage.reader import Reader
from reception.storage.schema import drafts
from reception.storage.store import Writer


def of_person(reader: Reader, desk: str, person: Staff) -> dict[str, Texts]:
    """Return what somebody left half typed at a desk, by the name of its form, the oldest first."""
    mine = drafts.c.desk.in_((_by_id(desk, person), _by_name(desk, person)))
    query = select(drafts.c.form, drafts.c.body).where(mine).order_by(drafts.c.at, drafts.c.form)
    return {form: json.loads(body) for form, body in reader.connection.execute(query)}


def every(reader: Reader) -> list[Draft]:
    """Return all that lies half typed at any desk, the oldest first: few, since what nobody touches goes."""
    people = {str(person.id): person.name for person in reader.all(Staff)}
    query = select(drafts.c.desk, drafts.c.form, drafts.c.body, drafts.c.at).order_by(
        drafts.c.at, drafts.c.form
    )
    found = []
    for place, form, body, at in reader.connection.execute(query):
        desk, *by_name, whose = place.split("\n")
        person = people.get(whose, "") if by_name else whose
        found.append(Draft(desk=desk, person=person, form=form, texts=json.loads(body), at=at))
    return found


def keep(writer: Writer, desk: str, person: Staff, forms: Mapping[str, Texts | None], now: datetime) -> None:
    """Keep what somebody has half typed, by form, or with None forget it."""
    places = _by_id(desk, person), _by_name(desk, person)
    writer.connection.execute(delete(drafts).where(drafts.c.desk.in_(places), drafts.c.form.in_(forms)))
    place, at = _place(writer, desk, person), holds.instant(writer.connection, now)
    kept = [
        {"desk": place, "form": form, "body": json.dumps(texts, ensure_ascii=False), "at": at}
        for form, texts in forms.items()
        if texts is not None
    ]
    if kept:
        writer.connection.execute(insert(drafts), kept)


def are_to_tidy(reader: Reader, desk: str, person: Staff, now: datetime) -> bool:
    """Tell whether a draft is over, or still lies under the name of somebody who is on the staff list by now."""
    over = drafts.c.at < holds.instant(reader.connection, now) - KEPT
    by_name = drafts.c.desk == _by_name(desk, person)
    query = select(exists().where(over), exists().where(by_name))
    is_any_over, is_any_by_name = reader.connection.execute(query).one()
    return bool(is_any_over) or (bool(is_any_by_name) and reader.find(Staff, person.id) is not None)


def sweep(writer: Writer, now: datetime) -> None:
    """Forget every draft that nobody has touched for long."""
    over = drafts.c.at < holds.instant(writer.connection, now) - KEPT
    writer.connection.execute(delete(drafts).where(over))


def adopt(writer: Writer, desk: str, person: Staff) -> None:
    """Put what somebody typed as a newcomer under their lasting id, once they are on the staff list."""
    if writer.find(Staff, person.id) is None:
        return
    before, place = _by_name(desk, person), _by_id(desk, person)
    newer = select(drafts.c.form).where(drafts.c.desk == place)
    writer.connection.execute(delete(drafts).where(drafts.c.desk == before, drafts.c.form.in_(newer)))
    writer.connection.execute(update(drafts).where(drafts.c.desk == before).values(desk=place))


def _place(reader: Reader, desk: str, person: Staff) -> str:
    is_known = reader.find(Staff, person.id) is not None
    return _by_id(desk, person) if is_known else _by_name(desk, person)


def _by_id(desk: str, person: Staff) -> str:
    """Return the desk as somebody on the staff list has it; no name begins with the end of a line."""
    return f"{desk}\n\n{person.id}"


def _by_name(desk: str, person: Staff) -> str:
    return f"{desk}\n{fold(person.name)}"
