"""The first schema, written out in full: what the program's tables are today may change, this may not."""

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
    text,
)

revision = "0001"
down_revision = None

ID = BigInteger().with_variant(Integer(), "sqlite")
INSTANT = DateTime(timezone=True).with_variant(Integer(), "sqlite")
DAY = Date().with_variant(Text(), "sqlite")
CLOCK = Time().with_variant(Text(), "sqlite")
FLAG = Boolean().with_variant(Integer(), "sqlite")
BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
LIVE_SLOT, LIVE_CALL, BOOKED_CALL = "state <> 'withdrawn'", "status <> 'cancelled'", "status = 'booked'"
RESULTS = (
    "'consultation-booked', 'call-back', 'no-answer', 'voicemail', "
    "'not-suitable', 'wrong-number', 'do-not-call'"
)


def upgrade() -> None:
    """Make every table, and the rule that nobody is in two calls at once."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    _places()
    _people()
    _rota()
    _slots(is_sqlite)
    _patients()
    _calls()
    _sheets()
    _journal()
    for statement in SQLITE_OVERLAP if is_sqlite else POSTGRESQL_OVERLAP:
        op.execute(statement)


def _table(name: str, *parts: Any, key: tuple[str, ...] = ("id",), **options: bool) -> None:
    primary = PrimaryKeyConstraint(*key, name=f"pk_{name}")
    op.create_table(name, *parts, primary, sqlite_strict=True, **options)


def _needed(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, nullable=False, autoincrement=False)


def _maybe(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, nullable=True)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False, server_default="")


def _refers(table: str, **columns: str) -> list[ForeignKeyConstraint]:
    """Return a foreign key for each column to the table it names."""
    return [
        ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")
        for column, target in columns.items()
    ]


def _check(table: str, name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=f"ck_{table}_{name}")


def _index(name: str, table: str, *columns: str, unique: bool = False, where: str = "") -> None:
    condition = text(where) if where else None
    op.create_index(
        name, table, list(columns), unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def _places() -> None:
    _table(
        "organisations",
        _needed("id", ID),
        _needed("name"),
        _needed("phone"),
        _needed("email"),
        _needed("attempts", Integer),
        _needed("minutes_between_attempts", Integer),
        _needed("weeks_ahead", Integer),
        _check("organisations", "only_one", "id = 1"),
    )
    _table(
        "clinics",
        _needed("id", ID),
        _needed("name"),
        _text("venue"),
        _needed("street"),
        _text("district"),
        _needed("postcode"),
        _needed("phone"),
        _needed("email"),
        _needed("hours"),
        _text("parking"),
        _text("lift"),
        _text("entrance"),
        _needed("retired", FLAG),
    )
    _table(
        "closures",
        _needed("id", ID),
        _maybe("clinic", ID),
        _needed("first", DAY),
        _needed("last", DAY),
        _maybe("starts", CLOCK),
        _maybe("ends", CLOCK),
        _text("reason"),
        _check("closures", "order", "last >= first"),
        *_refers("closures", clinic="clinics"),
    )


def _people() -> None:
    _table(
        "clinicians",
        _needed("id", ID),
        _needed("name"),
        _text("qualifications"),
        _text("title"),
        _needed("retired", FLAG),
    )
    _table(
        "staff",
        _needed("id", ID),
        _needed("name"),
        _needed("role"),
        _maybe("clinician", ID),
        _needed("retired", FLAG),
        _check("staff", "role_word", "role IN ('receptionist', 'manager', 'clinician')"),
        *_refers("staff", clinician="clinicians"),
    )


def _rota() -> None:
    _table(
        "availability",
        _needed("id", ID),
        _needed("clinician", ID),
        _needed("clinic", ID),
        _needed("weekday", Integer),
        _needed("starts", CLOCK),
        _needed("ends", CLOCK),
        _needed("slot_minutes", Integer),
        _needed("gap_minutes", Integer),
        _needed("valid_from", DAY),
        _maybe("valid_to", DAY),
        _needed("every_weeks", Integer),
        _needed("example", FLAG),
        _check("availability", "weekday", "weekday BETWEEN 0 AND 6"),
        _check("availability", "order", "ends > starts"),
        _check("availability", "length", "slot_minutes BETWEEN 5 AND 60"),
        *_refers("availability", clinician="clinicians", clinic="clinics"),
    )
    _table(
        "publications",
        _needed("id", ID),
        _needed("first", DAY),
        _needed("last", DAY),
        _needed("first_slot", ID),
        _needed("opened", Integer),
        _needed("withdrawn"),
    )


def _slots(is_sqlite: bool) -> None:
    _table(
        "slots",
        _needed("id", ID),
        _needed("clinic", ID),
        _needed("clinician", ID),
        _needed("starts_at", INSTANT),
        _needed("ends_at", INSTANT),
        _needed("state"),
        _text("reason"),
        _maybe("withdrawn_by", ID),
        _check("slots", "state_word", "state IN ('open', 'blocked', 'withdrawn')"),
        _check("slots", "order", "ends_at > starts_at"),
        _check("slots", "length", "ends_at - starts_at <= 3600000000")
        if is_sqlite
        else _check("slots", "longest", "ends_at - starts_at <= interval '60 minutes'"),
        *_refers("slots", clinic="clinics", clinician="clinicians"),
    )
    _index("ux_slots_clinician_starts_at", "slots", "clinician", "starts_at", unique=True, where=LIVE_SLOT)
    _index("ix_slots_starts_at", "slots", "starts_at", "clinic")


def _patients() -> None:
    _table(
        "patients",
        _needed("id", ID),
        _needed("name"),
        _needed("phone"),
        _text("email"),
        _maybe("date_of_birth", DAY),
        _text("postcode"),
        _needed("needs"),
        _maybe("preferred_clinic", ID),
        _text("preferred_times"),
        _maybe("privacy_given_at", INSTANT),
        _needed("do_not_call", FLAG),
        _needed("known_since", INSTANT),
        _check("patients", "name_length", "length(name) BETWEEN 1 AND 200"),
        *_refers("patients", preferred_clinic="clinics"),
    )
    _index("ix_patients_phone", "patients", "phone")
    _table(
        "patient_words",
        _needed("word", BYTEWISE),
        _needed("name", BYTEWISE),
        _needed("patient", ID),
        ForeignKeyConstraint(
            ["patient"], ["patients.id"], ondelete="CASCADE", name="fk_patient_words_patient"
        ),
        key=("word", "name", "patient"),
        sqlite_with_rowid=False,
    )
    _index("ix_patient_words_patient", "patient_words", "patient")
    _table(
        "waiting",
        _needed("id", ID),
        _needed("patient", ID),
        _maybe("clinic", ID),
        _needed("weekdays"),
        _maybe("after", CLOCK),
        _maybe("before", CLOCK),
        _needed("since", INSTANT),
        _text("about"),
        _needed("open", FLAG),
        *_refers("waiting", patient="patients", clinic="clinics"),
    )


def _calls() -> None:
    _table(
        "calls",
        _needed("id", ID),
        _needed("slot", ID),
        _needed("patient", ID),
        _text("about"),
        _text("speaking"),
        _needed("status"),
        _maybe("outcome"),
        _needed("attempts", Integer),
        _maybe("next_try", INSTANT),
        _text("notes"),
        _maybe("cancelled_by"),
        _text("cancel_reason"),
        _needed("booked_at", INSTANT),
        _needed("booked_by", ID),
        _check("calls", "status_word", "status IN ('booked', 'done', 'not-reached', 'cancelled')"),
        _check("calls", "outcome_word", f"outcome IN ({RESULTS})"),
        _check("calls", "cancelled_by_word", "cancelled_by IN ('patient', 'clinician', 'clinic')"),
        _check("calls", "attempts", "attempts >= 0"),
        _check("calls", "cancelled_by_whom", "(status = 'cancelled') = (cancelled_by IS NOT NULL)"),
        *_refers("calls", slot="slots", patient="patients", booked_by="staff"),
    )
    _index("ux_calls_one_live_per_slot", "calls", "slot", unique=True, where=LIVE_CALL)
    _index("ix_calls_patient", "calls", "patient")
    _index("ix_calls_booked", "calls", "slot", where=BOOKED_CALL)
    _table(
        "attempts",
        _needed("id", ID),
        _needed("call", ID),
        _needed("at", INSTANT),
        _needed("by", ID),
        _needed("phone"),
        _needed("result"),
        _text("note"),
        _maybe("consultation_at", INSTANT),
        _maybe("consultation_clinic", ID),
        _check("attempts", "result_word", f"result IN ({RESULTS})"),
        *_refers("attempts", call="calls", by="staff", consultation_clinic="clinics"),
    )
    _index("ix_attempts_call", "attempts", "call")


def _sheets() -> None:
    _table(
        "sheets",
        _needed("id", ID),
        _needed("slug"),
        _needed("version", Integer),
        _needed("title"),
        _text("topic"),
        _needed("language"),
        _text("author"),
        _text("reviewer"),
        _text("updated"),
        _maybe("review_due", DAY),
        _needed("status"),
        _needed("body"),
        _needed("prescription_only", FLAG),
        _maybe("approved_by", ID),
        _maybe("approved_at", INSTANT),
        _needed("created_at", INSTANT),
        _check("sheets", "status_word", "status IN ('draft', 'approved', 'withdrawn')"),
        *_refers("sheets", approved_by="staff"),
    )
    _index("ux_sheets_slug_version", "sheets", "slug", "version", unique=True)
    _table(
        "prints",
        _needed("id", ID),
        _needed("sheet", ID),
        _needed("edition"),
        _maybe("patient", ID),
        _needed("staff", ID),
        _needed("at", INSTANT),
        _needed("copies", Integer),
        _needed("how"),
        _text("reason"),
        _check("prints", "edition_word", "edition IN ('standard', 'large', 'giant')"),
        _check("prints", "how_word", "how IN ('print', 'pdf')"),
        *_refers("prints", sheet="sheets", patient="patients", staff="staff"),
    )
    _index("ix_prints_sheet", "prints", "sheet")
    _index("ix_prints_patient", "prints", "patient")


def _journal() -> None:
    _table(
        "journal",
        _needed("seq", ID),
        _needed("change", ID),
        _needed("at", INSTANT),
        _needed("staff", ID),
        _needed("who"),
        _needed("desk"),
        _needed("way"),
        _maybe("reverses", ID),
        _needed("action"),
        _needed("subject"),
        _needed("kind"),
        _needed("thing", ID),
        _maybe("before"),
        _maybe("after"),
        _check("journal", "way_word", "way IN ('do', 'undo', 'redo')"),
        key=("seq",),
    )
    _index("ix_journal_staff", "journal", "staff", "seq")
    _index("ix_journal_change", "journal", "change")
    _index("ix_journal_thing", "journal", "thing", "seq")
    _table("dropped_steps", _needed("change", ID), _needed("staff", ID), key=("change",))


SQLITE_OVERLAP = tuple(
    f"""CREATE TRIGGER tr_slots_no_overlap_{event.lower()} BEFORE {event} ON slots
WHEN NEW.state <> 'withdrawn' AND EXISTS (
    SELECT 1 FROM slots AS other
    WHERE other.clinician = NEW.clinician AND other.id <> NEW.id AND other.state <> 'withdrawn'
    AND other.starts_at < NEW.ends_at
    AND other.starts_at > NEW.starts_at - 3600000000
    AND other.ends_at > NEW.starts_at
)
BEGIN SELECT RAISE(ABORT, 'ex_slots_no_overlap'); END"""
    for event in ("INSERT", "UPDATE")
)
POSTGRESQL_OVERLAP = (
    """ALTER TABLE slots ADD CONSTRAINT ex_slots_no_overlap EXCLUDE USING gist (
    int8range(clinician, clinician, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&
) WHERE (state <> 'withdrawn')""",
)
