"""Days and times of day are typed as people write them, and chosen without typing."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from reception.domain import span
from reception.domain.errors import Refusal
from reception.ui.widgets.basics import row
from reception.ui.widgets.calendar import Calendar
from reception.ui.widgets.days import DayEdit, day_field
from reception.ui.widgets.times import TimeEdit, time_field

LEFT = Qt.MouseButton.LeftButton
TODAY = date(2026, 11, 23)


@pytest.fixture
def day(main) -> DayEdit:
    """A day between two lines, so that it can be left."""
    page, made = QWidget(), DayEdit(date(2026, 11, 26), today=TODAY, least=TODAY)
    page.setLayout(row(QLineEdit(), made, QLineEdit()))
    main.setCentralWidget(page)
    page.show()
    made.setFocus()
    return made


def test_a_day_is_typed_as_people_write_it_and_written_out_when_it_is_left(main, day):
    told: list[date] = []
    day.settled.connect(lambda: told.append(day.day))
    assert (day.currentText(), day.line.selectedText()) == ("Thu 26 Nov 2026", "Thu 26 Nov 2026")
    for typed, meant in (
        ("tomorrow", "Tue 24 Nov 2026"), ("fri", "Fri 27 Nov 2026"), ("3/12", "Thu 3 Dec 2026"),
        ("4 jan 27", "4 jan 27"), ("4 jan 2027", "Mon 4 Jan 2027"),
    ):  # fmt: skip
        day.setFocus()
        day.line.selectAll()
        QTest.keyClicks(day, typed)
        QTest.keyClick(day, Qt.Key.Key_Tab)
        assert (day.currentText(), main.focusWidget() is day) == (meant, False)
    assert [str(one) for one in told] == ["2026-11-24", "2026-11-27", "2026-12-03", "2027-01-04"]
    QTest.keyClick(main.focusWidget(), Qt.Key.Key_Backtab)
    QTest.keyClick(day, Qt.Key.Key_Backtab)
    assert (main.focusWidget() is day, day.day) == (False, date(2027, 1, 4))


def test_what_is_no_day_stays_as_it_was_typed_and_says_so_beside_it(main):
    made = day_field("Day", TODAY, today=TODAY, least=TODAY, field="first")
    page, changed = QWidget(), []
    page.setLayout(row(made, QLineEdit()))
    main.setCentralWidget(page)
    page.show()
    made.input.changed.connect(lambda: changed.append(made.input.currentText()))
    for typed, said in (
        ("nov", "“nov” is not a day. Write it as 26 Nov or 26/11/2026."),
        ("31 feb", "There is no 31 February."),
        ("20 nov", "Fri 20 Nov 2026 is over. Choose a later day, or write 20 Nov 2027."),
        ("fri 20 nov", "Fri 20 Nov 2026 is over. Choose a later day."),
        ("20/11/2026", "Fri 20 Nov 2026 is over. Choose a later day."),
    ):
        made.setFocus()
        made.input.line.selectAll()
        QTest.keyClicks(made.input, typed)
        QTest.keyClick(made.input, Qt.Key.Key_Tab)
        assert (made.input.currentText(), made.refusal, changed[-1]) == (typed, said, typed)
        with pytest.raises(Refusal) as refused:
            _ = made.input.day
        assert (refused.value.sentence, refused.value.field) == (said, "first")
    made.setFocus()
    QTest.keyClick(made.input, Qt.Key.Key_Up)
    assert made.input.currentText() == "20/11/2026", "from what is no day there is no next one"
    QTest.keyClicks(made.input, "5 dec")
    assert made.refusal == ""


def test_the_arrows_go_on_by_days_and_page_by_weeks_and_never_before_the_first(day):
    for key, meant in (
        (Qt.Key.Key_Up, "Fri 27 Nov 2026"), (Qt.Key.Key_PageUp, "Fri 4 Dec 2026"),
        (Qt.Key.Key_PageDown, "Fri 27 Nov 2026"), (Qt.Key.Key_Down, "Thu 26 Nov 2026"),
        (Qt.Key.Key_PageDown, "Mon 23 Nov 2026"), (Qt.Key.Key_Down, "Mon 23 Nov 2026"),
    ):  # fmt: skip
        QTest.keyClick(day, key)
        assert day.currentText() == meant
    day.show_day(span.LAST_DAY)
    QTest.keyClick(day, Qt.Key.Key_PageUp)
    assert day.day == span.LAST_DAY


def test_a_wheel_over_a_day_changes_nothing(day):
    at = QPointF(day.rect().center())
    turned = QWheelEvent(
        at, day.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(day, turned)
    assert (day.day, turned.isAccepted()) == (date(2026, 11, 26), False)


def calendar_of(day: DayEdit) -> Calendar:
    (shown,) = (one for one in day.findChildren(Calendar) if one.isVisible())
    return shown


def test_a_day_is_chosen_in_the_calendar_by_keys(day):
    QTest.keyClick(day, Qt.Key.Key_F4)
    calendar = calendar_of(day)
    assert (calendar.day, calendar.minimumDate()) == (date(2026, 11, 26), QDate(2026, 11, 23))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (day.currentText(), calendar.isVisible()) == ("Fri 27 Nov 2026", False)
    QTest.keyClick(day, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = calendar_of(day)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert (day.currentText(), calendar.isVisible()) == ("Fri 27 Nov 2026", False)


def test_a_day_is_chosen_in_the_calendar_by_mouse_and_what_is_no_day_yields_to_it(day):
    QTest.keyClicks(day, "soon")
    QTest.mouseClick(day, LEFT, pos=QPoint(day.width() - 10, day.height() // 2))
    calendar = calendar_of(day)
    assert calendar.day == TODAY
    ink = calendar.palette().color(QPalette.ColorRole.Text)
    assert calendar.weekdayTextFormat(Qt.DayOfWeek.Saturday).foreground().color() == ink
    month = calendar.findChild(QTableView)
    (place,) = (
        month.model().index(row, column)
        for row in range(1, 7)
        for column in range(month.model().columnCount())
        if month.model().index(row, column).data() == 28 and row > 3
    )
    QTest.mouseClick(month.viewport(), LEFT, pos=month.visualRect(place).center())
    assert (day.currentText(), calendar.isVisible()) == ("Sat 28 Nov 2026", False)


def test_a_time_is_typed_as_people_type_it(main):
    made = time_field("From", time(9), field="starts")
    page = QWidget()
    page.setLayout(row(made, QLineEdit()))
    main.setCentralWidget(page)
    page.show()
    for typed, meant in (
        ("1330", "13:30"),
        ("9.30", "09:30"),
        ("5pm", "17:00"),
        ("noon", "12:00"),
        ("01:30", "01:30"),
    ):
        made.setFocus()
        made.input.selectAll()
        QTest.keyClicks(made.input, typed)
        QTest.keyClick(made.input, Qt.Key.Key_Tab)
        assert (made.input.text(), made.input.value) == (meant, time.fromisoformat(meant))
    made.setFocus()
    QTest.keyClicks(made.input, "late")
    QTest.keyClick(made.input, Qt.Key.Key_Tab)
    assert (made.input.text(), made.refusal) == ("late", "“late” is not a time. Write it as 10:15.")


@pytest.mark.parametrize(
    ("at", "key", "meant"),
    [
        ("10:20", Qt.Key.Key_Up, "10:30"), ("10:20", Qt.Key.Key_Down, "10:15"), ("10:15", Qt.Key.Key_Up, "10:30"),
        ("10:15", Qt.Key.Key_Down, "10:00"), ("10:20", Qt.Key.Key_PageUp, "11:20"), ("00:00", Qt.Key.Key_Down, "00:00"),
        ("23:45", Qt.Key.Key_Up, "23:45"), ("23:50", Qt.Key.Key_PageUp, "23:45"),
    ],
)  # fmt: skip
def test_the_arrows_go_on_by_quarters_of_an_hour(main, at, key, meant):
    made = TimeEdit(time.fromisoformat(at))
    main.setCentralWidget(made)
    QTest.keyClick(made, key)
    assert made.text() == meant


def test_what_is_understood_of_a_day_stands_beside_it_while_it_is_typed(main, day):
    day.setFixedWidth(240)
    QTest.keyClicks(day, "fri")
    understood = day.line.grab().toImage()
    day.line.selectAll()
    QTest.keyClicks(day, "frx")
    nothing = day.line.grab().toImage()

    def inked(picture: QImage) -> bool:
        ground = picture.pixelColor(picture.width() // 2, 3)
        right = range(picture.width() - 40, picture.width() - 9)
        return any(picture.pixelColor(x, y) != ground for x in right for y in range(8, picture.height() - 8))

    assert (inked(understood), inked(nothing)) == (True, False)
