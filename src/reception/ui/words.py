"""How the window says things: a call's state as a word and a colour, when it is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reception.domain import span
from reception.domain.call import ENDING, Call, CallLine, CallStatus, Result

NO_BREAK, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"
RESULTS = (
    Result.CONSULTATION_BOOKED,
    Result.CALL_BACK,
    Result.NO_ANSWER,
    Result.VOICEMAIL,
    Result.NOT_SUITABLE,
    Result.WRONG_NUMBER,
    Result.DO_NOT_CALL,
)
"""What may come of a call, in the order of the keys 1 to 7."""
OUTCOME_STATES = {
    Result.CONSULTATION_BOOKED: "done",
    Result.NOT_SUITABLE: "neutral",
    Result.DO_NOT_CALL: "bad",
    Result.CALL_BACK: "call-back",
    Result.NO_ANSWER: "warn",
    Result.VOICEMAIL: "warn",
    Result.WRONG_NUMBER: "bad",
}


def call_word(line: CallLine) -> str:
    """Return where a call stands, in the desk's words: `First call`, `No answer · 2 of 3`."""
    call = line.call
    if call.status is CallStatus.CANCELLED:
        return "Cancelled"
    if call.status is CallStatus.NOT_REACHED:
        return "Not reached"
    if call.outcome is None:
        return "First call"
    if call.outcome is Result.CALL_BACK:
        return "Call-back asked for"
    if call.outcome in (Result.NO_ANSWER, Result.VOICEMAIL):
        return f"{call.outcome.words} · {tries_word(line)}"
    return "Reopened" if _is_reopened(call) else call.outcome.words


def tries_word(line: CallLine) -> str:
    """Return how often a patient was tried, of how many times: `2 of 3`; more than was agreed is a count alone."""
    made, agreed = line.call.attempts, line.tries_agreed
    return f"{made} of {agreed}" if made <= agreed else str(made)


def _is_reopened(call: Call) -> bool:
    """Tell whether a call is to be made although it had ended: an ending that was taken back as a slip."""
    return call.status is CallStatus.BOOKED and call.outcome in ENDING


def call_state(call: Call) -> str:
    """Return the colour of where a call stands."""
    if call.status is CallStatus.CANCELLED:
        return "bad"
    if call.status is CallStatus.NOT_REACHED:
        return "warn"
    if call.outcome is None or _is_reopened(call):
        return "booked"
    return OUTCOME_STATES[call.outcome]


def due_text(line: CallLine, now: datetime) -> str:
    """Return when a call is due, as Today shows it: `Due now`, `In 18 min`, `Next try Thu 26 Nov 14:00`."""
    return " ".join(due_lines(line, now)).strip()


def due_lines(line: CallLine, now: datetime) -> tuple[str, str]:
    """Return when a call is due as a first line, and a second with what that is counted from.

    That is the day it waits for, or since when its next try, and not its slot, is due.
    """
    if line.call.status is not CallStatus.BOOKED:
        return "Done" if line.call.status is CallStatus.DONE else "Closed", ""
    if line.number_is_wrong:
        return "Fix the number", ""
    due, day, today = line.due_at, span.london_day(line.due_at), span.london_day(now)
    if line.has_no_try_left and due <= now:
        return "No try left", ""
    if day < today:
        return f"Since {span.day_text(day)}", ""
    if due <= now:
        return "Due now", "" if due == line.slot.starts_at else f"since {span.clock(due)}"
    if line.call.next_try is not None:
        return (f"Next try {span.clock(due)}", "") if day == today else ("Next try", span.moment_text(due))
    if day > today:
        return span.moment_text(due), ""
    minutes = -((now - due) // timedelta(minutes=1))
    return f"In {minutes} min" if minutes < 60 else span.clock(due), ""


def relative(moment: datetime, today: date) -> str:
    """Return `Today 10:45`, `Tue 09:30` or `Tue 8 Dec 09:30`."""
    day = span.london_day(moment)
    if day == today:
        return f"Today {span.clock(moment)}"
    if timedelta() < day - today < timedelta(days=7):
        return f"{span.DAY_NAMES[day.weekday()]} {span.clock(moment)}"
    return span.moment_text(moment)


def unbroken(text: str) -> str:
    """Return a text that is never wrapped inside."""
    return text.replace(" ", NO_BREAK).replace("–", f"{JOINER}–{JOINER}")
