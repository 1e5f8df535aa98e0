"""How wide the columns of a table are: plain arithmetic, so that no words are cut while room stands empty."""

from __future__ import annotations

from collections.abc import Sequence


def fitted(liked: Sequence[int], needed: Sequence[int], room: int) -> list[int]:
    """Return a width for each column, all in pixels; 0 for those that share equally what is left.

    `liked` are the widths columns like to have, 0 for one that takes what is left; `needed` are those of their
    words. What the words of the sharing ones leave goes to the others that are too narrow, in their order; where
    the sharing ones are too narrow, the others give what they do not need.
    """
    widths = list(liked)
    sharing = [need for like, need in zip(liked, needed, strict=True) if not like]
    spare = room - sum(widths) - len(sharing) * max(sharing, default=0)
    for number, like in enumerate(liked):
        change = needed[number] - like if like else 0
        step = min(change, max(spare, 0)) if change > 0 else max(change, min(spare, 0))
        widths[number] += step
        spare -= step
    return widths
