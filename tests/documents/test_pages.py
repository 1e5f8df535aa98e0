"""The pages as pictures: of the very file that is saved."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from reception.documents import pages
from reception.documents.pages import PagePicture
from reception.domain.sheet import Edition
from tests.support.sheets import approved, made, sheet, texts

A4 = (595.28, 841.89)
"""Points: 210 mm by 297 mm."""


def darkness(picture: PagePicture) -> int:
    """Return how many bytes of a picture are darker than paper."""
    rows = (picture.pixels[n * picture.stride :][: picture.width * 3] for n in range(picture.height))
    return sum(len(row) - row.count(255) for row in rows)


@pytest.mark.parametrize("edition", list(Edition))
def test_there_is_a_picture_of_every_page_in_its_size(edition: Edition):
    pdf = made(sheet("Words that fill a page. " * 200), edition).pdf
    drawn = pages.pictures(pdf, dots_per_inch=72)
    assert len(drawn) == len(texts(pdf)) > 1
    for one, size in zip(drawn, pages.sizes(pdf), strict=True):
        assert (one.width_points, one.height_points) == pytest.approx(A4, abs=0.1)
        assert (size.width, size.height) == pytest.approx(A4, abs=0.1)
        assert (one.width, one.height) == (596, 842)
        assert len(one.pixels) == one.stride * one.height
        assert darkness(one) > 1000


def test_a_picture_is_as_fine_as_asked():
    pdf = made(sheet()).pdf
    coarse, fine = (pages.picture(pdf, 0, dots_per_inch=dots) for dots in (72, 144))
    assert fine.width == pytest.approx(2 * coarse.width, abs=2)
    assert darkness(fine) > 2 * darkness(coarse)


def test_colours_are_red_green_blue():
    pdf = made(approved("x")).pdf
    picture = pages.picture(pdf, 0, dots_per_inch=72)
    starts = (
        row * picture.stride + 3 * column for row in range(picture.height) for column in range(picture.width)
    )
    found = {picture.pixels[start : start + 3] for start in starts}
    assert bytes((0x0F, 0x6B, 0x6E)) in found, "the accent colour of the head"


def test_one_page_is_the_same_alone():
    pdf = made(sheet("Words that fill a page. " * 200)).pdf
    assert pages.picture(pdf, 1, dots_per_inch=50) == pages.pictures(pdf, dots_per_inch=50)[1]


def test_a_draft_can_be_told_from_an_approved_sheet_at_a_glance():
    draft, ready = (pages.picture(made(one).pdf, 0, dots_per_inch=72) for one in (sheet(), approved()))
    assert darkness(draft) > 3 * darkness(ready)


def test_several_threads_may_draw_at_once():
    pdfs = [made(sheet(f"Number {n}")).pdf for n in range(6)]
    with ThreadPoolExecutor(6) as threads:
        drawn = list(threads.map(lambda pdf: pages.picture(pdf, 0, dots_per_inch=72), pdfs * 3))
    alone = [pages.picture(pdf, 0, dots_per_inch=72) for pdf in pdfs]
    assert drawn == alone * 3
