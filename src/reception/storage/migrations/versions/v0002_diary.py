"""The diary grows: leave, open days, kinds of blocks, embargoes, the pinboard, stays, holds, and who looked when."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    Time,
    false,
    text,
)

revision = "0002"
down_revision = "0001"

ID = BigInteger().with_variant(Integer(), "sqlite")
INSTANT = DateTime(timezone=True).with_variant(Integer(), "sqlite")
DAY = Date().with_variant(Text(), "sqlite")
CLOCK = Time().with_variant(Text(), "sqlite")
FLAG = Boolean().with_variant(Integer(), "sqlite")
REASONS = (
    '[["patient","No longer needed"],["patient","Ill"],["patient","Booked elsewhere"],'
    '["patient","Could not make the time"],["clinician","Ill"],["clinician","Running late"],'
    '["clinician","On leave"],["clinic","Clinic closed"],["clinic","Booked by mistake"]]'
)


def upgrade() -> None:
    """Add what the diary needs; what is there already keeps its meaning."""
    _absences()
    _columns()
    _pins()
    _stays()
    _leases()
    _words()


def _needed(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, nullable=False, autoincrement=False)


def _maybe(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, nullable=True)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False, server_default="")


def _table(name: str, *parts: Any, key: tuple[str, ...] = ("id",)) -> None:
    op.create_table(name, *parts, PrimaryKeyConstraint(*key, name=f"pk_{name}"), sqlite_strict=True)


def _refers(table: str, **columns: str) -> list[ForeignKeyConstraint]:
    """Return a foreign key for each column to the table it names."""
    return [
        ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")
        for column, target in columns.items()
    ]


def _absences() -> None:
    _table(
        "leaves",
        _needed("id", ID),
        _needed("clinician", ID),
        _needed("first", DAY),
        _needed("last", DAY),
        _maybe("starts", CLOCK),
        _maybe("ends", CLOCK),
        _text("reason"),
        CheckConstraint("last >= first", name="ck_leaves_order"),
        *_refers("leaves", clinician="clinicians"),
    )
    _table(
        "open_days",
        _needed("id", ID),
        _needed("day", DAY),
        _maybe("clinic", ID),
        _maybe("clinician", ID),
        _text("reason"),
        CheckConstraint("clinic IS NULL OR clinician IS NULL", name="ck_open_days_whose"),
        *_refers("open_days", clinic="clinics", clinician="clinicians"),
    )


def _columns() -> None:
    # The partial indexes leave the cancelled ones out: without this, whoever reads days reads every call there is.
    op.create_index("ix_calls_slot", "calls", ["slot"])
    op.add_column("slots", Column("kind", Text, nullable=True))
    op.add_column("slots", Column("opens_at", INSTANT, nullable=True))
    op.add_column(
        "availability", Column("opens_days_before", Integer, nullable=False, server_default=text("0"))
    )
    reasons = Column("cancel_reasons", Text, nullable=False, server_default=REASONS)
    op.add_column("organisations", reasons)
    op.add_column("organisations", Column("publishes_ahead", FLAG, nullable=False, server_default=false()))


def _pins() -> None:
    _table(
        "pins",
        _needed("id", ID),
        _needed("call", ID),
        _needed("at", INSTANT),
        _needed("by", ID),
        *_refers("pins", call="calls", by="staff"),
    )
    op.create_index("ux_pins_call", "pins", ["call"], unique=True)


def _stays() -> None:
    _table("stays", _needed("id", ID), _needed("call", ID), _needed("slot", ID))
    op.create_index("ux_stays_call_slot", "stays", ["call", "slot"], unique=True)


def _leases() -> None:
    _table(
        "holds",
        _needed("slot", ID),
        _needed("token", ID),
        _needed("desk"),
        _needed("who"),
        _needed("until", INSTANT),
        *_refers("holds", slot="slots"),
        key=("slot",),
    )
    _table(
        "drafts",
        _needed("desk"),
        _needed("form"),
        _needed("body"),
        _needed("at", INSTANT),
        key=("desk", "form"),
    )
    _table(
        "looks",
        _needed("staff", ID),
        _needed("clinic", ID),
        _needed("seq", ID),
        _needed("at", INSTANT),
        key=("staff", "clinic"),
    )


def _words() -> None:
    """Keep each number backwards too, so that any of its last digits find it."""
    known = text(
        "SELECT DISTINCT w.patient, w.name, p.phone FROM patient_words w JOIN patients p ON p.id = w.patient"
    )
    add = text("INSERT INTO patient_words (word, name, patient) VALUES (:word, :name, :patient)")
    found = [
        {"word": "<" + "".join(filter(str.isdecimal, phone))[::-1], "name": name, "patient": patient}
        for patient, name, phone in op.get_bind().execute(known)
        if phone
    ]
    if found:
        op.get_bind().execute(add, found)
