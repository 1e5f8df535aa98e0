"""A small model of a diary, and what plays with a real one beside it."""

import pytest

pytest.register_assert_rewrite(
    "tests.support.life.playing", "tests.support.life.acts", "tests.support.life.model"
)
