"""Make ids: 63 bits, ordered by time, different on every desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from threading import Lock

START = datetime(2020, 1, 1, tzinfo=UTC)
RANDOM_BITS = 21
"""Below 42 bits of milliseconds since 2020: enough until 2159."""
UNFORETOLD = SystemRandom().getrandbits
"""What the module for secrets gives too, which takes 3 ms of a start."""


def first_of(at: datetime) -> int:
    """Return a number below every id made at an instant or later."""
    return (at - START) // timedelta(milliseconds=1) << RANDOM_BITS


class Ids:
    """Gives out names of things; each is larger than the one before."""

    def __init__(self, clock: Callable[[], datetime], randbits: Callable[[int], int] = UNFORETOLD) -> None:
        self._clock, self._randbits = clock, randbits
        self._last = 0
        self._lock = Lock()

    def next(self) -> int:
        """Return one new id."""
        return self.run(1)

    def run(self, count: int) -> int:
        """Return the first of a run of ids that follow one another."""
        milliseconds = (self._clock() - START) // timedelta(milliseconds=1)
        with self._lock:
            first = max(self._last + 1, (milliseconds << RANDOM_BITS) | self._randbits(RANDOM_BITS))
            self._last = first + count - 1
        return first

    def be_later_than(self, ids: Iterable[int]) -> None:
        """Go on after some ids, which a desk whose clock is ahead may have made: of some things the later one holds."""
        with self._lock:
            self._last = max((self._last, *ids))

    def leap(self) -> None:
        """Go on elsewhere: another desk made the same id in the same millisecond, and perhaps the next ones."""
        with self._lock:
            self._last += 1 + self._randbits(RANDOM_BITS)
