"""Articles saved from the web as text: what belongs on the sheet is kept in order, what surrounds it is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.documents.articles import reading, txt
from reception.domain.errors import Obstacle, Refusal
from reception.domain.sheet import ImportedSheet
from reception.domain.sheet_text import BlockKind, blocks_of

ARTICLE = "amitriptyline-for-back-pain.txt"
SECTIONS = (
    (2, "Introduction to Amitriptyline"),
    (2, "How Amitriptyline Works for Back Pain"),
    (2, "Benefits and Side Effects"),
    (2, "Contraindications and Interactions"),
    (2, "Long-Term Use of Amitriptyline"),
    (2, "Potential for Abuse"),
    (2, "Amitriptyline and Alcohol"),
    (2, "Treatments"),
    (3, "Prolotherapy"),
    (2, "Case Studies"),
    (2, "FAQs"),
    (3, "What is Amitriptyline used for?"),
    (3, "How long does it take for Amitriptyline to work for back pain?"),
    (3, "Can I take Amitriptyline with other pain medications?"),
    (2, "Author Bio"),
    (2, "References"),
)
LEFT_OUT = (
    "×", "London | Manchester | Bedford", "Open Mon-Sat 9-6pm", "Amitriptyline pill bottle",
    "Man suffering with back pain", "Contact ProHealth Clinic Today for Your FREE 15-Minute Discovery Call",
    "Join the thousands of patients", "Get in Touch", "+441234380345", "info@prohealthclinic.co.uk",
    "Our Clinic Locations", "104 Harley Street, Marylebone, W1G 7JD", "64 Bridge Street, M3 3BN",
    "Kingswood Way, MK40 4GH", "LinkedIn profile.", "Read more:",
)  # fmt: skip


@pytest.fixture
def article(shared: Path) -> ImportedSheet:
    """The clinic's own article."""
    return reading.read(shared / "articles" / ARTICLE)


def section(sheet: ImportedSheet, heading: str) -> list[str]:
    """Return the texts below a heading, up to the next."""
    found: list[str] = []
    is_inside = False
    for block in blocks_of(sheet.body):
        if block.kind is BlockKind.HEADING:
            is_inside = block.text == heading
        elif is_inside:
            found += block.items or (block.text,)
    return found


def test_the_article_tells_its_title_people_and_date(article: ImportedSheet):
    assert article.title == "Amitriptyline for Back Pain Management"
    assert article.author == "Mr Oliver Eaton BSc (Hons), PG.Cert, Orthopaedic Specialist"
    assert article.reviewer == "Mr William Sharples BSc (Hons), Pain Management Expert"
    assert article.updated == "2025-09"
    assert article.topic == "amitriptyline back pain"
    assert article.prescription_only


def test_every_section_of_the_article_is_there_in_order(article: ImportedSheet):
    told = [(block.level, block.text) for block in blocks_of(article.body) if block.kind is BlockKind.HEADING]
    assert told == list(SECTIONS)
    assert blocks_of(article.body)[0].text.startswith("In this article, you will find out everything")


def test_every_line_of_the_article_is_on_the_sheet_or_named_as_left_out(article: ImportedSheet, shared: Path):
    lines = (shared / "articles" / ARTICLE).read_text("utf-8").splitlines()
    body, out = article.body, " ".join(article.left_out)
    head = {
        article.title,
        *(line for line in lines[:9] if line.startswith(("Author:", "Reviewed", "Last Upd"))),
    }
    place = 0
    for line in (" ".join(line.split()) for line in lines):
        if not line or line in head or line in out:
            continue
        words = line.removeprefix("• ")
        assert words in body[place:], f"lost or out of order: {words[:60]}"
        place = body.index(words, place)
    assert len([line for line in lines if line.strip() in out and line.strip()]) < 20


def test_questions_have_their_answers(article: ImportedSheet):
    (used_for,) = section(article, "What is Amitriptyline used for?")
    (how_long,) = section(article, "How long does it take for Amitriptyline to work for back pain?")
    (others,) = section(article, "Can I take Amitriptyline with other pain medications?")
    assert used_for.startswith("Amitriptyline is primarily used to treat depression")
    assert how_long.startswith("It may take a few weeks")
    assert others.startswith("Always consult your healthcare provider before combining")


def test_both_references_and_both_disclaimers_are_kept(article: ImportedSheet):
    first, second, *after = section(article, "References")
    assert first.startswith("Smith, J. et al. (2020).")
    assert first.endswith("Journal of Pain Research.")
    assert second.startswith("Johnson, L. (2019).")
    assert len(after) == 1
    disclaimers = [block.text for block in blocks_of(article.body) if block.kind is BlockKind.DISCLAIMER]
    assert len(disclaimers) == 2
    assert "Prolotherapy may not be suitable for everyone" in disclaimers[0]
    assert disclaimers[1] == after[0]
    assert disclaimers[1].endswith("before making treatment decisions.")


@pytest.mark.parametrize("words", LEFT_OUT)
def test_what_surrounds_the_article_is_left_out_and_named(article: ImportedSheet, words: str):
    assert words not in article.body
    assert any(words in one for one in article.left_out)


