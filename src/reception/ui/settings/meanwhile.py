"""What to say in a form when somebody else has changed the same thing meanwhile: what it is now, and how to go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from reception.domain.errors import Conflict, Obstacle

V = TypeVar("V")


def meanwhile(obstacle: Obstacle, kind: type[V], words: Callable[[Any], str]) -> tuple[Obstacle, V | None]:
    """Return what to say, and the thing as it is now where it is still there: the next save starts from that."""
    now = obstacle.now if isinstance(obstacle, Conflict) else None
    if not isinstance(now, kind):
        return obstacle, None
    said = f"Somebody else has just made it “{words(now)}”. Save again to keep yours."
    return Conflict(said, seen=now, now=now), now
