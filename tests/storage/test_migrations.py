"""The history of the schema: written out, equal to the tables the program knows, and brought up to date safely."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from reception import desk as desks
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.errors import Unavailable
from reception.domain.organisation import REASONS, Organisation
from reception.services import databases
from reception.storage import (
    calls,
    engines,
    keys,
    older,
    opening,
    patients,
    schema,
    schema_rules,
    upgrade,
    version,
)
from reception.storage.engines import Broken
from tests.support.desks import Practice
from tests.support.older import made_by_the_first_version

VERSIONS = upgrade.SCRIPTS / "versions"
CATALOGUE = """
    SELECT format('column %s %s %s %s %s default %s collate %s', c.relname, a.attnum, a.attname,
        format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), l.collname)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM pg_index
    WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    UNION ALL SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
"""
"""All that PostgreSQL knows of our tables: columns in order with types, constraints, indexes, triggers."""
NEXT = '''"""A later schema."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0003", "0002"
def upgrade() -> None:
    op.add_column("calls", sa.Column("colour", sa.Text, nullable=False, server_default="none"))
    {more}
'''


def described(connection: Connection) -> set[str]:
    """Return all that an engine tells of its tables, without Alembic's own."""
    told = (
        _of_sqlite(connection) if connection.dialect.name == "sqlite" else connection.scalars(text(CATALOGUE))
    )
    return {part for part in told if "alembic_version" not in part}


def _of_sqlite(connection: Connection) -> Iterator[str]:
    """Yield each part of each statement that made something; the order of constraints means nothing."""
    for table, name, sql in connection.execute(text("SELECT tbl_name, name, sql FROM sqlite_master")):
        if not str(sql).startswith("CREATE TABLE"):
            yield f"{name}: {sql}"
            continue
        start, end = sql.index("("), sql.rindex(")")
        parts = [" ".join(part.split()) for part in apart(sql[start + 1 : end])]
        for part in (sql[:start].strip(), *parts, sql[end + 1 :].strip()):
            yield f"{table}: {part}"
        yield f"{table}: {[part.split()[0] for part in parts if not part.startswith('CONSTRAINT')]}"


def apart(told: str) -> list[str]:
    """Return the columns and constraints of a table, whoever wrote the commas between them."""
    parts, depth, quoted = [""], 0, False
    for letter in told:
        quoted ^= letter == "'"
        depth += 0 if quoted else (letter == "(") - (letter == ")")
        if letter == "," and depth == 0 and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def made_from_the_tables(diary: Practice, tmp_path: Path, server) -> Engine:
    """Return a database with the tables as the program knows them, made without a migration."""
    if diary.settings.is_shared:
        engine = engines.postgresql(server.fresh())
        extra: tuple[str, ...] = (schema_rules.POSTGRESQL_OVERLAP,)
    else:
        engine = engines.sqlite(tmp_path / "tables.db", keys.new_key(), create=True)
        extra = schema_rules.SQLITE_OVERLAP
    with engine.begin() as connection:
        schema.metadata.create_all(connection)
        for statement in (*schema_rules.PARTIAL_INDEXES, *extra):
            connection.exec_driver_sql(statement)
    return engine


def test_the_migrated_schema_is_the_one_the_program_knows(diary: Practice, tmp_path: Path, server):
    engine = made_from_the_tables(diary, tmp_path, server)
    with engine.connect() as connection:
        known = described(connection)
    engine.dispose()
    with diary.desk().desk.store.read() as reader:
        assert described(reader.connection) == known
    assert len(known) > 150


@pytest.mark.parametrize(
    "change",
    [
        "DROP INDEX ix_calls_booked",
        "ALTER TABLE calls ADD COLUMN colour TEXT",
        "ALTER TABLE staff RENAME COLUMN role TO part",
        "ALTER TABLE slots DROP CONSTRAINT ex_slots_no_overlap; DROP TRIGGER tr_slots_no_overlap_update",
        "ALTER TABLE staff DROP CONSTRAINT ck_staff_role_word; DROP TABLE prints",
    ],
)
def test_a_schema_that_differs_anywhere_is_told_from_ours(diary: Practice, change: str):
    on_postgresql, _, on_sqlite = change.partition("; ")
    with diary.desk().desk.store.write() as writer:
        known = described(writer.connection)
        told = on_postgresql if diary.settings.is_shared else on_sqlite or on_postgresql
        writer.connection.exec_driver_sql(told)
        assert described(writer.connection) != known


def test_every_constraint_has_a_name_of_our_pattern(diary: Practice):
    with diary.desk().desk.store.read() as reader:
        told = described(reader.connection)
    if diary.settings.is_shared:
        names = [part.split()[2] for part in told if part.startswith("constraint")]
    else:
        words = ("CHECK", "FOREIGN KEY", "PRIMARY KEY", "UNIQUE (")
        parts = [part.split(": ", 1)[1] for part in told if not part.split(": ", 1)[1].startswith("CREATE")]
        constraints = [part.split() for part in parts if any(word in part for word in words)]
        assert {part[0] for part in constraints} == {"CONSTRAINT"}
        names = [part[1] for part in constraints]
    assert len(names) > 45
    assert {name.split("_")[0] for name in names} <= {"pk", "fk", "ck", "ex"}


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("v*.py")), ids=lambda path: path.stem)
def test_a_migration_knows_nothing_of_the_program(path: Path):
    """What the program's tables are tomorrow must not change what a migration did yesterday."""
    imported = [
        name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
        )
    ]
    assert imported
    assert not [name for name in imported if name.startswith("reception")]


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this program be one version later: a column more, its history in a folder of the test's own."""
    scripts = tmp_path / "later"
    shutil.copytree(upgrade.SCRIPTS, scripts)
    (scripts / "versions" / "v0003_later.py").write_text(NEXT.format(more=""))
    monkeypatch.setattr(upgrade, "SCRIPTS", scripts)
    monkeypatch.setattr(version, "SCHEMA", "0003")
    return scripts / "versions" / "v0003_later.py"


@pytest.fixture
def booked(diary: Practice) -> Practice:
    """A diary of the released schema, with a booked call."""
    desk = diary.desk()
    desk.publish()
    desk.book("10:00")
    diary.close()
    return diary


def colours(diary: Practice) -> list[str]:
    store = opening.open_(diary.settings.database, diary.settings.config_folder)
    with store.read() as reader:
        found = list(reader.connection.scalars(text("SELECT colour FROM calls")))
    store.close()
    return found


def test_a_diary_of_the_released_schema_is_brought_up_to_date(booked: Practice, later: Path):
    with pytest.raises(Unavailable, match="older version of Reception.*: reception database upgrade"):
        desks.open_(booked.settings, booked.clock)
    assert databases.upgrade(booked.settings) is True
    assert colours(booked) == ["none"]
    assert booked.desk("Joe Moss").line().patient.name == "Jane Holt"
    booked.close()
    assert databases.upgrade(booked.settings) is False


@pytest.mark.parametrize("more", ["INSERT INTO nowhere VALUES (1)", "UPDATE calls SET status = 'lost'"])
def test_a_migration_that_fails_leaves_the_diary_as_it_was(
    booked: Practice, later: Path, monkeypatch: pytest.MonkeyPatch, more: str
):
    folder = booked.settings.data_folder.parent
    before = {path.name: path.read_bytes() for path in folder.glob("reception.db*")}
    later.write_text(NEXT.format(more=f'op.execute("{more}")'))
    with pytest.raises((Broken, DBAPIError), match="ck_calls_status_word|nowhere"):
        databases.upgrade(booked.settings)
    assert {path.name: path.read_bytes() for path in folder.glob("reception.db*")} == before
    monkeypatch.setattr(version, "SCHEMA", "0002")
    assert booked.desk("Joe Moss").line().patient.name == "Jane Holt"


def test_a_diary_of_a_newer_version_is_refused(
    booked: Practice, later: Path, monkeypatch: pytest.MonkeyPatch
):
    databases.upgrade(booked.settings)
    monkeypatch.setattr(version, "SCHEMA", "0002")
    for attempt in (desks.open_, lambda settings, _: databases.upgrade(settings)):
        with pytest.raises(Unavailable, match="is from a newer version of Reception. Update Reception on"):
            attempt(booked.settings, booked.clock)
    monkeypatch.setattr(version, "SCHEMA", "0003")
    assert colours(booked) == ["none"]


def test_the_tables_alone_do_not_bring_in_what_a_file_never_needs():
    told = "import sys, reception.storage.schema; print('sqlalchemy.dialects.postgresql' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_a_diary_of_the_first_schema_keeps_all_it_holds(database: Path | str, tmp_path: Path):
    made_by_the_first_version(database, tmp_path)
    assert older.bring_up_to_date(database, tmp_path) is True
    store = opening.open_(database, tmp_path)
    with store.read() as reader:
        (line,) = calls.between(reader, span.day_span(date(2026, 11, 23)))
        policy, (rule,) = reader.get(Organisation, 1), reader.all(Availability)
        found = [[patient.name for patient in patients.find(reader, digits)] for digits in ("334", "00334")]
    store.close()
    assert (line.patient.name, span.moment_text(line.slot.starts_at)) == ("Jane Holt", "Mon 23 Nov 09:00")
    assert (line.slot.kind, line.slot.opens_at, rule.opens_days_before) == (None, None, 0)
    assert (policy.cancel_reasons, policy.publishes_ahead) == (REASONS, False)
    assert found == [["Jane Holt"], ["Jane Holt"]]
