"""Column types over SQLite's three strict ones, native where PostgreSQL has them.

`encode` gives the form that SQLite and the journal's JSON keep: integers and text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, Text, Time
from sqlalchemy.types import TypeDecorator, TypeEngine

from reception.domain.clinic import Opening

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A 63-bit name of a thing."""


class Coded(TypeDecorator[Any]):
    """A type that knows its plain form, and uses PostgreSQL's own type where `native` names one."""

    impl: Any = Text
    cache_ok = True
    native: TypeEngine[Any] | None = None

    def encode(self, value: Any) -> Any:
        """Return the plain form of a value."""
        return value

    def decode(self, plain: Any) -> Any:
        """Return the value of a plain form."""
        return plain

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Use the native type on PostgreSQL."""
        if self.native is not None and dialect.name == "postgresql":
            return self.native
        return self.impl_instance

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Turn a value into what the engine stores."""
        if value is None or (self.native is not None and dialect.name == "postgresql"):
            return value
        return self.encode(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Turn what the engine stores into a value."""
        if value is None:
            return None
        if self.native is not None and dialect.name == "postgresql":
            return value.astimezone(UTC) if isinstance(value, datetime) else value
        return self.decode(value)


class Instant(Coded):
    """An aware datetime in UTC: microseconds since 1970."""

    impl = Integer
    cache_ok = True
    native = DateTime(timezone=True)

    def encode(self, value: datetime) -> int:
        """Return microseconds since 1970, UTC; raise ValueError for a naive datetime."""
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone is not an instant")
        return (value - EPOCH) // MICROSECOND

    def decode(self, plain: int) -> datetime:
        """Return the instant."""
        return EPOCH + timedelta(microseconds=plain)


class Day(Coded):
    """A date: `2026-11-26`."""

    cache_ok = True
    native = Date()

    def encode(self, value: date) -> str:
        """Return ISO 8601."""
        return value.isoformat()

    def decode(self, plain: str) -> date:
        """Return the date."""
        return date.fromisoformat(plain)


class Clock(Coded):
    """A London wall time to the minute: `10:15`."""

    cache_ok = True
    native = Time()

    def encode(self, value: time) -> str:
        """Return hours and minutes."""
        return value.strftime("%H:%M")

    def decode(self, plain: str) -> time:
        """Return the time."""
        return time.fromisoformat(plain)


class Flag(Coded):
    """True or false: 1 or 0."""

    impl = Integer
    cache_ok = True
    native = Boolean()

    def encode(self, value: bool) -> int:
        """Return 1 or 0."""
        return int(value)

    def decode(self, plain: int) -> bool:
        """Return the truth."""
        return bool(plain)


class Choice(Coded):
    """One of an enumeration's words, as text."""

    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices
        self._by_word = {str(choice): choice for choice in choices}

    def encode(self, value: StrEnum) -> str:
        """Return the word."""
        return self.choices(value).value

    def decode(self, plain: str) -> StrEnum:
        """Return the choice."""
        return self._by_word[plain]


class Several(Coded):
    """A tuple, as a JSON list."""

    cache_ok = True

    def encode(self, value: tuple[Any, ...]) -> str:
        """Return the list as JSON."""
        return json.dumps([self.item(one) for one in value], ensure_ascii=False, separators=(",", ":"))

    def decode(self, plain: str) -> tuple[Any, ...]:
        """Return the tuple."""
        return tuple(map(self.build, json.loads(plain)))

    item: Callable[[Any], Any] = staticmethod(lambda one: one)
    build: Callable[[Any], Any] = staticmethod(lambda one: one)


class Pairs(Several):
    """A tuple of pairs of texts, as a JSON list of lists."""

    cache_ok = True
    item = staticmethod(lambda one: list(one))
    build = staticmethod(lambda one: tuple(one))


class Hours(Several):
    """Opening hours: a JSON list of weekday, opens, closes."""

    cache_ok = True
    item = staticmethod(lambda one: [one.weekday, f"{one.opens:%H:%M}", f"{one.closes:%H:%M}"])
    build = staticmethod(
        lambda one: Opening(
            weekday=one[0], opens=time.fromisoformat(one[1]), closes=time.fromisoformat(one[2])
        )
    )
