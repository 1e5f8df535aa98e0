"""The tables: one for each kind of value, its columns named as the value's fields.

Every constraint has a name, because Alembic's batch mode drops unnamed ones and a refusal is found by it.
What is said in plain SQL stands in `schema_rules`.
"""

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
from reception.storage.tables import metadata as metadata
from reception.storage.tables import needed, prose, ref, table, words

LONGEST_SLOT_MICROSECONDS = 60 * 60 * 1_000_000
"""No slot is longer, so an overlap is looked for one hour back and no further."""

organisations = table(
    "organisations",
    needed("name"),
    needed("phone"),
    needed("email"),
    needed("attempts", Integer),
    needed("minutes_between_attempts", Integer),
    needed("weeks_ahead", Integer),
    Column("cancel_reasons", Pairs, nullable=False, server_default=Pairs().encode(REASONS)),
    Column("publishes_ahead", Flag, nullable=False, server_default=false()),
    CheckConstraint("id = 1", name="only_one"),
)

clinics = table(
    "clinics",
    needed("name"),
    prose("venue"),
    needed("street"),
    prose("district"),
    needed("postcode"),
    needed("phone"),
    needed("email"),
    needed("hours", Hours),
    prose("parking"),
    prose("lift"),
    prose("entrance"),
    needed("retired", Flag),
)

closures = table(
    "closures",
    ref("clinic", "clinics", needed=False),
    needed("first", Day),
    needed("last", Day),
    Column("starts", Clock),
    Column("ends", Clock),
    prose("reason"),
    CheckConstraint("last >= first", name="order"),
)

leaves = table(
    "leaves",
    ref("clinician", "clinicians"),
    needed("first", Day),
    needed("last", Day),
    Column("starts", Clock),
    Column("ends", Clock),
    prose("reason"),
    CheckConstraint("last >= first", name="order"),
)

open_days = table(
    "open_days",
    needed("day", Day),
    ref("clinic", "clinics", needed=False),
    ref("clinician", "clinicians", needed=False),
    prose("reason"),
    CheckConstraint("clinic IS NULL OR clinician IS NULL", name="whose"),
)

clinicians = table(
    "clinicians", needed("name"), prose("qualifications"), prose("title"), needed("retired", Flag)
)

staff = table(
    "staff",
    needed("name"),
    *words("role", Role),
    ref("clinician", "clinicians", needed=False),
    needed("retired", Flag),
)

availability = table(
    "availability",
    ref("clinician", "clinicians"),
    ref("clinic", "clinics"),
    needed("weekday", Integer),
    needed("starts", Clock),
    needed("ends", Clock),
    needed("slot_minutes", Integer),
    needed("gap_minutes", Integer),
    needed("valid_from", Day),
    Column("valid_to", Day),
    needed("every_weeks", Integer),
    needed("example", Flag),
    Column("opens_days_before", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("ends > starts", name="order"),
    CheckConstraint("slot_minutes BETWEEN 5 AND 60", name="length"),
)

publications = table(
    "publications",
    needed("first", Day),
    needed("last", Day),
    needed("first_slot", Id),
    needed("opened", Integer),
    needed("withdrawn", Several),
)

slots = table(
    "slots",
    ref("clinic", "clinics"),
    ref("clinician", "clinicians"),
    needed("starts_at", Instant),
    needed("ends_at", Instant),
    *words("state", SlotState),
    prose("reason"),
    Column("withdrawn_by", Id),
    Column("kind", Choice(BlockKind)),
    Column("opens_at", Instant),
    CheckConstraint("ends_at > starts_at", name="order"),
    CheckConstraint(f"ends_at - starts_at <= {LONGEST_SLOT_MICROSECONDS}", name="length").ddl_if("sqlite"),
    CheckConstraint("ends_at - starts_at <= interval '60 minutes'", name="longest").ddl_if("postgresql"),
)
Index("ix_slots_starts_at", slots.c.starts_at, slots.c.clinic)

patients = table(
    "patients",
    needed("name"),
    needed("phone"),
    prose("email"),
    Column("date_of_birth", Day),
    prose("postcode"),
    needed("needs", Several),
    ref("preferred_clinic", "clinics", needed=False),
    prose("preferred_times"),
    Column("privacy_given_at", Instant),
    needed("do_not_call", Flag),
    needed("known_since", Instant),
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

waiting = table(
    "waiting",
    ref("patient", "patients"),
    ref("clinic", "clinics", needed=False),
    needed("weekdays", Several),
    Column("after", Clock),
    Column("before", Clock),
    needed("since", Instant),
    prose("about"),
    needed("open", Flag),
)

calls = table(
    "calls",
    ref("slot", "slots"),
    ref("patient", "patients"),
    prose("about"),
    prose("speaking"),
    *words("status", CallStatus),
    *words("outcome", Result, needed=False),
    needed("attempts", Integer),
    Column("next_try", Instant),
    prose("notes"),
    *words("cancelled_by", CancelledBy, needed=False),
    prose("cancel_reason"),
    needed("booked_at", Instant),
    ref("booked_by", "staff"),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("(status = 'cancelled') = (cancelled_by IS NOT NULL)", name="cancelled_by_whom"),
)
Index("ix_calls_patient", calls.c.patient)
Index("ix_calls_slot", calls.c.slot)

attempts = table(
    "attempts",
    ref("call", "calls"),
    needed("at", Instant),
    ref("by", "staff"),
    needed("phone"),
    *words("result", Result),
    prose("note"),
    Column("consultation_at", Instant),
    ref("consultation_clinic", "clinics", needed=False),
    Index("ix_attempts_call", "call"),
)

pins = table(
    "pins",
    ref("call", "calls"),
    needed("at", Instant),
    ref("by", "staff"),
    Index("ux_pins_call", "call", unique=True),
)

stays = table(
    "stays",
    needed("call", Id),
    needed("slot", Id),
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

sheets = table(
    "sheets",
    needed("slug"),
    needed("version", Integer),
    needed("title"),
    prose("topic"),
    needed("language"),
    prose("author"),
    prose("reviewer"),
    prose("updated"),
    Column("review_due", Day),
    *words("status", SheetStatus),
    needed("body"),
    needed("prescription_only", Flag),
    ref("approved_by", "staff", needed=False),
    Column("approved_at", Instant),
    needed("created_at", Instant),
    Index("ux_sheets_slug_version", "slug", "version", unique=True),
)

prints = table(
    "prints",
    ref("sheet", "sheets"),
    *words("edition", Edition),
    ref("patient", "patients", needed=False),
    ref("staff", "staff"),
    needed("at", Instant),
    needed("copies", Integer),
    *words("how", Output),
    prose("reason"),
    Index("ix_prints_sheet", "sheet"),
    Index("ix_prints_patient", "patient"),
)

day_prints = Table(
    "day_prints",
    MetaData(),
    Column("id", Id, primary_key=True),
    needed("day", Day),
    Column("clinic", Id),
    Column("clinician", Id),
    needed("has_numbers", Flag),
    needed("staff", Id),
    needed("at", Instant),
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
    *words("way", Way),
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
