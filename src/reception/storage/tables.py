"""What the tables are made of: their names of constraints, and the columns that many of them have."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, MetaData, Table, Text

from reception.storage.columns import Choice, Id

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def table(name: str, *parts: Any) -> Table:
    """Return a table of values that have an id, which the desk gives."""
    return Table(
        name, metadata, Column("id", Id, primary_key=True, autoincrement=False), *parts, sqlite_strict=True
    )


def prose(name: str) -> Column[Any]:
    """Return a column for what people write; nothing is an empty text."""
    return Column(name, Text, nullable=False, server_default="")


def needed(name: str, kind: Any = Text) -> Column[Any]:
    """Return a column that always has a value."""
    return Column(name, kind, nullable=False)


def ref(name: str, target: str, *, needed: bool = True) -> Column[Any]:
    """Return a column that names another thing by its id."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=not needed)


def words(name: str, choices: type[StrEnum], *, needed: bool = True) -> tuple[Any, Any]:
    """Return a column of an enumeration's words and the check that holds it to them."""
    listed = ", ".join(f"'{choice}'" for choice in choices)
    check = CheckConstraint(f"{name} IN ({listed})", name=f"{name}_word")
    return Column(name, Choice(choices), nullable=not needed), check
