"""The recovery key survives paper, and notices a slip of the pen."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.errors import InitError, KeyringLocked

from reception.domain.errors import Refusal, Unavailable
from reception.storage import keys, recovery
from tests.storage.conftest import ToldStore


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_key_reads_back(key: bytes):
    told = recovery.recovery_text(key)
    assert recovery.read_recovery(told) == key
    assert recovery.read_recovery(told.lower().replace("-", "  ").replace("0", "o")) == key
    assert not set("ILO1") & set(told)


@given(st.binary(min_size=32, max_size=32), st.data())
def test_a_slip_in_a_recovery_key_is_noticed(key: bytes, data: st.DataObject):
    told = recovery.recovery_text(key).replace("-", "")
    place = data.draw(st.integers(0, len(told) - 1))
    letter = data.draw(st.sampled_from(recovery.ALPHABET))
    slipped = told[:place] + letter + told[place + 1 :]
    if slipped != told:
        with pytest.raises(Refusal, match="not a whole recovery key"):
            recovery.read_recovery(slipped)


@given(st.text(max_size=100))
def test_any_other_text_is_refused(text: str):
    with pytest.raises(Refusal):
        recovery.read_recovery(text)


@pytest.fixture
def kept(store: ToldStore, tmp_path: Path) -> Path:
    """A database whose key is in the key store."""
    keys.keep(tmp_path / "r.db", bytes(32), tmp_path / "c")
    assert store.answer == "00" * 32
    return tmp_path / "r.db"


LOCKED = "^The key store of this PC does not answer; it may be locked. Unlock it and try again, or open"
TROUBLE = [
    (KeyringLocked("locked"), LOCKED),
    (InitError("no collection"), LOCKED),
    (RuntimeError("the bus is gone"), LOCKED),
    ("not hex", "keeps for this diary is no key. Open the diary with its recovery key: reception"),
    ("ff" * 32, "The key on this PC does not open r.db"),
    (None, "The key of r.db is not on this PC"),
]


@pytest.mark.parametrize(("answer", "sentence"), TROUBLE, ids=lambda value: str(value)[:20])
def test_trouble_with_the_key_store_is_told_as_what_it_is(
    kept: Path, store: ToldStore, tmp_path: Path, answer: str | Exception | None, sentence: str
):
    store.answer = answer
    with pytest.raises(Unavailable, match=sentence):
        keys.find(kept, tmp_path / "c")


def test_a_key_in_the_file_opens_though_the_key_store_is_locked(kept: Path, store: ToldStore, tmp_path: Path):
    known = keys.read_key_file(kept)
    assert known is not None
    keys.FileSlot(tmp_path / "c").put(known.diary, bytes(32))
    store.answer = KeyringLocked("locked")
    assert keys.find(kept, tmp_path / "c") == bytes(32)


def test_a_key_store_that_takes_no_key_says_so_and_nothing_is_left(store: ToldStore, tmp_path: Path):
    store.answer = OSError(errno.EPIPE, "gone")
    with pytest.raises(Unavailable, match="did not take the key. Unlock it and try again."):
        keys.keep(tmp_path / "r.db", bytes(32), tmp_path / "c")
    assert list(tmp_path.iterdir()) == []


def test_the_key_of_another_diary_is_not_written_over(tmp_path: Path):
    ours, theirs = tmp_path / "r.db", tmp_path / "other.db"
    keys.keep(theirs, bytes(32), tmp_path / "c")
    keys.key_file_path(ours).write_bytes(keys.key_file_path(theirs).read_bytes())
    keys.keep(ours, b"1" * 32, tmp_path / "c")
    assert keys.find(ours, tmp_path / "c") == b"1" * 32
    assert keys.find(theirs, tmp_path / "c") == bytes(32)
