"""Set Reception up on a bare machine, then open it on example data or pass its tests.

    python3 packaging/start.py demo     opens the app on a throw-away example
    python3 packaging/start.py test     lints, checks types and contracts, runs every test

Standard library only; Windows, macOS and Debian. It makes a virtual environment, installs what
pyproject.toml asks for, and on Debian installs (as root) or names the system packages that are missing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
WINDOWS = sys.platform == "win32"
WINDOW_PACKAGES = (
    "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libglib2.0-0", "libdbus-1-3", "libcups2",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0",
    "libxcb-shape0", "libxcb-xkb1", "libxkbcommon-x11-0", "fonts-noto-core",
    "fonts-droid-fallback",
)  # fmt: skip
"""What Qt needs of a bare Debian, and fonts for every script: the second has the Chinese, Japanese and Korean ones."""
TEST_PACKAGES = (*WINDOW_PACKAGES, "postgresql", "python3", "python3-venv")
WORKSHOP = Path("/var/tmp/reception-tests")
"""Where root prepares what an ordinary user then tests: PostgreSQL refuses root, and root sees no locked folder."""
TEST_USER = "reception-tests"
TOOLS = "[dev]"
"""What the tests need beyond the app."""
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "tests/benchmarks"),
    ("pytest", "-n", "auto", "--dist", "worksteal", "--ignore", "tests/benchmarks"),
)
"""What the test command runs, in this order: what is timed while nothing else runs, pytest's own summary last."""


class Stop(Exception):  # noqa: N818 (not an error: a sentence)
    """Something is in the way; the text says what to do."""


def main(words: Sequence[str]) -> int:
    """Do what was asked and return the exit code."""
    if list(words) not in (["demo"], ["test"]):
        print(__doc__)
        return 2
    try:
        if sys.version_info < OLDEST:
            raise Stop(
                "Reception needs Python 3.11 or newer. Install it from python.org or your system’s packages."
            )
        return demo() if words[0] == "demo" else test()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1


def demo() -> int:
    """Open the app on example data."""
    system_packages(WINDOW_PACKAGES)
    shown = (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    )
    if sys.platform.startswith("linux") and not shown:
        raise Stop("There is no screen here. Start this command in a desktop session.")
    environment = ROOT / ".venv"
    install(Path(sys.executable), environment, ROOT, extras="")
    return subprocess.call([str(tool(environment, "python")), "-m", "reception", "--demo"], cwd=ROOT)


def test() -> int:
    """Pass the tests, as an ordinary user."""
    system_packages(TEST_PACKAGES)
    if WINDOWS or os.getuid() != 0:
        environment = ROOT / ".venv"
        install(Path(sys.executable), environment, ROOT, extras=TOOLS)
        return run_checks(environment, ROOT, [])
    return test_as_ordinary_user()


