"""The three obstacles a person at the desk can meet; anything else is a bug."""


class Obstacle(Exception):  # noqa: N818 (not an error: a sentence for the desk)
    """Something in the way, told in one sentence for the person at the desk.

    `unnamed` says the same without a patient's name, for when others can see the screen.
    """

    def __init__(self, sentence: str, *, unnamed: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.unnamed = unnamed or sentence


class Refusal(Obstacle):
    """A rule says no. `field` names the input that is in the way, where there is one."""

    def __init__(self, sentence: str, *, field: str = "", unnamed: str = "") -> None:
        super().__init__(sentence, unnamed=unnamed)
        self.field = field


class Conflict(Obstacle):
    """Somebody else changed the thing first: `seen` is what the person saw, `now` what is stored."""

    def __init__(self, sentence: str, *, seen: object = None, now: object = None, unnamed: str = "") -> None:
        super().__init__(sentence, unnamed=unnamed)
        self.seen = seen
        self.now = now


class Unavailable(Obstacle):
    """A file, disk, database or printer cannot be used at the moment."""


class KeyNeeded(Unavailable):
    """The diary is there, but this PC has no key that opens it: its recovery key does."""


def what_is_in_the_way(sentence: str) -> str:
    """Return the first half of a refusal: what is in the way, without what to do next and the full stop."""
    first, _, _ = sentence.rpartition(". ")
    is_whole = len(first.split()) > 2  # and not “Dr”
    return (first if is_whole else sentence).removesuffix(".")
