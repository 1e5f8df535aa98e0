"""A key store of this PC that does as a test tells it."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend


class ToldStore(KeyringBackend):
    """A key store that does as it is told."""

    priority = 5  # type: ignore[assignment]
    answer: str | Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        """Answer, or fail."""
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def set_password(self, service: str, username: str, password: str) -> None:
        """Take a key, or fail."""
        if isinstance(self.answer, Exception):
            raise self.answer
        self.answer = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a key, or fail."""
        self.set_password(service, username, "")


@pytest.fixture
def store() -> Iterator[ToldStore]:
    """The key store of this PC for one test."""
    before, made = keyring.get_keyring(), ToldStore()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)
