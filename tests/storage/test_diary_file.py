"""A file is looked at from outside; a name that none can have is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reception.domain.errors import Refusal, Unavailable
from reception.storage import diary_file, making


def create(place: Path) -> None:
    making.create(place, place.parent / "c", lambda store: None)


@pytest.mark.parametrize("act", [diary_file.check, diary_file.was_there, create])
@pytest.mark.parametrize("name", ["x" * 300, "x" * 252, "x" * 5000, "d/" * 3000, "a\0b"], ids=len)
def test_a_name_that_no_file_can_have_is_told_in_one_sentence(tmp_path: Path, act, name: str):
    place = tmp_path / name
    with pytest.raises(Unavailable) as told:
        act(place)
    assert told.value.sentence.endswith(".")
    assert len(told.value.sentence) < 450, "a name of 5000 is not told whole"
    assert list(tmp_path.iterdir()) == []


def test_a_diary_in_a_file_instead_of_a_folder_is_told_in_one_sentence(tmp_path: Path):
    (tmp_path / "passwd").write_text("kept")
    place = tmp_path / "passwd" / "x.db"
    with pytest.raises(Unavailable, match="There is no diary at"):
        diary_file.check(place)
    with pytest.raises(Unavailable, match="cannot be written"):
        making.create(place, tmp_path / "c", lambda store: None)
    assert (tmp_path / "passwd").read_text() == "kept"
    assert not diary_file.was_there(place)


def test_a_diary_behind_a_link_to_itself_is_told_in_one_sentence(tmp_path: Path):
    (tmp_path / "loop").symlink_to("loop")
    for place in (tmp_path / "loop", tmp_path / "loop" / "x.db"):
        with pytest.raises(Unavailable, match="cannot be read"):
            diary_file.check(place)
        with pytest.raises((Refusal, Unavailable)):
            create(place)
    assert [path.name for path in tmp_path.iterdir() if not path.is_symlink()] == []
