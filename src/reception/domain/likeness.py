"""Who may be the same person as somebody known: by the number, or by nearly the same name with another sign of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import permutations

from reception.domain.patient import Patient, digits, fold
from reception.domain.span import short

TAIL = 6
"""Last digits of a number that two numbers of one person often share: another area code, a slip at the start."""
SHOWN = 3
"""How many are named: a family may be larger, but nobody reads more in one line."""
MOST_WORDS = 4
"""Longer names are compared by their first words alone, so that the cost stays small."""
SHORT_FORMS = {
    "alexander": "alec alex al sandy sasha xander", "alexandra": "alex alexa lexi sandra sasha",
    "andrew": "andy drew", "anthony": "tony ant", "barbara": "babs barb", "benjamin": "ben benny",
    "catherine": "cath cathy kate katie kathy kit", "charles": "charlie chas chuck",
    "charlotte": "charlie lottie", "christine": "chris chrissie tina", "christopher": "chris kit topher",
    "daniel": "dan danny", "david": "dave davey", "deborah": "deb debbie", "dorothy": "dot dottie",
    "edward": "ed eddie ned ted teddy", "eleanor": "ellie nell nora", "elizabeth": (
        "bess beth betty eliza ella lib libby lisa liz lizzie"
    ), "emily": "em emmy", "frances": "fran frankie", "francis": "frank", "frederick": "fred freddie",
    "george": "georgie", "gerald": "gerry jerry", "gillian": "gill jill", "gregory": "greg",
    "harold": "harry hal", "henry": "harry hal hank", "isabella": "bella isa izzy", "jacqueline": "jackie",
    "james": "jamie jim jimmy", "janet": "jan", "jennifer": "jen jenny", "jessica": "jess jessie",
    "john": "jack johnny jon", "jonathan": "jon jonny", "joseph": "joe joey", "josephine": "jo josie",
    "judith": "judy", "katherine": "kate katie kath kathy kit", "kenneth": "ken kenny",
    "laurence": "larry laurie", "leonard": "len lenny", "margaret": "maggie marge meg peggy rita",
    "martin": "marty", "matthew": "matt", "michael": "mick mickey mike", "nicholas": "nick nicky",
    "nicola": "nicky nikki", "oliver": "ollie", "pamela": "pam", "patricia": "pat patsy tricia trish",
    "patrick": "paddy pat", "peter": "pete", "philip": "phil pip", "rebecca": "becca becky",
    "richard": "dick rich richie rick ricky", "robert": "bob bobby rob robbie bert",
    "ronald": "ron ronnie", "samantha": "sam sammy", "samuel": "sam sammy", "sarah": "sally sadie",
    "sophia": "sophie", "stephen": "steve stevie", "steven": "steve stevie", "stuart": "stu",
    "susan": "sue susie", "theodore": "ted teddy theo", "theresa": "terri tess tessa", "thomas": "tom tommy",
    "timothy": "tim timmy", "valerie": "val", "victoria": "tori vicky", "vincent": "vince",
    "william": "bill billy liam will willie", "zachary": "zac zach zack",
}  # fmt: skip
"""What English given names are shortened to; every other name is also known by its first letter."""
_FULL: dict[str, frozenset[str]] = {}
for _full, _shorts in SHORT_FORMS.items():
    for _short in _shorts.split():
        _FULL[_short] = _FULL.get(_short, frozenset()) | {_full}


class Sign(IntEnum):
    """What speaks for it, the strongest first."""

    NAME_AND_NUMBER = 0
    NUMBER = 1
    NAME_AND_BIRTH = 2
    NAME_AND_SLIP = 3
    NAME_AND_TAIL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Somebody known who may be the one that is being typed, and why."""

    patient: Patient
    sign: Sign


WHY = {
    Sign.NAME_AND_NUMBER: "has nearly this name, and this number",
    Sign.NUMBER: "has this number",
    Sign.NAME_AND_BIRTH: "has nearly this name, and was born on the same day",
    Sign.NAME_AND_SLIP: "has this name, and nearly this number",
    Sign.NAME_AND_TAIL: "has nearly this name, and a number with the same end",
}


def alike(known: Iterable[Patient], name: str, number: str, born: date | None = None) -> tuple[Alike, ...]:
    """Return who of some patients may be the one with this name and number (E.164), the likeliest first.

    The very same name with the same number is no likeness: that is the same patient.
    """
    found = []
    for patient in known:
        sign = _sign(patient, name, number, born)
        if sign is not None:
            found.append(Alike(patient=patient, sign=sign))
    return tuple(sorted(found, key=lambda one: (one.sign, one.patient.known_since, one.patient.id)))


def _sign(patient: Patient, name: str, number: str, born: date | None) -> Sign | None:
    has_number, is_near = patient.phone == number, near(patient.name, name)
    if has_number:
        if fold(patient.name) == fold(name):
            return None
        return Sign.NAME_AND_NUMBER if is_near else Sign.NUMBER
    if is_near and born is not None and patient.date_of_birth == born:
        return Sign.NAME_AND_BIRTH
    if (
        is_near
        and number
        and fold(patient.name) == fold(name)
        and is_slip(digits(number), digits(patient.phone))
    ):
        return Sign.NAME_AND_SLIP
    return Sign.NAME_AND_TAIL if is_near and tail(number) == tail(patient.phone) else None


def tail(number: str) -> str:
    """Return the last digits of a number."""
    return digits(number)[-TAIL:]


def beginning(number: str) -> str:
    """Return the first digits of a number, which a slip among the last ones leaves alone."""
    return digits(number)[: -TAIL - 1]


def near(one: str, other: str) -> bool:
    """Tell whether two names are nearly the same: words swapped or left out, one letter off, a short form."""
    left, right = _words(one), _words(other)
    fewer, more = sorted((left, right), key=len)
    if len(fewer) < len(more) and len(fewer) < 2:
        return False
    return any(_fits(fewer, chosen) for chosen in permutations(more, len(fewer))) if fewer else False


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(name)))[:MOST_WORDS]


def _fits(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether words stand for others one by one, with one slip of a letter in all."""
    slips = [pair for pair in zip(words, others, strict=True) if not is_short_form(*pair)]
    return len(slips) <= 1 and all(is_slip(*pair) for pair in slips)


def is_short_form(one: str, other: str) -> bool:
    """Tell whether one folded word is short for the other, for the same name, or its first letter."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    names, others = _FULL.get(one, frozenset()) | {one}, _FULL.get(other, frozenset()) | {other}
    return bool(names & others)


def is_slip(one: str, other: str) -> bool:
    """Tell whether one letter is wrong, missing or too many, or two neighbours are swapped; of two letters none is."""
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    if len(one) == len(other):
        rest = one[start + 1 :] == other[start + 1 :]
        swapped = (
            one[start : start + 2] == other[start : start + 2][::-1]
            and one[start + 2 :] == other[start + 2 :]
        )
        return rest or swapped
    shorter, longer = sorted((one, other), key=len)
    return shorter[start:] == longer[start + 1 :]


def told(found: Sequence[Alike]) -> str:
    """Return who they are and why, or nothing: `Jane Holt and Tom Holt have this number.`"""
    if not found:
        return ""
    same = [one for one in found[:SHOWN] if one.sign is found[0].sign]
    names = [short(one.patient.name, 28) for one in same]
    more = f", and {len(found) - len(same)} more are like it" if len(found) > len(same) else ""
    why = WHY[found[0].sign]
    if len(same) > 1:
        why = why.replace("has ", "have ", 1).replace("was born", "were born")
    return f"{' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))} {why}{more}."
