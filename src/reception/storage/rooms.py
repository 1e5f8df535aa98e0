"""Modules of storage that are imported when first asked for something, and as quick as any from then on."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Room:
    """Stands for a module of storage; what was asked for once is kept."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, wanted: str) -> Any:
        found = getattr(import_module(f"reception.storage.{self._name}"), wanted)
        setattr(self, wanted, found)
        return found
