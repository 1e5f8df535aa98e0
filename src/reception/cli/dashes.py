"""Names and texts that begin with a dash: `-Min` is a name, though argparse would take it for an option."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

MARK = "\0"
"""A character that no word of a command line can hold."""
OPTION = re.compile(r"(?a)-h|--|--[a-z][a-z-]*(=.*)?|-\d+", re.DOTALL)
"""What is meant as an option when it begins with -, or as a number; any other word is a name or a text."""


class Parser(argparse.ArgumentParser):
    """A parser that takes a word that begins with a dash, and is no option, as the name or text it is."""

    def understood(self, words: Sequence[str]) -> argparse.Namespace:
        """Return what the words ask for; end the program with exit code 2 where they are not understood."""
        return _without_marks(self.parse_args(_with_marks(words)))

    def error(self, message: str) -> NoReturn:
        """Print how the command is used, without the marks, and end the program with exit code 2."""
        super().error(message.replace(MARK, "").replace(repr(MARK)[1:-1], ""))


def _with_marks(words: Sequence[str]) -> list[str]:
    """Mark the words that begin with a dash but are no options."""
    return [MARK + word if word.startswith("-") and not OPTION.fullmatch(word) else word for word in words]


def _without_marks(args: argparse.Namespace) -> argparse.Namespace:
    """Take the marks off again."""

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(one) for one in value]
        return type(value)(str(value).removeprefix(MARK)) if isinstance(value, str | Path) else value

    return argparse.Namespace(**{name: plain(value) for name, value in vars(args).items()})
