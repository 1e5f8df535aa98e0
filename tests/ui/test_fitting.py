"""The widths of columns: no words are cut while room stands empty."""

from __future__ import annotations

import pytest

from reception.ui.widgets.fitting import fitted


@pytest.mark.parametrize(
    ("liked", "needed", "room", "widths"),
    [
        ((0, 80), (100, 60), 400, [0, 80]),  # all have room: each as it likes
        ((0, 80), (100, 130), 400, [0, 130]),  # what the sharing one leaves goes to the narrow one
        ((0, 80), (100, 130), 200, [0, 100]),  # as far as it goes
        ((0, 120), (250, 60), 300, [0, 60]),  # what the other does not need goes to the sharing one
        ((0, 120), (250, 60), 350, [0, 100]),  # and no more than that
        ((0, 120), (400, 90), 300, [0, 90]),  # nobody gives what their own words need
        ((0, 0, 50), (80, 120, 90), 330, [0, 0, 90]),  # sharing ones are equally wide
        ((60, 60), (90, 90), 200, [90, 90]),
        ((60, 60), (90, 90), 140, [80, 60]),  # in their order
        ((), (), 100, []),
    ],
)
def test_room_goes_where_words_need_it(liked, needed, room, widths):
    assert fitted(liked, needed, room) == widths
