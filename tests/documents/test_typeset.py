"""Typesetting: what people type prints as they typed it, and no character stops a page."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reception.documents import pages, typeset
from reception.documents.typeset import SUBSTITUTE
from tests.support.sheets import NO_FONT, approved, made, opened, sheet, text, texts

HOSTILE = (
    '#import "@preview/cetz:0.3.4"', "#{1 + 1}", "#sys.inputs.data", '#read("/etc/passwd")', "#panic()",
    "$x^2$ and $ sum_(i=1)^n $", "*b* and _i_", "`code`", "```rust fn```", "@ref and <label>", "// comment",
    "/* comment */", "= Heading", "- item", "+ item", "/ term: told", "\\ # \\u{1F600}", "~ -- --- ...", "a\\",
    '"quoted" and \'so\'', "https://example.org/#x", "{{ braces }} [brackets]", "\\u0041 \\n \\b", "%s %d {0}",
    "<b>bold</b> &amp; &#65;", "'; DROP TABLE sheets; --", "=1+1", "O’Brien’s café naïve Zoë Díaz Łódź Čapek",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_markup_prints_literally(words: str):
    done = made(sheet(f"Before {words} after", title=words))
    (page,) = texts(done.pdf)
    assert page.count(words) == 2
    assert f"Before {words} after" in page
    assert done.notices == ()


@pytest.mark.parametrize("field", ["title", "body", "author", "reviewer"])
def test_a_character_that_no_font_has_is_replaced_in_sight_and_named(field: str):
    done = made(sheet(**{field: f"Ann {NO_FONT} Kay"}))
    assert f"Ann {SUBSTITUTE} Kay" in text(done.pdf)
    assert done.notices == (f"“{NO_FONT}” is in no font of this PC and printed as {SUBSTITUTE}.",)


def test_one_odd_name_leaves_the_next_document_as_it_is():
    made(sheet(f"Zo\u00eb\u20dd \U0001e8d0 e\U0001e8d0 {NO_FONT}"))
    done = made(sheet("Zoë, é, naïve and “quotes” – a dash…"))
    assert "Zoë, é, naïve and “quotes” – a dash…" in text(done.pdf)
    assert done.notices == ()


@pytest.mark.parametrize(
    "words",
    [
        "😀 smile",
        "李 Wei",
        "محمد علي",
        "שלום",
        "नमस्ते",
        "ไทย",
        "👩\u200d👩\u200d👧 family",
        "🇬🇧",
        "☃\ufe0f",
        "𓀀",
        "e\u0301",
    ],
)
def test_any_script_makes_a_page_and_what_cannot_be_shown_is_named(words: str):
    done = made(sheet(f"Before {words} after", title=words))
    assert "Before" in text(done.pdf)
    assert "after" in text(done.pdf)
    assert (SUBSTITUTE in text(done.pdf)) == bool(done.notices)


@pytest.mark.parametrize("spoiled", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9f"])
def test_control_characters_become_spaces(spoiled: str):
    done = made(sheet(f"one{spoiled}two", title=f"a{spoiled}b"))
    assert "one two" in text(done.pdf)
    assert done.notices == ()


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\ufeff", "\u200b", "\U000e0041"])
def test_marks_of_direction_and_of_nothing_are_left_out(mark: str):
    done = made(sheet(f"the dose is 1{mark}2 mg"))
    assert "the dose is 12 mg" in text(done.pdf)
    assert done.notices == ()


@pytest.mark.parametrize("code", [0xD800, 0xDFFF, 0xE000, 0xFFFE, 0xFFFF, 0xFDD0, 0x10FFFF])
def test_what_is_no_character_is_replaced_and_named_by_its_number(code: int):
    done = made(sheet(f"one {chr(code)} two", title=chr(code)))
    assert f"one {SUBSTITUTE} two" in text(done.pdf)
    assert done.notices == (f"U+{code:04X} is in no font of this PC and printed as {SUBSTITUTE}.",)


def test_a_text_of_nothing_but_missing_letters_takes_a_few_tries_only():
    body = " ".join(chr(0x30000 + number) for number in range(2000))
    done = made(sheet(f"{body} the end"))
    assert text(done.pdf).count(SUBSTITUTE) >= 2000
    assert "the end" in text(done.pdf)
    (notice,) = done.notices
    assert notice.endswith(
        f" and 1995 more characters are in no font of this PC and printed as {SUBSTITUTE}."
    )


def test_a_mix_of_scripts_that_the_typesetter_stumbles_over_makes_a_page_all_the_same():
    letters = " ".join(chr(code) for code in range(0xA0, 0x3000))
    assert "Some words." in text(made(sheet(f"Some words.\n\n{letters}")).pdf)
    assert "Zoë" in text(made(sheet("Zoë")).pdf), "and the next one too"


@pytest.mark.parametrize("title", ["", " ", "\x00", "\u200b", "\u202e"])
def test_a_title_of_nothing_that_can_be_seen_still_makes_a_page(title: str):
    assert "about-backs" in text(made(sheet(title=title)).pdf)


@settings(max_examples=40)
@given(st.text(max_size=60), st.text(max_size=300))
def test_no_text_stops_a_document(title: str, body: str):
    done = made(sheet(f"Some words.\n\n{body}", title=title, author=title, reviewer=body))
    assert "Some words." in text(done.pdf)
    assert opened(done.pdf).Root.MarkInfo.Marked


@settings(max_examples=20)
@given(st.lists(st.characters(min_codepoint=0xA0, max_codepoint=0x1FFFF), max_size=120))
def test_nor_does_a_mix_of_every_script(letters: list[str]):
    assert "Some words." in text(made(sheet(f"Some words.\n\n{' '.join(letters)}")).pdf)


def test_a_word_longer_than_the_page_stays_on_it():
    done = made(approved("x" * 3000))
    assert text(done.pdf).translate({0x20: None, 0x200B: None}).count("x") == 3000
    for page in pages.pictures(done.pdf, dots_per_inch=36):
        margin = round(10 / 25.4 * 36)
        for row in range(page.height):
            start = row * page.stride
            line = page.pixels[start : start + page.width * 3]
            assert set(line[-margin * 3 :]) == {255}, "ink in the right margin"


def test_several_threads_may_ask_at_once():
    with ThreadPoolExecutor(8) as threads:
        done = list(
            threads.map(lambda n: made(sheet(f"Number {n} {NO_FONT}", title=f"Title {n}")), range(40))
        )
    for number, one in enumerate(done):
        assert f"Number {number} {SUBSTITUTE}" in text(one.pdf)
        assert len(one.notices) == 1


def test_the_compiler_stays_warm():
    made(sheet())
    before = typeset._compiler("sheet.typ")
    made(sheet("Other words."))
    assert typeset._compiler("sheet.typ") is before


def test_the_same_values_make_the_same_file():
    assert made(sheet()).pdf == made(sheet()).pdf


def test_every_font_is_in_the_file():
    names = set()
    with opened(made(sheet("Some *words* – 🙂 and Ελληνικά")).pdf) as file:
        for page in file.pages:
            for _, font in page.Resources.Font.items():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
                assert files or font.Subtype == "/Type3"
                assert "/ToUnicode" in font
                names.add(str(inner.get("/BaseFont", "")))
    assert any("SourceSansPro" in name for name in names)


def test_typst_waits_until_it_is_used():
    code = "import sys, reception.documents.sheet_pdf; print('typst' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
