"""The window: a frame around seven screens, the keys, the last change with Undo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reception import settings
from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.errors import Conflict, Obstacle
from reception.services import clinics
from reception.ui.actions import ACTIONS, SCREENS
from reception.ui.ahead import Ahead
from reception.ui.background import Background
from reception.ui.context import Context
from reception.ui.doing import Doing
from reception.ui.live import Live
from reception.ui.screen import Screen
from reception.ui.theme import Theme
from reception.ui.undoing import Undoing
from reception.ui.widgets.basics import row
from reception.ui.widgets.frame import Rail, StatusBar, TopBar
from reception.ui.widgets.toast import Toast

NARROW_BELOW = 1000
"""Pixels of width under which the rail shows icons alone."""


class MainWindow(QMainWindow):
    """Frame, rail, filter, find box, status bar, and the screens, each made when it is first shown."""

    def __init__(self, background: Background, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Reception")
        self.resize(1366, 768)
        self.setMinimumSize(640, 360)
        self.background, self.theme = background, theme
        self.context = Context(background, theme)
        self.screens: dict[str, Screen] = {}
        self.current = ""
        self.rail, self.top, self.foot = Rail(theme), TopBar(theme), StatusBar()
        self._stack = QStackedWidget()
        self._lay_out()
        self.toast = Toast(self, partial(self.act, "undo"), partial(self.act, "redo"))
        self.undoing = Undoing(background, self.foot, self.toast, self)
        self.doing = Doing(self)
        self.live = Live(background, self)
        self.ahead = Ahead(self.context, self)
        self._connect()
        self._bind_keys()
        self._start()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._stack, 1)
        right.addWidget(self.foot)
        whole = QWidget()
        layout = row(self.rail, right, gap=0)
        layout.setStretch(1, 1)
        whole.setLayout(layout)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.top.filtered.connect(self._filter)
        self.top.find_asked.connect(partial(self.act, "find"))
        self.top.who.connect(partial(self.act, "who"))
        self.foot.undo.connect(partial(self.act, "undo"))
        self.background.changed.connect(self._changed)
        self.background.refused.connect(self._refused)
        self.context.notice.connect(lambda sentence: self.toast.say(sentence, offers_undo=False))
        self.context.wanted.connect(self._wanted)
        self.live.news.connect(self._news)
        self.live.news.connect(self.context.news)
        self._minute = QTimer(self)
        self._minute.timeout.connect(self._show_time)
        self._minute.start(10_000)

    def _bind_keys(self) -> None:
        for action in ACTIONS:
            if action.key:
                QShortcut(QKeySequence(action.key), self, partial(self.act, action.name))
        QShortcut(QKeySequence("?"), self, partial(self.act, "keys"))

    def _start(self) -> None:
        self.top.show_person(self.background.staff, self.background.settings.desk)
        shared = self.background.settings.is_shared
        self.foot.place.setText("Shared diary" if shared else "Local diary, encrypted")
        self._show_time()
        self.background.ask(self, clinics.all_open, self._know_clinics)
        self.undoing.show_steps()
        self.go("today")

    # ---- screens

    def screen_named(self, name: str) -> Screen:
        """Return a screen, made when it is first asked for."""
        if name not in self.screens:
            made = _make(name, self.context)
            self.screens[name] = made
            self._stack.addWidget(made)
        return self.screens[name]

    def go(self, name: str) -> Screen:
        """Show a screen, read afresh."""
        screen = self.screen_named(name)
        self.current = name
        self.rail.choose(name)
        self._stack.setCurrentWidget(screen)
        screen.refresh()
        screen.setFocus()
        return screen

    def _wanted(self, name: str, thing: object) -> None:
        if name in dict(SCREENS):
            screen = self.go(name)
            if thing is not None:
                screen.show_thing(thing)
        else:
            self.act(name)

    @property
    def shown(self) -> Screen:
        """Return the screen that is shown."""
        return self.screens[self.current]

    def act(self, name: str) -> None:
        """Do what an action is for, by its name in the table of actions."""
        self.doing.act(name)

    # ---- what happens

    def _changed(self, change: Change) -> None:
        """Show what was done, and let the screen that is shown read again."""
        self.live.seen_own()
        if change.edits:
            self.toast.say(str(change), offers_undo=True)
        if any(isinstance(edit.after or edit.before, Clinic) for edit in change.edits):
            self.background.ask(self, clinics.all_open, self._know_clinics)
        self.undoing.show_steps()
        self.shown.refresh()

    def _refused(self, obstacle: Obstacle) -> None:
        self.toast.say(obstacle.sentence, offers_undo=False)
        if isinstance(obstacle, Conflict):
            self.undoing.show_steps()
            self.shown.refresh()

    def _news(self) -> None:
        """Another desk, or the command line, changed something."""
        self.undoing.show_steps()
        self.background.ask(self, clinics.all_open, self._know_clinics)
        self.shown.refresh()

    # ---- the frame

    def _know_clinics(self, found: list[Clinic]) -> None:
        known = tuple(found)
        if [(c.id, c.name) for c in known] == [(c.id, c.name) for c in self.context.clinics]:
            self.context.clinics = known
            return
        self.context.clinics = known
        self.top.clinics.set_choices([(None, "All clinics"), *((clinic.id, clinic.name) for clinic in known)])
        kept = settings.remembered(self.background.settings, "clinic")
        chosen = self.context.clinic or next((c.id for c in known if c.name == kept), None)
        self.top.clinics.choose(chosen)
        self.context.filter_by(chosen)

    def _filter(self, clinic: object) -> None:
        self.context.filter_by(clinic)  # type: ignore[arg-type]
        self.remember(clinic=self.context.clinic_name())

    def remember(self, **things: str) -> None:
        """Keep things on this PC for the next time."""
        try:
            settings.remember(self.background.settings, **things)
        except Obstacle as obstacle:
            self._refused(obstacle)

    def _show_time(self) -> None:
        now = self.context.now()
        self.foot.time.setText(f"{span.day_text(span.london_day(now), year=True)}, {span.clock(now)}")

    def come_forward(self) -> None:
        """Show the window that is there, when the program is started again."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room where the window is narrow."""
        super().resizeEvent(event)
        self.rail.narrow(self.width() < NARROW_BELOW)
        if hasattr(self, "toast"):
            self.toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what was asked, then close the database."""
        self.live.stop()
        self.ahead.stop()
        self.background.close()
        super().closeEvent(event)


def _make(name: str, context: Context) -> Screen:
    """Make one screen; each is imported when it is first shown, so that the window opens at once."""
    from importlib import import_module

    module = import_module(f"reception.ui.{name}.view")
    made: Screen = getattr(module, f"{name.capitalize()}Screen")(context)
    return made
