"""The tables: one for each kind of value, its columns named as the value's fields.

Every constraint has a name, because Alembic's batch mode drops unnamed ones and a refusal is found by it.
What is said in plain SQL stands in `schema_rules`.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    false,
    text,
)

from reception.domain.call import CallStatus, CancelledBy, Result
from reception.domain.journal import Way
from reception.domain.organisation import REASONS
from reception.domain.sheet import Edition, Output, SheetStatus
from reception.domain.slot import BlockKind, SlotState
from reception.domain.staff import Role
from reception.storage.columns import Choice, Clock, Day, Flag, Hours, Id, Instant, Pairs, Several

LONGEST_SLOT_MICROSECONDS = 60 * 60 * 1_000_000
"""No slot is longer, so an overlap is looked for one hour back and no further."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _table(name: str, *parts: Any) -> Table:
    return Table(
        name, metadata, Column("id", Id, primary_key=True, autoincrement=False), *parts, sqlite_strict=True
    )


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False, server_default="")


def _needed(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _ref(name: str, target: str, *, needed: bool = True) -> Column[Any]:
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=not needed)


def _words(name: str, choices: type[StrEnum], *, needed: bool = True) -> tuple[Any, Any]:
    """Return a column of an enumeration's words and the check that holds it to them."""
    listed = ", ".join(f"'{choice}'" for choice in choices)
    check = CheckConstraint(f"{name} IN ({listed})", name=f"{name}_word")
    return Column(name, Choice(choices), nullable=not needed), check


organisations = _table(
    "organisations",
    _needed("name"),
    _needed("phone"),
    _needed("email"),
    _needed("attempts", Integer),
    _needed("minutes_between_attempts", Integer),
    _needed("weeks_ahead", Integer),
    Column("cancel_reasons", Pairs, nullable=False, server_default=Pairs().encode(REASONS)),
    Column("publishes_ahead", Flag, nullable=False, server_default=false()),
    CheckConstraint("id = 1", name="only_one"),
)

clinics = _table(
    "clinics",
    _needed("name"),
    _text("venue"),
    _needed("street"),
    _text("district"),
    _needed("postcode"),
    _needed("phone"),
    _needed("email"),
    _needed("hours", Hours),
    _text("parking"),
    _text("lift"),
    _text("entrance"),
    _needed("retired", Flag),
)

closures = _table(
    "closures",
    _ref("clinic", "clinics", needed=False),
    _needed("first", Day),
    _needed("last", Day),
    Column("starts", Clock),
    Column("ends", Clock),
    _text("reason"),
    CheckConstraint("last >= first", name="order"),
)

leaves = _table(
    "leaves",
    _ref("clinician", "clinicians"),
    _needed("first", Day),
    _needed("last", Day),
    Column("starts", Clock),
    Column("ends", Clock),
    _text("reason"),
    CheckConstraint("last >= first", name="order"),
)

open_days = _table(
    "open_days",
    _needed("day", Day),
    _ref("clinic", "clinics", needed=False),
    _ref("clinician", "clinicians", needed=False),
    _text("reason"),
    CheckConstraint("clinic IS NULL OR clinician IS NULL", name="whose"),
)

clinicians = _table(
    "clinicians", _needed("name"), _text("qualifications"), _text("title"), _needed("retired", Flag)
)

staff = _table(
    "staff",
    _needed("name"),
    *_words("role", Role),
    _ref("clinician", "clinicians", needed=False),
    _needed("retired", Flag),
)

