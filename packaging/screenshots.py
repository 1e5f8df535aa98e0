"""Draw the pictures of the README from the example diary, off screen: docs/pictures/*.png.

    .venv/bin/python packaging/screenshots.py       (Windows: .venv\\Scripts\\python packaging\\screenshots.py)

The clock stands still, so that the pictures change only when the window does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from reception import app as reception_app
from reception import settings
from reception.ui.main_window import MainWindow

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SHOWN = (
    ("today", "light"), ("diary", "light"), ("diary", "dark"), ("patients", "light"), ("clinics", "light"),
    ("sheets", "light"), ("lists", "light"), ("settings", "light"),
)  # fmt: skip
SETTLED = 400
"""Milliseconds without work after which a screen has been drawn."""


def main() -> int:
    """Draw every picture and return 0."""
    app = reception_app.application()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reception-pictures-") as folder:
        window = reception_app.show_demo(app, settings.read(environment={}), Path(folder), _morning)
        window.showNormal()
        window.resize(1366, 768)
        for screen, theme in SHOWN:
            window.theme.choose(theme)
            window.go(screen)
            _settle(window)
            window.grab().save(str(PICTURES / f"{screen}{'_dark' if theme == 'dark' else ''}.png"))
        window.close()
    print(f"{len(SHOWN)} pictures are in docs/pictures.")
    return 0


def _morning() -> datetime:
    return datetime(2026, 11, 23, 10, 12, tzinfo=UTC)


def _settle(window: MainWindow) -> None:
    """Wait until the screen has been read and has been still for a moment."""
    still = 0
    while still < SETTLED:
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        still = still + 50 if window.background.is_idle else 0


if __name__ == "__main__":
    sys.exit(main())
