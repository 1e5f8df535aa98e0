"""The wheel, installed outside the checkout: complete, and everything in it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WINDOW = """
import reception
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reception import app, settings
from reception.ui.main_window import MainWindow

def look() -> None:
    window = next(shown for shown in qt.topLevelWidgets() if isinstance(shown, MainWindow))
    if not window.background.is_idle:
        QTimer.singleShot(50, look)
        return
    print(reception.__file__, window.current, len(window.context.clinics), window.grab().isNull())
    window.close()
    qt.quit()

qt = QApplication([])
QTimer.singleShot(50, look)
raise SystemExit(app.run(settings.read(), demo=True))
"""
PATIENCE = 120
OUTSIDE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""The environment of somebody who has no checkout, also where the tests themselves are told where theirs lies."""


def run(*words: object, cwd: Path, environment: Mapping[str, str] = OUTSIDE) -> str:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr + done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, cwd=folder, capture_output=True, timeout=PATIENCE)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel; what the wheel needs it borrows from the tests' own."""
    environment = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=environment)
    python = environment / "bin" / "python"
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    run(*command, "--disable-pip-version-check", wheel, cwd=environment)
    place = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=environment)
    # A folder named in a .pth file is searched, but its own .pth files are not read: the checkout stays unseen.
    Path(place.strip(), "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return environment


def test_every_resource_lies_in_the_wheel_as_it_is(wheel: Path):
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        resources = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
        assert len(resources) > 10
        for path in resources:
            inside = f"reception/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
            assert packed.read(inside) == path.read_bytes(), inside
        modules = list((ROOT / "src" / "reception").rglob("*.py"))
        assert {
            f"reception/{path.relative_to(ROOT / 'src' / 'reception').as_posix()}" for path in modules
        } <= names
    assert "reception/py.typed" in names
    assert {name.split("/")[0] for name in names} == {
        "reception",
        f"{wheel.name.rsplit('-', 3)[0]}.dist-info",
    }


def test_the_wheel_says_what_it_is_and_what_it_needs(wheel: Path):
    folder = f"{wheel.name.rsplit('-', 3)[0]}.dist-info"
    with zipfile.ZipFile(wheel) as packed:
        told = Parser().parsestr(packed.read(f"{folder}/METADATA").decode())
        assert packed.read(f"{folder}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert "reception = reception.__main__:main" in packed.read(f"{folder}/entry_points.txt").decode()
    needed = " ".join(told.get_all("Requires-Dist", [])).casefold()
    for name in ("pyside6-essentials", "sqlalchemy", "sqlcipher3", "psycopg", "alembic", "typst"):
        assert name in needed
    assert told["Requires-Python"] == ">=3.11"


def test_the_installed_command_works_outside_the_checkout(elsewhere: Path, tmp_path: Path):
    command = elsewhere / "bin" / "reception"
    assert "usage: reception" in run(command, "--help", cwd=tmp_path)
    place = tmp_path / "desk.db"
    assert run(command, "--database", place, "database", "create", cwd=tmp_path).startswith("Made a diary")
    told = json.loads(run(command, "--database", place, "clinics", "--json", cwd=tmp_path))
    assert [clinic["name"] for clinic in told] == ["London", "Manchester", "Bedford"]
    sheets = json.loads(run(command, "--database", place, "sheets", "--json", cwd=tmp_path))
    page = tmp_path / "sheet.pdf"
    run(command, "--database", place, "sheets", "pdf", sheets[0]["slug"], "--output", page, cwd=tmp_path)
    assert page.read_bytes().startswith(b"%PDF-")
    with_checkout = run(
        elsewhere / "bin" / "python", "-c", "import reception; print(reception.__file__)", cwd=tmp_path
    )
    assert Path(with_checkout.strip()).is_relative_to(elsewhere)


def test_the_installed_window_opens_and_closes(elsewhere: Path, tmp_path: Path):
    offscreen = OUTSIDE | {"QT_QPA_PLATFORM": "offscreen"}
    told = run(elsewhere / "bin" / "python", "-c", WINDOW, cwd=tmp_path, environment=offscreen)
    file, screen, clinics, painted = told.split()
    assert Path(file).is_relative_to(elsewhere)
    assert (screen, clinics, painted) == ("today", "3", "False")
