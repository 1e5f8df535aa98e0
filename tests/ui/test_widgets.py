"""The small parts: forms and their keys, fields and what is refused, the toast, the banner, choices side by side."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from reception.domain.errors import Conflict, Refusal, Unavailable
from reception.ui.today.figures import Figure
from reception.ui.widgets import field, numbers
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, chip, clear, column, label, row, set_chip
from reception.ui.widgets.cut import Cut
from reception.ui.widgets.dialog import Dialog, present
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.flow import Flow
from reception.ui.widgets.moment import MomentFields
from reception.ui.widgets.segments import Segments
from reception.ui.widgets.times import TimeEdit
from reception.ui.widgets.toast import Toast

LEFT = Qt.MouseButton.LeftButton


class Form(Dialog):
    """A form with one of each kind of input; it counts how often it was done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "A form", do="Do it")
        self.times = 0
        self.name = field.line("Name", placeholder="Name")
        self.words = field.text("Words")
        self.kind = field.choice("Kind", [("One", 1), ("Two", 2)])
        self.why = field.choice("Why", [("Ill", "ill"), ("Late", "late")], editable=True)
        self.tick = QCheckBox("Tick")
        self.add("name", self.name)
        self.add("words", self.words)
        self.add("kind", self.kind)
        self.add("why", self.why)
        self.body.addWidget(self.tick)
        self.know({"also": self.name})
        self.name.input.setFocus()

    def submit(self) -> None:
        self.times += 1


@pytest.fixture
def form(main, qtbot) -> Form:
    made = Form(main)
    present(made)
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.windowHandle())
    return made


# ---- forms


def test_enter_does_it_from_every_field_of_one_line(form):
    for times, one in enumerate((form.name, form.kind, form.why), 1):
        one.input.setFocus()
        QTest.keyClick(one.input, Qt.Key.Key_Return)
        assert form.times == times
    form.tick.setFocus()
    QTest.keyClick(form.tick, Qt.Key.Key_Return)
    assert form.times == 4
    assert not form.tick.isChecked()


