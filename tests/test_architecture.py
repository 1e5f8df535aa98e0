"""How the house is built, as rules that fail the build. The import contracts are in pyproject.toml."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "reception"
FILES = sorted(SOURCE.rglob("*.py"))
LONGEST_FILE, MOST_METHODS, LONGEST_FUNCTION = 400, 20, 60


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_keeps_the_rules_of_the_house(path: Path):
    module = tree(path)
    assert ast.get_docstring(module), "every module says what it is"
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE, "a long file hides a missing room"
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
            assert len(methods) <= MOST_METHODS, f"{node.name} does too much"
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{node.name} is too long"


def test_the_domain_knows_only_the_standard_library():
    for path in (SOURCE / "domain").glob("*.py"):
        for name in imported(path):
            first = name.split(".")[0]
            assert first in sys.stdlib_module_names or name.startswith("reception.domain"), (path.name, name)


def test_an_init_file_holds_a_docstring_and_nothing_else():
    for path in SOURCE.rglob("__init__.py"):
        body = tree(path).body[1:]
        allowed = [part for part in body if path.parent == SOURCE and isinstance(part, ast.Assign)]
        assert body == allowed, path


def test_resources_hold_no_code():
    assert not list((SOURCE.parents[1] / "resources").rglob("*.py"))


def test_only_settings_knows_appdirs():
    users = [path.name for path in FILES if "appdirs" in imported(path)]
    assert users == ["settings.py"]


def test_a_slow_import_waits_until_it_is_used():
    late = {"alembic", "psycopg", "holidays", "xlsxwriter", "keyring", "typst", "segno"}
    for path in FILES:
        if "migrations" in path.parts:
            continue
        at_once = {
            name.split(".")[0]
            for node in tree(path).body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]
            )
        }
        assert not at_once & late, path
