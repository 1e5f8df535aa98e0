"""A diary as the first released version of the program made it, with a call in it, on either engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from reception.settings import Settings
from reception.storage import making, version
from reception.storage.store import Store

OLD_DIARY = (
    "INSERT INTO organisations VALUES (1, 'ProHealth Clinic', '+441234380345', 'info@example.org', 3, 15, 8)",
    "INSERT INTO clinics (id, name, street, postcode, phone, email, hours, retired)"
    " VALUES (2, 'London', '1 Street', 'W1G 7JD', '+441234380345', 'info@example.org', '[]', {off})",
    "INSERT INTO clinicians (id, name, retired) VALUES (3, 'Mr Oliver Eaton', {off})",
    "INSERT INTO staff (id, name, role, retired) VALUES (4, 'Ann Kay', 'receptionist', {off})",
    "INSERT INTO availability (id, clinician, clinic, weekday, starts, ends, slot_minutes, gap_minutes,"
    " valid_from, every_weeks, example) VALUES (5, 3, 2, 0, '09:00', '12:00', 15, 0, '2026-11-23', 1, {off})",
    "INSERT INTO slots (id, clinic, clinician, starts_at, ends_at, state, reason)"
    " VALUES (6, 2, 3, {nine}, {quarter_past}, 'open', '')",
    "INSERT INTO patients (id, name, phone, needs, do_not_call, known_since)"
    " VALUES (7, 'Jane Holt', '+447700900334', '[]', {off}, {nine})",
    "INSERT INTO patient_words (word, name, patient) VALUES ('jane', 'jane holt', 7), ('900334', 'jane holt', 7)",
    "INSERT INTO calls (id, slot, patient, status, attempts, booked_at, booked_by)"
    " VALUES (8, 6, 7, 'booked', 0, {nine}, 4)",
)
"""A diary as the first schema kept it, in its own words: what is written here may never change."""


def made_by_the_first_version(database: Path | str, folder: Path) -> Path | str:
    """Make such a diary, with its key in a folder; return its place."""
    is_shared = isinstance(database, str)
    words = {
        "off": "false" if is_shared else "0",
        "nine": "'2026-11-23T09:00Z'" if is_shared else "1795424400000000",
        "quarter_past": "'2026-11-23T09:15Z'" if is_shared else "1795425300000000",
    }

    def fill(store: Store) -> None:
        with store.write() as writer:
            for statement in OLD_DIARY:
                writer.connection.exec_driver_sql(statement.format(**words))

    with pytest.MonkeyPatch.context() as old:
        old.setattr(version, "SCHEMA", "0001")
        making.create(database, folder, fill).close()
    return database


def settings_of(database: Path | str, folder: Path) -> Settings:
    """Return the settings of a desk on such a diary."""
    return Settings(
        data_folder=folder,
        config_folder=folder,
        database=database,
        is_default_database=False,
        staff="Ann Kay",
    )
