"""A strip that says how many booked calls stand where nothing is offered any more, and the way to rescue them."""

from __future__ import annotations

from functools import partial

from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.diary.to_move import ToMove
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button


class RescueStrip(Banner):
    """Hidden while there is nobody to rescue."""

    def __init__(self, context: Context, to_move: ToMove) -> None:
        self.button = button("Rescue…", named("rescue").key, run=partial(context.go, "rescue"))
        super().__init__(self.button)
        to_move.told.connect(lambda: self.say(to_move.sentence, "warn"))
