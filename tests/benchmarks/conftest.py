"""Figures of the speed table: each test tells one, and the end of the run prints them side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from typing import Any

import pytest

LONG = bool(os.environ.get("RECEPTION_LONG"))
Time = Callable[[], float]
Tell = Callable[["Pair"], None]


@dataclass
class Pair:
    """Two works timed in turn, so that a busy moment meets both: ours, and the limit beside it. In seconds."""

    name: str
    at_most: float
    ours: Time
    beside: Time
    times: list[tuple[float, float]] = field(default_factory=list)

    @property
    def figures(self) -> tuple[float, float]:
        """Return the medians of both."""
        return median(ours for ours, _ in self.times), median(beside for _, beside in self.times)

    @property
    def ratio(self) -> float:
        """Return how many times longer ours takes."""
        ours, beside = self.figures
        return ours / beside

    def measure(self, pairs: int, tries: int = 5) -> None:
        """Time some pairs; where the limit seems broken, time as many anew before believing it.

        Nothing of a try that something else disturbed is mixed into the next one; a disk that is busy for seconds
        disturbs several.
        """
        for _ in range(tries):
            self.times = list(islice(self._timed(), pairs))
            if self.holds:
                return

    @property
    def holds(self) -> bool:
        """Tell whether the limit is held."""
        return self.ratio <= self.at_most

    def _timed(self) -> Iterator[tuple[float, float]]:
        while True:
            yield self.ours(), self.beside()

    def __str__(self) -> str:
        """Return the row of the table."""
        ours, beside = (f"{1000 * time:9.2f} ms" for time in self.figures)
        over = "" if self.holds else "  over the limit"
        return (
            f"{self.name:<58}{ours}{beside}{self.ratio:7.2f} ×{self.at_most:8.1f} ×{len(self.times):7}{over}"
        )


HEADER = f"{'work':<58}{'figure':>12}{'limit':>12}{'ratio':>9}{'at most':>10}{'pairs':>7}"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Tell a measured pair, and fail where it is over its limit."""

    def told(pair: Pair) -> None:
        record_property("speed", str(pair))
        assert pair.holds, f"{HEADER}\n{pair}"

    return told


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the table."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    rows = [value for report in reports for name, value in report.user_properties if name == "speed"]
    if rows:
        terminalreporter.section("speed: full size" if LONG else "speed: a tenth of the size")
        terminalreporter.write_line(HEADER)
        for row in rows:
            terminalreporter.write_line(row)
