"""The pages of a PDF as pictures, for the preview and for paper: the very file that is saved."""

from __future__ import annotations

from dataclasses import dataclass

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: its pixels (RGB, 8 bits each, rows of `stride` bytes) and its size in points."""

    pixels: bytes
    width: int
    height: int
    stride: int
    width_points: float
    height_points: float


def pictures(pdf: bytes, *, dots_per_inch: float) -> list[PagePicture]:
    """Return every page of a PDF, drawn at a resolution."""
    import pypdfium2

    found = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=True)
            width_points, height_points = page.get_size()
            found.append(
                PagePicture(
                    bytes(bitmap.buffer),
                    bitmap.width,
                    bitmap.height,
                    bitmap.stride,
                    width_points,
                    height_points,
                )
            )
            bitmap.close()
            page.close()
    finally:
        document.close()
    return found
