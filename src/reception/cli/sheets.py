"""`reception sheets`: the library of patient information sheets."""

from __future__ import annotations

import argparse
from typing import Any


def add(nouns: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
