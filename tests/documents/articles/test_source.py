"""Files of the outside world as text, and in one sentence why they are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.documents.articles import source
from reception.domain.errors import Obstacle, Refusal


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Zoë – “so”".encode(), "Zoë – “so”"),
        ("Zoë – “so”".encode("utf-8-sig"), "Zoë – “so”"),
        ("Zoë – “so”".encode("utf-16"), "Zoë – “so”"),
        ("Zoë – “so”".encode("cp1252"), "Zoë – “so”"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (b"one\x0ctwo\x0bthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three\u0085four".encode(), "one\ntwo\nthree\nfour"),
        ("one\u00a0two\ufeff".encode(), "one two"),
        (b"one" + b" " * 300 + b"\x07two", "one" + " " * 300 + "two"),
    ],
    ids=[
        "utf-8",
        "with a mark",
        "utf-16",
        "cp1252",
        "line ends",
        "page ends",
        "odd line ends",
        "odd spaces",
        "bell",
    ],
)
def test_any_common_encoding_is_read(content: bytes, text: str):
    assert source.text_of(content, "x.txt") == text


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\xef\xbb\xbf", "\ufeff\u00a0\n".encode()])
def test_an_empty_file_is_told(content: bytes):
    with pytest.raises(Refusal, match="x.txt is empty"):
        source.text_of(content, "x.txt")


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02", b"words\x00words", bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
        b"PK\x03\x04 words", b"%PDF-1.7 words", b"{\\rtf1 words}", b"<!DOCTYPE html><p>words", b"\n<html>words",
        "words".encode("utf-32"), "words".encode("utf-16-le"), b"\xff\xfew", b"\x81\x8d\x8f\x90\x9d" * 30,
    ],
    ids=lambda content: repr(content[:12]),
)  # fmt: skip
def test_what_is_no_text_is_told(content: bytes):
    with pytest.raises(Refusal, match="x.txt is not a text file. Save the sheet as"):
        source.text_of(content, "x.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_sentence(content: bytes):
    try:
        text = source.text_of(content, "x.txt")
    except Obstacle:
        return
    assert text.strip()
    assert "\r" not in text
    assert text.isprintable() or set(text) - {"\n", "\t"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("September 2025", "2025-09"), ("Sept 2025", "2025-09"), ("sep 2025", "2025-09"), ("5 March 2026", "2026-03-05"),
        ("1st May, 2026", "2026-05-01"), ("2025-09", "2025-09"), ("2025-09-30", "2025-09-30"), ("", ""), ("  ", ""),
        ("29 February 2028.", "2028-02-29"),
    ],
)  # fmt: skip
def test_a_month_or_a_day_is_read(written: str, kept: str):
    assert source.updated(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "soon",
        "Marble 2025",
        "Ma 2025",
        "2025",
        "2025-13",
        "2025-00",
        "2025-9",
        "31 June 2026",
        "29 February 2027",
        "0000-01",
        "٢٠٢٥-٠٩",
    ],
)
def test_what_is_no_month_is_told(written: str):
    with pytest.raises(
        Refusal, match="is not a month or a day. Write when it was updated as September 2025."
    ):
        source.updated(written)