availability = _table(
    "availability",
    _ref("clinician", "clinicians"),
    _ref("clinic", "clinics"),
    _needed("weekday", Integer),
    _needed("starts", Clock),
    _needed("ends", Clock),
    _needed("slot_minutes", Integer),
    _needed("gap_minutes", Integer),
    _needed("valid_from", Day),
    Column("valid_to", Day),
    _needed("every_weeks", Integer),
    _needed("example", Flag),
    Column("opens_days_before", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("ends > starts", name="order"),
    CheckConstraint("slot_minutes BETWEEN 5 AND 60", name="length"),
)

publications = _table(
    "publications",
    _needed("first", Day),
    _needed("last", Day),
    _needed("first_slot", Id),
    _needed("opened", Integer),
    _needed("withdrawn", Several),
)

slots = _table(
    "slots",
    _ref("clinic", "clinics"),
    _ref("clinician", "clinicians"),
    _needed("starts_at", Instant),
    _needed("ends_at", Instant),
    *_words("state", SlotState),
    _text("reason"),
    Column("withdrawn_by", Id),
    Column("kind", Choice(BlockKind)),
    Column("opens_at", Instant),
    CheckConstraint("ends_at > starts_at", name="order"),
    CheckConstraint(f"ends_at - starts_at <= {LONGEST_SLOT_MICROSECONDS}", name="length").ddl_if("sqlite"),
    CheckConstraint("ends_at - starts_at <= interval '60 minutes'", name="longest").ddl_if("postgresql"),
)
Index("ix_slots_starts_at", slots.c.starts_at, slots.c.clinic)

patients = _table(
    "patients",
    _needed("name"),
    _needed("phone"),
    _text("email"),
    Column("date_of_birth", Day),
    _text("postcode"),
    _needed("needs", Several),
    _ref("preferred_clinic", "clinics", needed=False),
    _text("preferred_times"),
    Column("privacy_given_at", Instant),
    _needed("do_not_call", Flag),
    _needed("known_since", Instant),
    CheckConstraint("length(name) BETWEEN 1 AND 200", name="name_length"),
    Index("ix_patients_phone", "phone"),
)

_BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its bytes on both engines, so that a prefix is a stretch of the index."""

patient_words = Table(
    "patient_words",
    metadata,
    Column("word", _BYTEWISE, primary_key=True),
    Column("name", _BYTEWISE, primary_key=True),
    Column("patient", Id, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(["patient"], ["patients.id"], ondelete="CASCADE", name="fk_patient_words_patient"),
    Index("ix_patient_words_patient", "patient"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Folded words of names, postcodes, birth dates and phone digits, in the order they are shown."""

waiting = _table(
    "waiting",
    _ref("patient", "patients"),
    _ref("clinic", "clinics", needed=False),
    _needed("weekdays", Several),
    Column("after", Clock),
    Column("before", Clock),
    _needed("since", Instant),
    _text("about"),
    _needed("open", Flag),
)

calls = _table(
    "calls",
    _ref("slot", "slots"),
    _ref("patient", "patients"),
    _text("about"),
    _text("speaking"),
    *_words("status", CallStatus),
    *_words("outcome", Result, needed=False),
    _needed("attempts", Integer),
    Column("next_try", Instant),
    _text("notes"),
    *_words("cancelled_by", CancelledBy, needed=False),
    _text("cancel_reason"),
    _needed("booked_at", Instant),
    _ref("booked_by", "staff"),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("(status = 'cancelled') = (cancelled_by IS NOT NULL)", name="cancelled_by_whom"),
)
Index("ix_calls_patient", calls.c.patient)
Index("ix_calls_slot", calls.c.slot)

attempts = _table(
    "attempts",
    _ref("call", "calls"),
    _needed("at", Instant),
    _ref("by", "staff"),
    _needed("phone"),
    *_words("result", Result),
    _text("note"),
    Column("consultation_at", Instant),
    _ref("consultation_clinic", "clinics", needed=False),
    Index("ix_attempts_call", "call"),
)

pins = _table(
    "pins",
    _ref("call", "calls"),
    _needed("at", Instant),
    _ref("by", "staff"),
    Index("ux_pins_call", "call", unique=True),
)

stays = _table(
    "stays",
    _needed("call", Id),
    _needed("slot", Id),
    Index("ux_stays_call_slot", "call", "slot", unique=True),
)
"""Without foreign keys: a stay says nothing where its call is not booked, and so keeps nothing from going."""

holds = Table(
    "holds",
    metadata,
    Column("slot", Id, ForeignKey("slots.id"), primary_key=True, autoincrement=False),
    Column("token", Id, nullable=False),
    Column("desk", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("until", Instant, nullable=False),
    sqlite_strict=True,
)
"""Leases of slots while somebody fills in the form: not history, so neither journalled nor undone."""

drafts = Table(
    "drafts",
    metadata,
    Column("desk", Text, primary_key=True),
    Column("form", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_strict=True,
)
"""What was typed at a desk and not done yet, by form: not history either."""

looks = Table(
    "looks",
    metadata,
    Column("staff", Id, primary_key=True, autoincrement=False),
    Column("clinic", Id, primary_key=True, autoincrement=False),
    Column("seq", Id, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_strict=True,
)
"""Up to which line of the journal somebody has seen what changed at a clinic (0: at all of them)."""

sheets = _table(
    "sheets",
    _needed("slug"),
    _needed("version", Integer),
    _needed("title"),
    _text("topic"),
    _needed("language"),
    _text("author"),
    _text("reviewer"),
    _text("updated"),
    Column("review_due", Day),
    *_words("status", SheetStatus),
    _needed("body"),
    _needed("prescription_only", Flag),
    _ref("approved_by", "staff", needed=False),
    Column("approved_at", Instant),
    _needed("created_at", Instant),
    Index("ux_sheets_slug_version", "slug", "version", unique=True),
)

prints = _table(
    "prints",
    _ref("sheet", "sheets"),
    *_words("edition", Edition),
    _ref("patient", "patients", needed=False),
    _ref("staff", "staff"),
    _needed("at", Instant),
    _needed("copies", Integer),
    *_words("how", Output),
    _text("reason"),
    Index("ix_prints_sheet", "sheet"),
    Index("ix_prints_patient", "patient"),
)

day_prints = Table(
    "day_prints",
    MetaData(),
    Column("id", Id, primary_key=True),
    _needed("day", Day),
    Column("clinic", Id),
    Column("clinician", Id),
    _needed("has_numbers", Flag),
    _needed("staff", Id),
    _needed("at", Instant),
)
"""No table of a database: how the journal, which alone keeps them, writes the lists of a day that were printed."""

journal = Table(
    "journal",
    metadata,
    Column("seq", Id, primary_key=True, autoincrement=False),
    Column("change", Id, nullable=False),
    Column("at", Instant, nullable=False),
    Column("staff", Id, nullable=False),
    Column("who", Text, nullable=False),
    Column("desk", Text, nullable=False),
    *_words("way", Way),
    Column("reverses", Id),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("thing", Id, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("ix_journal_staff", "staff", "seq"),
    Index("ix_journal_change", "change"),
    Index("ix_journal_thing", "thing", "seq"),
    sqlite_strict=True,
)

dropped_steps = Table(
    "dropped_steps",
    metadata,
    Column("change", Id, primary_key=True, autoincrement=False),
    Column("staff", Id, nullable=False),
    sqlite_strict=True,
)
"""Undo steps that met a conflict and are passed over from then on."""
