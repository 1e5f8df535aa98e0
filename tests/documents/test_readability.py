"""How hard a text is to read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception import resources
from reception.documents import readability
from reception.documents.articles import reading

SPOKEN = {
    1: "cat the made pain weight used asked walked breathe bike spine heart swell rash says does goes lives eyes "
       "throat health once one nurse prescribed",
    2: "wanted needed people table little doctor machine machines driving sleepy dizzy safer shingles habit advice "
       "science being fluid patient special social quiet liquid tissue treatment clinic clinics every started changes "
       "places houses notice breathing sometimes safely careful tablets disease going lion rhythm",
    3: "medicine depression reaction pharmacist alcohol chemicals messages injury area idea radio various serious "
       "allergic bipolar disorder period actual family hospital ambulance possible piano manual",
    4: "serotonin diabetes constipation information professional situation evaluate material reality usually",
    5: "amitriptyline noradrenaline prolotherapy university",
}  # fmt: skip


def test_the_syllables_of_a_hundred_words_are_those_that_are_spoken():
    wrong = {
        word: (readability.syllables(word), count)
        for count, words in SPOKEN.items()
        for word in words.split()
        if readability.syllables(word) != count
    }
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("word", ["", "x", "'", "1", "李", "brr", "aeiou" * 100])
def test_every_word_has_a_syllable(word: str):
    assert readability.syllables(word) >= 1


@pytest.mark.parametrize(
    ("body", "grade"),
    [
        # 0.39 words a sentence + 11.8 syllables a word - 15.59, worked out by hand
        ("The cat sat on the mat.", 0.39 * 6 + 11.8 - 15.59),
        ("The cat sat. The dog ran.", 0.39 * 3 + 11.8 - 15.59),
        ("Amitriptyline is a medicine.", 0.39 * 4 + 11.8 * 10 / 4 - 15.59),
        ("", 0.0),
        ("## Only a heading", 0.0),
        ("## Head\n\nThe cat sat on the mat.", 0.39 * 6 + 11.8 - 15.59),
        ("- The cat sat\n- on the mat", 0.39 * 3 + 11.8 - 15.59),
        ("The cat sat on the mat.\n\n## References\n\n- Unintelligible bibliographical abbreviations", 0.39 * 6 + 11.8 - 15.59),
    ],
)  # fmt: skip
def test_known_texts_have_their_known_grade(body: str, grade: float):
    assert readability.grade(body) == pytest.approx(grade)


def test_longer_words_and_longer_sentences_are_harder():
    easy, longer = "Take it each day. Ask us.", "Take it each day and ask us."
    harder = "Administer it continuously. Consult professionals."
    assert readability.grade(easy) < readability.grade(longer) < readability.grade(harder)


def test_the_age_is_five_above_the_grade():
    body = "You can take it with food. Ask your doctor if it makes you feel ill."
    assert readability.reading_age(body) == pytest.approx(readability.grade(body) + 5)


@pytest.mark.parametrize("path", sorted(resources.path("sheets").glob("*.md")), ids=lambda path: path.stem)
def test_every_sheet_that_ships_can_be_read_at_nine_to_eleven(path):
    body = reading.read(path).body
    assert 9 <= readability.reading_age(body) <= 11
    for section in re.split(r"(?m)^(?=## )", body):
        assert readability.reading_age(section) <= 11, section.splitlines()[0]


def test_the_article_itself_is_much_harder(shared):
    article = reading.read(shared / "articles" / "amitriptyline-for-back-pain.txt")
    assert readability.reading_age(article.body) > 16


@given(st.text(max_size=300))
def test_any_text_has_a_grade(body: str):
    assert -20 < readability.grade(body) < 10_000
