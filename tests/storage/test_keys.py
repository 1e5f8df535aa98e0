"""The recovery key survives paper, and notices a slip of the pen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.errors import Refusal
from reception.storage import keys


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_key_reads_back(key: bytes):
    told = keys.recovery_text(key)
    assert keys.read_recovery(told) == key
    assert keys.read_recovery(told.lower().replace("-", "  ").replace("0", "o")) == key
    assert not set("ILO1") & set(told)


@given(st.binary(min_size=32, max_size=32), st.data())
def test_a_slip_in_a_recovery_key_is_noticed(key: bytes, data: st.DataObject):
    told = keys.recovery_text(key).replace("-", "")
    place = data.draw(st.integers(0, len(told) - 1))
    letter = data.draw(st.sampled_from(keys.ALPHABET))
    slipped = told[:place] + letter + told[place + 1 :]
    if slipped != told:
        with pytest.raises(Refusal, match="not a whole recovery key"):
            keys.read_recovery(slipped)


@given(st.text(max_size=100))
def test_any_other_text_is_refused(text: str):
    with pytest.raises(Refusal):
        keys.read_recovery(text)
