"""Every library the program brings along may be passed on with closed source beside Qt under the LGPL."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "PSF-2.0", "Unlicense", "Zlib",
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0", "OFL-1.1",
}  # fmt: skip
"""SPDX names. LGPL and MPL libraries are used as they come, beside the program, so they can be exchanged."""
OTHER_NAMES = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "BSD": "BSD-3-Clause", "Apache Software License": "Apache-2.0",
    "SIL OFL 1.1": "OFL-1.1", "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1", "zlib License": "Zlib",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}  # fmt: skip
LOOKED_UP = {"sqlcipher3": "Zlib"}
"""For packages whose metadata say nothing: read in their source (SQLCipher inside is BSD-3-Clause, OpenSSL Apache-2.0)."""


def brought_along(wanted: Iterable[str]) -> dict[str, metadata.Distribution]:
    """Return what is installed because of some requirements, and because of theirs, by name."""
    found: dict[str, metadata.Distribution] = {}
    queue = [(Requirement(one), "") for one in wanted]
    seen = set()
    while queue:
        requirement, extra = queue.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        package = metadata.distribution(requirement.name)
        found[package.name] = package
        for one in ("", *requirement.extras):
            if (package.name, one) not in seen:
                seen.add((package.name, one))
                queue += [(Requirement(further), one) for further in package.requires or ()]
    return found


def licence(package: metadata.Distribution) -> str:
    """Return the licence that a package names, as an SPDX expression where it can be told."""
    told = package.metadata
    classifiers = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")
    ]
    written = _said(told, "License-Expression")
    if not written and classifiers:
        written = " OR ".join(OTHER_NAMES.get(one, one) for one in classifiers)
    written = written or _said(told, "License") or LOOKED_UP.get(package.name, "")
    return OTHER_NAMES.get(written, written)


def _said(told: metadata.PackageMetadata, field: str) -> str:
    return str(told[field] or "").strip() if field in told else ""


def is_allowed(expression: str) -> bool:
    """Tell whether at least one of the alternatives of a licence is allowed in all its parts."""
    alternatives = re.split(r"\s+OR\s+", expression.strip("() "))
    return any(
        all(part.strip("() ") in ALLOWED for part in re.split(r"\s+AND\s+", one)) for one in alternatives
    )


PACKAGES = brought_along(PROJECT["dependencies"])


def test_everything_is_looked_at():
    assert {"SQLAlchemy", "shiboken6", "psycopg-binary", "typst", "sqlcipher3"} <= set(PACKAGES)
    assert len(PACKAGES) >= len(PROJECT["dependencies"])


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_a_library_may_be_passed_on(name: str):
    told = licence(PACKAGES[name])
    assert told, f"{name} names no licence: look it up and write it into LOOKED_UP"
    assert is_allowed(told), f"{name}: {told}"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("(Apache-2.0 OR BSD-3-Clause)", True),
        ("BSD-3-Clause AND Apache-2.0", True),
        ("GPL-3.0-only", False),
        ("GPL-2.0-or-later OR AGPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_a_licence_is_told_from_one_that_would_bind_the_program(expression: str, expected: bool):
    assert is_allowed(expression) is expected


def test_only_the_lgpl_parts_of_qt_are_used():
    names = {requirement.partition(">")[0] for requirement in PROJECT["dependencies"]}
    assert "PySide6-Essentials" in names
    assert not names & {"PySide6", "PySide6-Addons"}, "QtCharts and others in it are GPL"
