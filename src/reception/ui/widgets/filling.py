"""What a form fills in itself, told from what somebody types."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType


class Filling:
    """On while several fields are filled: `with filling:`; `then` is called once when all of them are."""

    def __init__(self, then: Callable[[], object]) -> None:
        self._then = then
        self.is_on = False

    def __enter__(self) -> None:
        self.is_on = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.is_on = False
        if error is None:
            self._then()