def test_enter_writes_a_line_in_text_and_with_ctrl_does_it(form):
    form.words.input.setFocus()
    QTest.keyClicks(form.words.input, "one")
    QTest.keyClick(form.words.input, Qt.Key.Key_Return)
    QTest.keyClicks(form.words.input, "two")
    assert (form.words.input.toPlainText(), form.times) == ("one\ntwo", 0)
    QTest.keyClick(form.words.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (form.words.input.toPlainText(), form.times) == ("one\ntwo", 1)


def test_enter_presses_the_button_it_is_on(form):
    form.doing.setFocus()
    QTest.keyClick(form.doing, Qt.Key.Key_Return)
    assert form.times == 1
    form.leave.setFocus()
    QTest.keyClick(form.leave, Qt.Key.Key_Return)
    assert form.times == 1
    assert not form.isVisible()


def test_esc_leaves_and_the_form_goes(form, qtbot):
    with qtbot.waitSignal(form.destroyed):
        QTest.keyClick(form.name.input, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_nothing_is_done_twice_and_the_form_stays_while_the_answer_is_on_its_way(form):
    form.busy(True)
    QTest.keyClick(form.name.input, Qt.Key.Key_Return)
    QTest.mouseClick(form.doing, LEFT)
    QTest.keyClick(form.name.input, Qt.Key.Key_Escape)
    QTest.mouseClick(form.leave, LEFT)
    assert (form.times, form.isVisible()) == (0, True)
    form.refuse(Unavailable("The database does not answer."))
    QTest.keyClick(form.name.input, Qt.Key.Key_Return)
    assert form.times == 1
    QTest.keyClick(form.name.input, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_a_refusal_stands_beside_its_field_and_takes_the_keys_there(form):
    form.name.input.setText("kept")
    form.kind.input.setFocus()
    form.refuse(Refusal("Type a name.", field="name"))
    assert (form.name.refusal, form.refusal) == ("Type a name.", "Type a name.")
    assert form.focusWidget() is form.name.input
    assert form.name.input.accessibleDescription() == "Type a name."
    assert form.name.input.property("refused")
    assert form.name.input.text() == "kept"
    form.refuse(Refusal("Say why.", field="why"))
    assert form.refusal == "Say why."
    assert form.name.input.accessibleDescription() == ""


def test_a_field_under_two_names_says_a_refusal_once(form):
    form.refuse(Refusal("Type a name.", field="also"))
    assert form.refusal == "Type a name."


@pytest.mark.parametrize(
    "obstacle", [Refusal("No."), Refusal("No.", field="elsewhere"), Conflict("No."), Unavailable("No.")]
)
def test_what_belongs_to_no_field_stands_above_the_buttons(form, obstacle):
    form.refuse(obstacle)
    assert form.refusal == "No."
    shown = [one for one in form.findChildren(QLabel) if one.text() == "No." and one.isVisible()]
    assert len(shown) == 1
    form.clear_refusals()
    assert form.refusal == ""


def test_a_long_refusal_is_wrapped_and_the_form_grows(form, qtbot):
    before, width = form.height(), form.width()
    form.refuse(Refusal("A rather long sentence that says what is in the way. " * 6, field="name"))
    qtbot.waitUntil(lambda: form.height() > before)
    assert form.width() == width


def test_a_form_that_grows_at_the_foot_of_the_screen_keeps_its_buttons_in_sight(form, qtbot):
    screen = form.screen().availableGeometry()
    form.move(screen.right() - form.width(), screen.bottom() - form.height())
    late = QListWidget()
    late.setFixedHeight(300)
    form.body.addWidget(late)
    qtbot.waitUntil(lambda: form.height() > 300 and screen.contains(form.frameGeometry()))
    assert screen.contains(form.mapToGlobal(form.doing.geometry().center()))


def test_a_form_comes_up_in_the_middle_of_its_window_and_stays_there_when_it_grows(main, qtbot):
    main.move(40, 30)
    form = Form(main)
    present(form)
    middle, place, height = main.frameGeometry().center(), form.pos(), form.height()
    assert (form.geometry().center() - middle).manhattanLength() <= 2
    form.move(0, 0)  # as a window manager tells before it has put the window where it belongs
    form.refuse(Refusal("Type a name.", field="name"))
    qtbot.waitUntil(lambda: form.height() > height)
    assert form.pos() == place
    form.move(60, 50)  # by the person
    form.clear_refusals()
    qtbot.waitUntil(lambda: form.height() == height)
    assert form.pos() == QPoint(60, 50)


def test_what_is_typed_is_never_read_as_markup(form):
    form.refuse(Refusal("<b>bold</b>", field="name"))
    labels = [one for one in form.findChildren(QLabel) if "<b>" in one.text()]
    assert labels
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in labels)


# ---- fields


def test_typing_takes_the_sentence_away(form):
    for one, key in ((form.name, "x"), (form.words, "x"), (form.why, "x")):
        one.refuse("No.")
        QTest.keyClicks(one.input, key)
        assert one.refusal == ""
    form.kind.refuse("No.")
    QTest.keyClick(form.kind.input, Qt.Key.Key_Down)
    assert (form.kind.refusal, form.kind.input.currentData()) == ("", 2)


def test_filling_a_list_of_choices_leaves_the_sentence(form):
    form.kind.refuse("Taken.")
    form.kind.input.clear()
    form.kind.input.addItem("Three", 3)
    assert form.kind.refusal == "Taken."


def test_any_words_can_be_typed_over_suggestions_and_enter_does_it_at_once(form):
    form.why.input.setFocus()
    form.why.input.lineEdit().selectAll()
    QTest.keyClicks(form.why.input, "Il")
    QTest.keyClick(form.why.input, Qt.Key.Key_Return)
    assert (form.times, form.why.input.currentText()) == (1, "Il")


def test_a_field_gives_its_keys_to_its_input(form):
    form.kind.setFocus()
    assert form.focusWidget() is form.kind.input
    assert form.kind.caption.buddy() is form.kind.input
    assert form.kind.input.accessibleName() == "Kind"


def test_what_another_changed_is_shown_where_nothing_was_typed(qtbot):
    fields = {name: field.line(name.capitalize(), "old") for name in ("a", "b", "c")}
    for one in fields.values():
        qtbot.addWidget(one)
    fields["b"].input.setText("mine")
    fields["c"].input.setText("mine")
    before = dict.fromkeys("abc", "old")
    assert field.meet(fields, before, {"a": "theirs", "b": "old", "c": "theirs"}) == "C is now “theirs”"
    assert [one.input.text() for one in fields.values()] == ["theirs", "mine", "mine"]
    assert field.meet(fields, before, dict.fromkeys("abc", "old")) == ""


@pytest.mark.parametrize("kind", [field.Line, field.Text])
def test_undo_goes_on_to_the_window_once_the_text_has_nothing_to_take_back(main, kind):
    from PySide6.QtGui import QShortcut

    taken: list[str] = []
    QShortcut("Ctrl+Z", main, lambda: taken.append("undo"))
    QShortcut("Ctrl+Y", main, lambda: taken.append("redo"))
    inside = kind()
    main.setCentralWidget(inside)
    inside.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    says = inside.toPlainText if isinstance(inside, QPlainTextEdit) else inside.text
    QTest.keyClick(inside, Qt.Key.Key_Z, control)
    assert taken == ["undo"]
    QTest.keyClicks(inside, "word")
    QTest.keyClick(inside, Qt.Key.Key_Z, control)
    assert (says(), taken) == ("", ["undo"])
    QTest.keyClick(inside, Qt.Key.Key_Z, control)
    assert taken == ["undo", "undo"]
    QTest.keyClick(inside, Qt.Key.Key_Y, control)
    assert (says(), taken) == ("word", ["undo", "undo"])
    QTest.keyClick(inside, Qt.Key.Key_Y, control)
    assert taken == ["undo", "undo", "redo"]


def test_a_find_box_that_was_left_has_nothing_to_take_back(main, qtbot):
    find, other = field.Find("Find a patient", "Name"), field.Line()
    inside = QWidget()
    inside.setLayout(column(find, other))
    main.setCentralWidget(inside)
    find.setFocus()
    QTest.keyClicks(find, "holt")
    assert find.isUndoAvailable()
    other.setFocus()
    find.setFocus()
    assert (find.text(), find.isUndoAvailable()) == ("holt", False)
    QTest.keyClicks(find, "by")
    find.undo()
    assert find.text() == "holt"


# ---- lines that wrap, and lines that are cut


def test_chips_stand_in_as_many_lines_as_they_need(main):
    flow = Flow(gap=6)
    chips = [chip(text) for text in ("Consultation booked", "Knee", "Privacy notice given")]
    for one in chips:
        flow.addWidget(one)
    inside = QWidget()
    inside.setLayout(flow)
    main.setCentralWidget(inside)
    wide = sum(one.sizeHint().width() for one in chips) + 12
    one_line = flow.heightForWidth(wide)
    assert one_line == chips[0].sizeHint().height()
    assert flow.heightForWidth(wide - 1) == 2 * one_line + 6
    assert flow.minimumSize().width() == max(one.sizeHint().width() for one in chips)
    flow.setGeometry(QRect(0, 0, wide - 1, 99))
    assert [one.geometry().top() for one in chips] == [0, 0, one_line + 6]
    assert [one.width() for one in chips] == [one.sizeHint().width() for one in chips]
    clear(flow)
    assert (flow.count(), flow.heightForWidth(wide)) == (0, 0)


def test_a_line_that_is_cut_says_all_of_it_in_its_tool_tip(main):
    cut = Cut("Maximiliana <b>Featherstonehaugh</b>", "strong")
    main.setCentralWidget(cut)
    cut.resize(60, 20)
    assert cut.toolTip() == cut.text() == "Maximiliana <b>Featherstonehaugh</b>"
    assert cut.textFormat() is Qt.TextFormat.PlainText
    assert cut.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored


def test_a_moment_is_a_day_and_a_time_of_london(qtbot):
    made = MomentFields(datetime(2026, 11, 26, 10, 20), date(2026, 11, 26))
    qtbot.addWidget(made)
    told: list[object] = []
    made.changed.connect(lambda: told.append(made.typed))
    assert made.typed == (date(2026, 11, 26), time(10, 15))
    made.show_moment(datetime(2026, 7, 1, 14, 0))
    assert told == []
    assert made.moment() == datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
    made.time.input.setText("09:05")
    assert told == [(date(2026, 7, 1), time(9, 5))]


# ---- toast


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def toast(main, done) -> Toast:
    return Toast(main, lambda: done.append("undo"), lambda: done.append("redo"))


def offers(toast: Toast) -> list[str]:
    return [one.text() for one in toast.findChildren(QPushButton) if one.isVisible()]


def test_the_toast_says_a_sentence_and_offers_what_it_is_told(toast, done):
    assert toast.sentence == ""
    toast.say("Booked Jane Holt", offers_undo=True)
    assert (toast.sentence, offers(toast)) == ("Booked Jane Holt", ["Undo"])
    assert toast.accessibleName() == "Booked Jane Holt"
    QTest.mouseClick(toast.findChildren(QPushButton)[0], LEFT)
    toast.say("Undone: booked Jane Holt", offers_undo=False, offers_redo=True)
    assert offers(toast) == ["Redo"]
    QTest.mouseClick(toast.findChildren(QPushButton)[1], LEFT)
    toast.say("The number was copied.", offers_undo=False)
    assert offers(toast) == []
    assert done == ["undo", "redo"]


@pytest.mark.parametrize("words", ["short", "a sentence of many words " * 12, "x" * 400])
@pytest.mark.parametrize("width", [640, 1366])
def test_the_toast_stays_inside_the_window_with_its_button_in_sight(toast, main, words, width):
    main.resize(width, 500)
    toast.say(words, offers_undo=True)
    assert main.rect().contains(toast.geometry())
    undo = toast.findChildren(QPushButton)[0]
    assert toast.rect().contains(undo.geometry())
    assert undo.width() >= undo.sizeHint().width()
    assert abs(toast.geometry().center().x() - main.rect().center().x()) <= 1


def test_the_toast_goes_by_itself_but_not_under_the_mouse(toast, qtbot):
    toast.say("Done.", offers_undo=True)
    assert toast._timer.isActive()
    toast._timer.setInterval(1)
    at = QPointF(5, 5)
    toast.enterEvent(QEnterEvent(at, at, at))
    assert not toast._timer.isActive()
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()
    toast._timer.start(1)
    qtbot.waitUntil(lambda: toast.isHidden())
    assert toast.sentence == ""


# ---- banner, chips, figures, empty places


def test_a_banner_is_there_only_while_it_has_something_to_say(main):
    banner = Banner(button("Publish"))
    main.setCentralWidget(banner)
    assert not banner.isVisible()
    banner.say("2 calls have no outcome yet.", "warn")
    assert (banner.sentence, banner.property("kind")) == ("2 calls have no outcome yet.", "warn")
    assert banner.isVisible()
    assert banner.accessibleName() == banner.sentence
    banner.say("")
    assert (banner.sentence, banner.isVisible()) == ("", False)


def test_a_chip_says_its_state_in_a_word_and_hides_when_empty(main):
    made = chip("Done", "done")
    main.setCentralWidget(made)
    set_chip(made, "No answer", "warn")
    assert (made.text(), made.property("chip"), made.isVisible()) == ("No answer", "warn", True)
    set_chip(made, "", "warn")
    assert not made.isVisible()


def test_a_figure_is_read_as_one_sentence(qtbot):
    figure = Figure("Waiting list")
    qtbot.addWidget(figure)
    figure.show_figure("4", "2 fit a free slot")
    assert figure.accessibleName() == "Waiting list: 4, 2 fit a free slot"


def test_an_empty_place_teaches(main):
    empty = Empty("Nothing to call", "Book one with Ctrl+N.", button("Book a call", "Ctrl+N"))
    main.setCentralWidget(empty)
    empty.show()
    words = [one.text() for one in empty.findChildren(QLabel) if one.isVisible()]
    assert {"Nothing to call", "Book one with Ctrl+N."} <= set(words)
    assert [one.text() for one in empty.findChildren(QPushButton)] == ["Book a call"]


def test_a_button_names_its_key(qtbot):
    ran: list[int] = []
    made = button("Book a call", "Ctrl+N", "primary", lambda: ran.append(1))
    qtbot.addWidget(made)
    assert made.accessibleName() == "Book a call"
    assert made.toolTip() == "Book a call (Ctrl+N)"
    assert button("‹", name="Earlier").accessibleName() == "Earlier"
    made.click()
    assert ran == [1]


def test_labels_are_plain_text_and_those_to_copy_can_be_selected(qtbot):
    made = label("<i>Ann</i>", copy=True)
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText
    assert made.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_clearing_a_layout_takes_out_what_is_in_it_and_below_it(qtbot):
    place = QWidget()
    qtbot.addWidget(place)
    layout = column(label("a"), row(label("b"), None, label("c")), 4)
    place.setLayout(layout)
    assert len(place.findChildren(QLabel)) == 3
    clear(layout)
    assert layout.count() == 0
    assert place.findChildren(QLabel) == []


# ---- choices side by side


@pytest.fixture
def segments(main) -> Segments:
    made = Segments("Clinic", [(None, "All clinics"), (1, "London"), (2, "Bedford")])
    main.setCentralWidget(made)
    return made


def taken(segments: Segments) -> list[str]:
    return [one.text() for one in segments.findChildren(QPushButton) if one.isChecked()]


def test_a_choice_is_taken_with_the_mouse(segments):
    told: list[object] = []
    segments.chosen.connect(told.append)
    assert (segments.value, taken(segments)) == (None, ["All clinics"])
    QTest.mouseClick(segments.findChildren(QPushButton)[2], LEFT, pos=QPoint(10, 10))
    assert (segments.value, taken(segments), told) == (2, ["Bedford"], [2])


def test_the_bar_of_a_form_that_is_too_tall_stands_beside_its_fields(main, qtbot):
    form = Form(main)
    for number in range(40):
        form.body.addLayout(row(*(QCheckBox(f"Tick {number}") for _ in range(8))))
    present(form)
    qtbot.waitUntil(lambda: form._area.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: form._page.minimumSizeHint().width() <= form._area.viewport().width())
    form.reject()


def test_each_choice_has_room_for_its_text_in_bold(segments):
    for one in segments.findChildren(QPushButton):
        bold = QFont(one.font())
        bold.setWeight(QFont.Weight.Bold)
        assert one.sizeHint().width() >= QFontMetrics(bold).horizontalAdvance(one.text())
    assert len({one.sizeHint().width() for one in segments.findChildren(QPushButton)}) == 3


def test_the_arrows_walk_the_choices_and_tell_each(segments):
    told: list[object] = []
    segments.chosen.connect(told.append)
    segments.findChildren(QPushButton)[0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(segments.window().focusWidget(), key)
    assert told == [1, 2, 1]
    assert (segments.value, taken(segments)) == (1, ["London"])


def test_choosing_in_code_tells_nobody_and_an_unknown_value_changes_nothing(segments):
    told: list[object] = []
    segments.chosen.connect(told.append)
    segments.choose(2)
    segments.choose(99)
    assert (segments.value, told) == (2, [])


def test_other_choices_start_with_the_first(segments):
    segments.set_choices([("w", "Week"), ("d", "Day")])
    assert (segments.value, taken(segments)) == ("w", ["Week"])
    names = [one.accessibleName() for one in segments.findChildren(QPushButton)]
    assert names == ["Clinic: Week", "Clinic: Day"]


def test_a_form_says_its_title_once(main):
    form = Form(main)
    present(form)
    assert form.windowFlags() & Qt.WindowType.FramelessWindowHint
    shown = [one.text() for one in form.findChildren(QLabel) if one.isVisible()]
    assert shown.count(form.windowTitle()) == 1
    form.reject()


def test_the_choices_that_come_later_are_where_tab_came_to_those_before(main):
    first, choices, last = QLineEdit(), Segments("Clinic", [(None, "All clinics")]), QLineEdit()
    page = QWidget()
    page.setLayout(column(first, choices, last))
    main.setCentralWidget(page)
    later = QLineEdit(page)
    later.show()
    for offered in (["London", "Bedford"], [], ["York"]):
        choices.set_choices([(name, name) for name in offered])
    QApplication.processEvents()
    first.setFocus()
    for expected in ("Clinic: York", last, later):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert expected in (focused, focused.accessibleName())


def test_numbers_and_times_stand_as_far_from_the_edge_as_text_does(main):
    page, text = QWidget(), QLineEdit("9")
    fields = [numbers.number(1, 9, 9), TimeEdit(time(9)), text]
    page.setLayout(column(*fields))
    main.setCentralWidget(page)
    main.grab()

    def left(made: QWidget) -> int:
        picture = made.grab().toImage()
        ground = picture.pixelColor(5, 16)
        return next(x for x in range(4, 40) if any(picture.pixelColor(x, y) != ground for y in range(8, 24)))

    assert [abs(left(one) - left(text)) <= 2 for one in fields] == [True] * 3
    assert {one.height() for one in fields} == {text.height()}
