"""What was typed into the booking form and not booked yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Draft:
    """Kept until it is booked or cleared, through refusals and changes of screen."""

    name: str = ""
    phone: str = ""
    about: str = ""
    speaking: str = ""
    privacy_given: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not (self.name or self.phone or self.about or self.speaking)
