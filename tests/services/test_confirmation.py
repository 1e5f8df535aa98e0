"""The confirmation of a call: whole in each way it is sent, and without a word of what the call is about."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

from reception.domain.organisation import Organisation
from reception.services import confirmation
from tests.documents.test_call_list import line

GROUP = Organisation(name="ProHealth Clinic", phone="+441234380345", email="info@example.org")


def test_it_says_when_with_whom_where_and_on_which_number():
    told = confirmation.text(line("Zoë O'Neil & Söhne"), GROUP)
    for part in (
        "Zoë O'Neil & Söhne",
        "Mr Oliver Eaton",
        "Monday 23 November 2026 at 10:00",
        "07700 900123",
        "01234 380345",
    ):
        assert part in told


def test_it_says_nothing_of_pain_or_notes():
    told = confirmation.text(line(about="Back pain", notes="worried"), GROUP)
    assert "pain" not in told
    assert "worried" not in told


def test_an_email_and_a_message_carry_the_whole_text():
    made = line("Jane & Tom = 100 %?")
    made = replace(made, patient=replace(made.patient, email="jane+home@example.org"))
    mail = urlsplit(confirmation.mailto(made, GROUP))
    assert (mail.scheme, unquote(mail.path)) == ("mailto", "jane+home@example.org")
    asked = parse_qs(mail.query, strict_parsing=True)
    assert asked["body"][0].replace("\r\n", "\n") == confirmation.text(made, GROUP)
    assert asked["subject"][0] == "Your call on Mon 23 Nov at 10:00, ProHealth Clinic"
    message = urlsplit(confirmation.sms(made, GROUP))
    assert (message.scheme, message.path) == ("sms", "+447700900123")
    assert parse_qs(message.query)["body"][0] == confirmation.text(made, GROUP)


def test_without_an_address_the_email_opens_to_nobody():
    assert confirmation.mailto(line(), GROUP).startswith("mailto:?subject=")
