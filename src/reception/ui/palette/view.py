"""The palette: one field that finds everything and does everything, over the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from reception.domain.deed import read_deed
from reception.domain.span import short
from reception.domain.wish import FreeWish
from reception.domain.wish_line import asks_free, read_free
from reception.services.finding import closeness
from reception.ui.actions import ACTIONS, Action
from reception.ui.context import Context
from reception.ui.palette import choosing, entries
from reception.ui.palette.deeds import meaning
from reception.ui.palette.entries import ALL_KEYS, EVERYWHERE, Entry, Kind, Offer, action_entry
from reception.ui.palette.entry_list import MOST_ROWS, EntryList
from reception.ui.palette.meaning import Meaning
from reception.ui.palette.overlay import Overlay
from reception.ui.palette.questions import Questions, Wish
from reception.ui.widgets.basics import button, column, label, restyle, row, rule

UNDERSTOOD = (
    "Clinics, clinicians, days (tue, 3 dec, next week) and times (after 16:00, before 11) are understood."
)
TRY = "Try the beginning of any name, part of a number, “free tue” for a free slot, or “?” for all that can be done."
NOT_FREE = "No slot like that is free. Try another day, another clinic, or fewer words."
FOOT = ("↑ ↓ choose", "Enter does it", "Esc leaves", "? all keys")
OPENS_FIRST = "Tab opens it first"
STEPS = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_PageDown: MOST_ROWS, Qt.Key.Key_PageUp: -MOST_ROWS,
}  # fmt: skip


class Palette(Overlay):
    """Typing finds, the arrows walk, Enter does it, Esc leaves."""

    opens_covered = False

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        act: Callable[[str], None],
        text: str = "",
        offer: Offer = EVERYWHERE,
    ) -> None:
        super().__init__(parent, "Find")
        self.context, self._act, self._offer = context, act, offer
        self.questions = Questions(context, self)
        self.wish: Wish | None = None
        self._walked = self._enter_waits = False
        self.field, self.list = QLineEdit(text), EntryList(context.theme)
        self.plan, self.left = label("", "strong", wrap=True), label("", "refusal", wrap=True)
        self.nothing = label("", "muted", wrap=True)
        self._lay_out()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._typed)
        self.list.chosen.connect(self.choose)
        self.questions.answered.connect(self._told)
        self.questions.failed.connect(lambda sentence: _say(self.left, sentence))
        context.privacy.turned.connect(self._turned)
        self._typed()
        self.field.setFocus()

    def _lay_out(self) -> None:
        self.field.setPlaceholderText("A patient, a call, a sheet, a clinic — or what to do")
        self.field.setAccessibleName("Find")
        leave = button("Esc", kind="quiet", run=self.reject, name="Leave")
        leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = row(self.field, leave, 10)
        for one in (self.plan, self.left, self.nothing):
            one.setContentsMargins(16, 8, 16, 8)
        self.left.setContentsMargins(16, 0, 16, 8)
        hints = [label(text, "small") for text in FOOT]
        self.first = label(OPENS_FIRST, "small")
        hints.insert(2, self.first)
        foot = row(*hints, None, label("Nothing happens until Enter", "small"), gap=14)
        foot.setContentsMargins(16, 8, 16, 8)
        said = column(self.plan, self.left, gap=0)
        self.inside.addLayout(column(top, rule(), said, self.list, self.nothing, rule(), foot, gap=0))

    # ---- what is typed

    @property
    def text(self) -> str:
        """Return what is typed, from its first sign on."""
        return self.field.text().lstrip()

    def _read_wish(self) -> Wish | None:
        """Return the wish for free slots that is typed, or what it asks to do, or None; actions keep their words."""
        context = self.context
        known, people = (context.clinics, context.today(), context.clinic), self.questions.known.clinicians
        if asks_free(self.text):
            return read_free(self.text, *known, people)
        is_action = any(closeness(self.text, one.text, *one.also) is not None for one in self._offer.actions)
        titles = [line.sheet.title for line in self.questions.known.sheets]
        return None if is_action else read_deed(self.text, *known, titles, people)

    def _typed(self) -> None:
        self._walked = self._enter_waits = False
        self.wish = self._read_wish()
        if self.text and not self.text.startswith(ALL_KEYS):
            self.questions.ask(self.text, self.wish)
        else:
            self.questions.forget()
        self._show()

    def _told(self) -> None:
        known, self.wish = self.wish, self._read_wish()  # by now sheets and clinicians may be known
        if self.wish != known:
            self.questions.ask(self.text, self.wish)
        self._show()
        if self._enter_waits:
            self.enter()

    # ---- what is shown

    def _show(self) -> None:
        """Show what is found so far: what the window knows at once, the rest when it was told."""
        wish, walked_to = self.wish, self.list.current if self._walked else None
        shown = self._meaning(wish)
        told = [entries.private(one) for one in shown.entries] if self.context.is_private else shown.entries
        _say(self.plan, str(wish) if wish else "")
        restyle(self.left, "kind", "refusal" if shown.is_in_the_way else "muted")
        _say(self.left, "" if self.questions.is_waiting else shown.said)
        self.list.show_entries(told, walked_to, is_certain=shown.is_certain)
        is_empty = not shown.entries and not self.questions.is_waiting and not (wish and shown.said)
        nothing = NOT_FREE if wish else f"Nothing found for “{short(self.text)}”. {TRY}"
        _say(self.nothing, nothing if is_empty else "")
        is_deed = shown.is_certain and any(one.kind is Kind.DO for one in shown.entries)
        self.first.setVisible(is_deed)
        self._announce()

    def _turned(self) -> None:
        """Name people by their initials, or by their names again, here and in what is seen of the window."""
        self._show()
        self.look_twice()

    def _meaning(self, wish: Wish | None) -> Meaning:
        known, found, now = self.questions.known, self.questions.found, self.context.now()
        if isinstance(wish, FreeWish):
            said = " ".join(part for part in (*wish.doubts, _not_understood(wish)) if part)
            shown = [] if wish.doubts else entries.wished(found, now)
            return Meaning(shown, said, is_certain=not said)
        if wish is not None:
            return (
                Meaning() if self.questions.is_waiting else meaning(wish, self.questions.answer, known, now)
            )
        if not self.text:
            shown = entries.offered(known, choosing.recent(self.context), self._offer)
        elif self.text.startswith(ALL_KEYS):
            shown = entries.keys(self.text, self._offer)
        else:
            shown = entries.ranked(self.text, found, known, self.context.clinics, now, self._offer)
        return Meaning(shown, is_certain=True)

    def _announce(self) -> None:
        """Let a screen reader say what Enter would do; the focus stays in the field."""
        current = self.list.current
        spoken = current.spoken if current is not None else self.nothing.text()
        if spoken != self.field.accessibleDescription():
            self.field.setAccessibleDescription(spoken)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, spoken))

    # ---- doing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk with the arrows and do it with Enter, without leaving the field; the keys of actions work too."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        step, action = STEPS.get(Qt.Key(event.key())), _action_of(event)
        current = self.list.current
        if event.key() == Qt.Key.Key_Tab and current is not None and current.kind is Kind.DO:
            self.choose(current, is_first_opened=True)
        elif step is not None:
            self._walked = True
            self.list.go_to(self.list.currentIndex().row() + step)
            self._announce()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif action is not None and action.name == "find":
            self.field.selectAll()
        elif action is not None and _is_of_the_text(action, self.field):
            return False
        elif action is not None:
            self.choose(action_entry(action))
        else:
            return False
        return True

    def enter(self) -> None:
        """Do what is chosen; where the answer is still to come, as soon as it is there."""
        self._enter_waits = self.questions.is_waiting
        if not self._enter_waits and self.list.current is not None:
            self.choose(self.list.current)

    def choose(self, entry: Entry, *, is_first_opened: bool = False) -> None:
        """Leave, and do what an entry stands for, or first open what a line asks for, where it can be changed."""
        self._enter_waits = False
        self.accept()
        if is_first_opened:
            choosing.open_first(entry.thing, self.below, self.context)
        else:
            choosing.do(entry.thing, self.below, self.context, self._act)

    def setVisible(self, visible: bool) -> None:
        """Show or hide it; what was put into the field is not chosen, so that typing goes on after it."""
        super().setVisible(visible)
        self.field.end(False)

    def done(self, result: int) -> None:
        """Leave; an Enter that waits does nothing any more."""
        self._enter_waits = False
        super().done(result)


def _say(where: QLabel, sentence: str) -> None:
    """Show a sentence; an empty one hides its place."""
    where.setText(sentence)
    where.setVisible(bool(sentence))


def _not_understood(wish: FreeWish) -> str:
    """Return the sentence that names the words nobody understood, or nothing."""
    if not wish.left:
        return ""
    words = ", ".join(f"“{short(word)}”" for word in wish.left[:4])
    more = f" and {len(wish.left) - 4:,} more words" if len(wish.left) > 4 else ""
    return f"Not understood: {words}{more}. {UNDERSTOOD}"


def _is_of_the_text(action: Action, field: QLineEdit) -> bool:
    """Tell whether undo or redo means the text: it does while there is something typed to take back."""
    there = {"undo": field.isUndoAvailable, "redo": field.isRedoAvailable}
    return action.name in there and there[action.name]()


def _action_of(event: QKeyEvent) -> Action | None:
    """Return the action whose key was pressed, or None."""
    pressed = QKeySequence(event.keyCombination())
    return next((one for one in ACTIONS if one.key and QKeySequence(one.key) == pressed), None)
