"""This PC: its look, the name of its desk, its folders. Kept here, not in the diary."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from reception import settings
from reception.domain.errors import Obstacle, Refusal
from reception.domain.patient import clean_name
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.privacy import IDLE
from reception.ui.settings.section import Chooser, Facts, Section
from reception.ui.widgets import field
from reception.ui.widgets.basics import button, card, label, row
from reception.ui.widgets.dialog import Dialog, present
from reception.ui.widgets.segments import Segments

LOOKS: list[tuple[object, str]] = [("system", "As the system"), ("light", "Light"), ("dark", "Dark")]
LONGEST_DESK = 60
IDLE_TIMES: list[tuple[object, str]] = [
    (0, "Never"), (1, "1 min"), (2, "2 min"), (5, "5 min"), (10, "10 min"),
]  # fmt: skip
HIDING = (
    "While others can see the screen, patients are shown by their initials, without numbers, notes and needs. "
    "The key or a button alone shows names again."
)


class PcSection(Section):
    """What this PC is set to."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, "This PC", "Kept on this PC, for you. The diary and other desks do not change."
        )
        self.look = Segments("Look", LOOKS)
        self.look.chosen.connect(self.choose_look)
        context.theme.changed.connect(lambda: self.look.choose(context.theme.choice))
        frame, inside = card(gap=10)
        inside.addWidget(label("Look", "heading"))
        inside.addLayout(row(self.look, None))
        self.body.addWidget(frame)
        self.body.addWidget(self._privacy_card())
        desk, about_desk = card(gap=10)
        self.facts = Facts()
        about_desk.addLayout(
            row(label("Desk", "heading"), None, button("Rename…", run=self.rename, name="Rename the desk"))
        )
        about_desk.addLayout(self.facts)
        self.body.addWidget(desk)
        self.body.addStretch(1)

    def _privacy_card(self) -> QFrame:
        frame, inside = card(gap=10)
        inside.addLayout(
            row(
                label("Privacy", "heading"),
                None,
                button("Hide or show names", named("privacy").key, run=partial(self.context.go, "privacy")),
            )
        )
        inside.addWidget(label(HIDING, "muted", wrap=True))
        self.idle = Chooser("Hide names by itself")
        self.idle.offer(IDLE_TIMES)
        self.idle.chosen.connect(self.choose_idle)
        inside.addWidget(label("By itself, after this long without a key or the mouse"))
        inside.addLayout(row(self.idle, None))
        return frame

    def refresh(self) -> None:
        """Show the settings as they are kept."""
        kept = self.context.background.settings
        self.look.choose(self.context.theme.choice)
        self.idle.choose(self.context.privacy.minutes)
        name = settings.remembered(kept, "desk", kept.desk)
        later = "" if name == kept.desk else f" (until the next start: {kept.desk})"
        self.facts.tell("Name", f"{name}{later}")
        self.facts.tell("Data", str(kept.data_folder))
        self.facts.tell("Settings", str(kept.file))

    def choose_look(self, choice: object) -> None:
        """Use another look from now on."""
        self.context.theme.choose(str(choice))
        self._remember(theme=str(choice))

    def choose_idle(self, minutes: object) -> None:
        """Hide names after another idle time from now on, or never by itself."""
        self.context.privacy.hide_after(int(str(minutes)))
        self._remember(**{IDLE: str(minutes)})

    def _remember(self, **things: str) -> None:
        try:
            settings.remember(self.context.background.settings, **things)
        except Obstacle as obstacle:
            self.context.notice.emit(obstacle.sentence)

    def rename(self) -> None:
        """Open the form of the desk's name."""
        form = DeskForm(self.window(), self.context)
        form.accepted.connect(self.refresh)
        present(form)


class DeskForm(Dialog):
    """The name that the journal gives this desk."""

    shows_nobody = True

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "Name of this desk", do="Save")
        self._context = context
        kept = context.background.settings
        self.name = field.line("Name", settings.remembered(kept, "desk", kept.desk), "Front desk")
        self.add("name", self.name)
        self.body.addWidget(
            label(
                "The journal names the desk with each change. The new name is used from the next start.",
                "small",
                wrap=True,
            )
        )
        self.name.input.setFocus()
        self.name.input.selectAll()

    def submit(self) -> None:
        """Keep the name on this PC."""
        self.clear_refusals()
        try:
            name = desk_name(self.name.input.text())
            settings.remember(self._context.background.settings, desk=name)
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        self.accept()


def desk_name(typed: str) -> str:
    """Return a desk's name, tidied; refuse a blank one and a long one."""
    if len(typed.strip()) > LONGEST_DESK:
        raise Refusal(f"The name of a desk can have at most {LONGEST_DESK} characters.", field="name")
    return clean_name(typed, ask="Type a name for this desk.")


def section(context: Context) -> Section:
    """Make the section."""
    return PcSection(context)