def test_as_ordinary_user() -> int:
    """As root: copy the checkout to where an ordinary user can read and write it, and test there as that user."""
    WORKSHOP.mkdir(mode=0o755, exist_ok=True)
    checkout, environment, home = (WORKSHOP / name for name in ("checkout", "venv", "home"))
    copy_tree(ROOT, checkout)
    shared = ROOT.parent / "shared"
    if shared.is_dir():
        copy_tree(shared, WORKSHOP / "shared")
    install(reachable_python(), environment, checkout, extras=TOOLS)
    if subprocess.call(["id", TEST_USER], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        run(["useradd", "--system", "--home-dir", str(home), "--shell", "/bin/sh", TEST_USER])
    home.mkdir(exist_ok=True)
    run(["chown", "-R", TEST_USER, str(checkout), str(home)])
    kept = {name: value for name, value in os.environ.items() if name in ("CI", "RECEPTION_LONG")}
    clean = [f"HOME={home}", f"PATH={environment / 'bin'}:/usr/bin:/bin", "LANG=C.UTF-8"]
    clean += [f"{name}={value}" for name, value in kept.items()]
    return run_checks(environment, checkout, ["runuser", "-u", TEST_USER, "--", "env", "-i", *clean])


def run_checks(environment: Path, checkout: Path, prefix: list[str]) -> int:
    """Run every check, pytest last, and return 0 only if all passed."""
    failed = []
    for name, *options in CHECKS:
        if not WINDOWS:
            os.sync()  # what was written before goes to the disk now, not while something is timed
        print(f"--- {name} {' '.join(options)}", flush=True)
        if subprocess.call([*prefix, str(tool(environment, name)), *options], cwd=checkout):
            failed.append(name)
    for name in failed:
        print(f"{name} failed; see above.", file=sys.stderr)
    return 1 if failed else 0


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder whole, without what was built in it."""
    shutil.rmtree(target, ignore_errors=True)
    left_out = shutil.ignore_patterns(
        ".venv", ".git", "__pycache__", ".*_cache", ".hypothesis", "dist", "build"
    )
    shutil.copytree(source, target, ignore=left_out)
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IRUSR | stat.S_IWUSR | (stat.S_IXUSR if path.is_dir() else 0))


def reachable_python() -> Path:
    """Return a Python that an ordinary user can run: this one, or the system's."""
    for candidate in (Path(sys.executable).resolve(), Path("/usr/bin/python3")):
        if candidate.exists() and all(parent.stat().st_mode & stat.S_IXOTH for parent in candidate.parents):
            asked = "import sys, ensurepip; raise SystemExit(sys.version_info < (3, 11))"
            if subprocess.call([str(candidate), "-c", asked], stderr=subprocess.DEVNULL) == 0:
                return candidate
    raise Stop(
        "An ordinary user cannot run a Python 3.11 here. Install it with: apt-get install python3 python3-venv"
    )


def install(python: Path, environment: Path, checkout: Path, *, extras: str) -> None:
    """Make the virtual environment and install the program into it; quick when nothing changed."""
    wanted = wanted_stamp(python, checkout, extras)
    stamp = environment / "reception-stamp"
    enough = {wanted, wanted_stamp(python, checkout, TOOLS)}  # the app runs where the tests do, too
    if stamp.exists() and stamp.read_text() in enough:
        return
    print("Setting up; the first time takes a few minutes.", flush=True)
    if subprocess.call([str(python), "-m", "venv", "--clear", str(environment)]):
        raise Stop("Python cannot make a virtual environment. On Debian: apt-get install python3-venv")
    pip = [str(tool(environment, "python")), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*pip, "--editable", f"{checkout}{extras}"]):
        raise Stop("The packages could not be installed. Check the network, then run this command again.")
    stamp.write_text(wanted)


def wanted_stamp(python: Path, checkout: Path, extras: str) -> str:
    """Return what is noted in an environment that holds what a checkout asks for."""
    told = (checkout / "pyproject.toml").read_bytes() + f"{checkout}{extras}{python}".encode()
    return hashlib.sha256(told).hexdigest()


def tool(environment: Path, name: str) -> Path:
    """Return the path of a program in a virtual environment."""
    return environment / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def system_packages(names: Sequence[str]) -> None:
    """On Debian, install what is missing as root, else say how; other systems bring all of it."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    missing = [name for name in names if not is_installed(name)]
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.getuid() != 0:
        if not shutil.which("sudo") or subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL):
            raise Stop(
                f"Some system packages are missing. Install them, then run this again:\n  sudo {' '.join(command)}"
            )
        command = ["sudo", "-n", *command]
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call([*command[: command.index("apt-get")], "apt-get", "update", "--quiet=2"], env=environment)
    if subprocess.call([*command, "--quiet=2"], env=environment, stdout=subprocess.DEVNULL):
        raise Stop(f"The system packages could not be installed. Try: {' '.join(command)}")


def is_installed(name: str) -> bool:
    """Tell whether a Debian package is installed."""
    asked = ["dpkg-query", "--show", "--showformat=${Status}", name]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return found.returncode == 0 and found.stdout.startswith("install ok")


def run(command: Sequence[str]) -> None:
    """Run a command that must succeed."""
    if subprocess.call(list(command)):
        raise Stop(f"This did not work: {' '.join(command)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
