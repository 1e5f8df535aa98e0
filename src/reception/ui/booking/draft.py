"""What was typed into the booking form and not booked yet."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields

from reception.domain.ids import ClinicId, PatientId, SlotId


@dataclass(frozen=True)
class Draft:
    """Kept until it is booked or cleared, through refusals, changes of screen and a restart.

    `patient` is the known patient who was picked; then name and number are theirs. `slot` is the time that was chosen,
    `when` says it, and `clinic` is the one whose times were offered, None for all. `typed` are the preferred times
    and needs that were typed over what was known `before`, only those that differ.
    """

    name: str = ""
    phone: str = ""
    about: str = ""
    speaking: str = ""
    privacy_given: bool = False
    patient: PatientId | None = None
    slot: SlotId | None = None
    clinic: ClinicId | None = None
    when: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not (self.name or self.phone or self.about or self.speaking or self.typed)

    @property
    def is_worth_keeping(self) -> bool:
        """Tell whether somebody would miss it who types another name over it: more than a name, or than a pick."""
        told = self.about or self.speaking or self.typed
        return bool(told or (self.phone and self.patient is None))

    def texts(self) -> dict[str, object]:
        """Return it as drafts are kept."""
        return asdict(self)


def draft_of(texts: dict[str, object]) -> Draft:
    """Return a draft from how it is kept; fields that this version does not know are left out."""
    known = {one.name for one in fields(Draft)}
    return Draft(**{name: value for name, value in texts.items() if name in known})  # type: ignore[arg-type]
