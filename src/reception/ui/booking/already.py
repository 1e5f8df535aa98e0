"""The calls that whoever calls has already: said as soon as it is known who that is."""

from __future__ import annotations

from functools import partial

from reception.domain.call import CallLine, already
from reception.services import calls
from reception.services.calls import Caller
from reception.ui.context import Context
from reception.ui.widgets.banner import Banner


class Already(Banner):
    """Names them, and lets the person book all the same; hidden where there are none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._asked = Caller()

    def ask(self, caller: Caller) -> None:
        """Look for the calls of somebody; answers about somebody else are dropped."""
        if caller == self._asked:
            return
        self._asked = caller
        self._context.background.ask(
            self, partial(calls.booked_for, caller=caller), partial(self._told, caller)
        )

    def _told(self, caller: Caller, found: list[CallLine]) -> None:
        if caller == self._asked:
            self.say(already(found), "warn")
