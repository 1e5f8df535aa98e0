"""Find a file of resources/, wherever the program runs from."""

import sys
from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """Return the resources folder of a frozen bundle, of a wheel, or of the checkout."""
    bundled = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).resolve().parent
    places = [here / "_resources", here.parents[1] / "resources"]
    if bundled:
        places.insert(0, Path(bundled) / "reception" / "_resources")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError("The resources folder of Reception is missing. Install the program again.")


def path(*parts: str) -> Path:
    """Return the path of one resource, for example `path("sheets", "amitriptyline.md")`."""
    return folder().joinpath(*parts)
