"""What the tables hold to beyond their columns, in plain SQL: partial indexes, and nobody in two calls at once.

The migrations make them; a test holds a migrated database to what stands here.
"""

from reception.storage.schema import LONGEST_SLOT_MICROSECONDS

PARTIAL_INDEXES = (
    "CREATE UNIQUE INDEX ux_slots_clinician_starts_at ON slots (clinician, starts_at) WHERE state <> 'withdrawn'",
    "CREATE UNIQUE INDEX ux_calls_one_live_per_slot ON calls (slot) WHERE status <> 'cancelled'",
    "CREATE INDEX ix_calls_booked ON calls (slot) WHERE status = 'booked'",
)
"""In plain SQL: told to SQLAlchemy, they make it import all it knows of PostgreSQL at every start (35 ms)."""
SQLITE_OVERLAP = tuple(
    f"""CREATE TRIGGER tr_slots_no_overlap_{event.lower()} BEFORE {event} ON slots
WHEN NEW.state <> 'withdrawn' AND EXISTS (
    SELECT 1 FROM slots AS other
    WHERE other.clinician = NEW.clinician AND other.id <> NEW.id AND other.state <> 'withdrawn'
    AND other.starts_at < NEW.ends_at
    AND other.starts_at > NEW.starts_at - {LONGEST_SLOT_MICROSECONDS}
    AND other.ends_at > NEW.starts_at
)
BEGIN SELECT RAISE(ABORT, 'ex_slots_no_overlap'); END"""
    for event in ("INSERT", "UPDATE")
)
"""Nobody is in two calls at once, on SQLite: whatever writes, whatever the clinic."""
POSTGRESQL_OVERLAP = """ALTER TABLE slots ADD CONSTRAINT ex_slots_no_overlap EXCLUDE USING gist (
    int8range(clinician, clinician, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&
) WHERE (state <> 'withdrawn')"""
"""Nobody is in two calls at once, on PostgreSQL: needs no extension."""