@pytest.mark.parametrize(
    "words",
    [
        "Call 999 now if your face swells",
        "When to contact us",
        "When to call your doctor now",
        "Phone 999 if you cannot breathe.",
        "Call your doctor today if the pain gets worse.",
        "Address the cause of your pain with your doctor.",
        "Opening your bowels may be hard.",
        "Book an appointment with your GP now",
        "Go to A&E now",
        "Email is not for emergencies.",
    ],
)
def test_advice_to_get_help_is_never_taken_for_an_advert(words: str):
    sheet = txt.read(f"Backs\n\nFirst\n\nSome words.\n\n{words}\n\nWhat follows is kept.", "x.txt")
    assert words in sheet.body
    assert "What follows is kept." in sheet.body
    assert sheet.left_out == ()


def test_advice_inside_an_advert_is_kept_too():
    text = "Backs\n\nSome words.\n\nBook your call today\n\nIt is free.\n\nCall 999 in an emergency.\n\nDisclaimer: so."
    sheet = txt.read(text, "x.txt")
    assert [block.text for block in blocks_of(sheet.body)] == [
        "Some words.",
        "Call 999 in an emergency.",
        "Disclaimer: so.",
    ]
    assert sheet.left_out == ("Advert: Book your call today", "Advert: It is free.")


def test_what_stands_below_read_more_is_kept_where_it_is_text():
    sheet = txt.read(
        "Backs\n\nSome words.\n\nRead more: our other page\n\nDisclaimer: ask a doctor.", "x.txt"
    )
    assert "Disclaimer: ask a doctor." in sheet.body
    assert sheet.left_out == ("Read more: Read more: our other page",)


def test_links_below_read_more_are_left_out_and_named():
    sheet = txt.read("Backs\n\nSome words.\n\nRelated articles\n\nKnees\n\nHips and you", "x.txt")
    assert sheet.body == "Some words.\n"
    assert sheet.left_out == ("Read more: Related articles", "Read more: Knees", "Read more: Hips and you")


def test_a_title_in_one_piece_with_the_people_is_found():
    sheet = txt.read(
        "Backs\nAuthor: Ann Kay\nLast updated: 5 March 2026\nA first sentence.\n\nMore words.", "x.txt"
    )
    assert (sheet.title, sheet.author, sheet.updated) == ("Backs", "Ann Kay", "2026-03-05")
    assert sheet.body == "A first sentence.\n\nMore words.\n"


def test_words_between_the_title_and_the_people_are_kept():
    sheet = txt.read("Backs\n\nA short beginning.\n\nAuthor: Ann Kay\n\nMore words.", "x.txt")
    assert sheet.body == "A short beginning.\n\nMore words.\n"


def test_people_below_the_first_words_do_not_make_a_heading_the_title():
    sheet = txt.read("Backs\n\nSome words.\n\nFirst\n\nMore words.\n\nAuthor: Ann Kay", "x.txt")
    assert (sheet.title, sheet.author, sheet.left_out) == ("Backs", "Ann Kay", ())
    assert sheet.body == "Some words.\n\n## First\n\nMore words.\n"


def test_a_point_that_goes_on_in_the_next_line_is_one_point():
    sheet = txt.read("Backs\n\nDo this:\n- one\n  and more\n- two\n\n• three\n  and four", "x.txt")
    told = blocks_of(sheet.body)
    assert [block.items or block.text for block in told] == [
        "Do this:",
        ("one and more", "two"),
        ("three and four",),
    ]


def test_prose_at_the_top_is_no_menu():
    with pytest.raises(Refusal, match="x.txt has no title. Put the title on a line of its own"):
        txt.read("This is prose, and it comes before any title here.\n\nFirst\n\nSome words.", "x.txt")


@pytest.mark.parametrize(
    "text", ["Title", "Title\n\nAnother", "Title\n\nAuthor: Ann Kay", "× | a | b\n\nTitle"]
)
def test_only_a_title_is_no_sheet(text: str):
    with pytest.raises(Refusal, match="has a title but no text"):
        txt.read(text, "x.txt")


def test_a_date_that_is_none_is_told():
    with pytest.raises(Refusal, match="“soon” is not a month or a day"):
        txt.read("Backs\n\nLast updated: soon\n\nSome words.", "x.txt")


LINES = st.sampled_from(
    ["Backs", "Author: Ann Kay", "Updated: May 2026", "× | a", "", "", "A sentence.", "- point", "Read more",
     "Disclaimer: so.", "Call us today", "Phone: 1", "LinkedIn profile.", "A question?", "a man at a table", "## x"]
)  # fmt: skip


@given(st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=40).map("\n".join))
def test_any_text_is_a_sheet_or_a_sentence(text: str):
    try:
        sheet = txt.read(text, "x.txt")
    except Obstacle:
        return
    assert sheet.title
    assert any(block.kind is not BlockKind.HEADING for block in blocks_of(sheet.body))


@given(st.lists(LINES, max_size=30))
def test_every_line_is_kept_or_named_and_every_disclaimer_is_kept(lines: list[str]):
    text = "\n".join(["Title", "", "Some words.", "", *lines])
    try:
        sheet = txt.read(text, "x.txt")
    except Refusal:
        return
    kept = " ".join(words for block in blocks_of(sheet.body) for words in block.items or (block.text,))
    assert kept.count("Disclaimer: so.") == lines.count("Disclaimer: so.")
    told = " ".join([sheet.title, kept, *sheet.left_out, sheet.author])
    for line in lines:
        if not line.startswith(("Author:", "Updated:")):
            assert line.removeprefix("- ") in told
