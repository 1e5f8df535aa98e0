"""The worker thread that owns the database, the news from other desks, and the one window of a diary."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer

from reception.domain.change import Change
from reception.domain.errors import Obstacle, Refusal, Unavailable
from reception.domain.staff import Role
from reception.services import calls, clinics, history, staff
from reception.services.calls import Caller
from reception.ui.background import Background
from reception.ui.live import Live
from reception.ui.single import Single
from tests.support.desks import Practice, TestDesk

PATIENCE = 30_000


@pytest.fixture
def background(diary: Practice, here: TestDesk, qapp) -> Iterator[Background]:
    """A worker at a desk of its own."""
    made = Background.at(diary.desk("Mia Lane").desk)
    yield made
    made.close()


@pytest.fixture
def owner() -> QObject:
    return QObject()


def settle(qtbot, background: Background) -> None:
    qtbot.waitUntil(lambda: background.is_idle, timeout=PATIENCE)


def booking(desk: TestDesk, at: str, name: str = "Jane Holt", number: str = "07700 900334"):
    """Return the act of booking a call."""
    return partial(calls.book, slot=desk.slot(at).id, caller=Caller(name=name, phone=number))


def test_an_answer_comes_later_in_the_windows_thread(background, owner, qtbot):
    told = []
    background.ask(owner, clinics.all_open, lambda found: told.append((len(found), QThread.currentThread())))
    assert (told, background.is_idle) == ([], False)
    settle(qtbot, background)
    assert told == [(3, owner.thread())]


def test_questions_are_answered_in_the_order_they_were_asked(background, owner, qtbot):
    told = []
    for number in range(50):
        background.ask(owner, lambda reader, number=number: number, told.append)
    settle(qtbot, background)
    assert told == list(range(50))


def test_an_answer_to_a_view_that_is_gone_is_dropped(background, qtbot):
    told = []
    gone, here = QObject(), QObject()
    background.ask(gone, clinics.all_open, lambda found: told.append("gone"), lambda o: told.append("gone"))
    background.ask(
        gone, lambda reader: 1 / 0, lambda found: told.append("gone"), lambda o: told.append("gone")
    )
    background.ask(here, clinics.all_open, lambda found: told.append("here"))
    shiboken6.delete(gone)
    settle(qtbot, background)
    assert told == ["here"]


def test_what_a_view_changed_is_told_to_everybody_also_when_the_view_is_gone(background, here, qtbot):
    changed, told, gone = [], [], QObject()
    background.changed.connect(changed.append)
    background.do(gone, booking(here, "10:00"), told.append)
    shiboken6.delete(gone)
    settle(qtbot, background)
    assert [str(change) for change in changed] == ["Booked Jane Holt, Mon 23 Nov 10:00"]
    assert told == []
    assert here.line().patient.name == "Jane Holt"


def test_what_was_refused_to_a_view_that_is_gone_is_told(background, here, qtbot):
    here.book("10:00", "Nora Blake", "07700 900481")
    refused, told, gone = [], [], QObject()
    background.refused.connect(refused.append)
    background.do(gone, booking(here, "10:00"), told.append, told.append)
    shiboken6.delete(gone)
    settle(qtbot, background)
    assert [one.sentence for one in refused] == ["Mon 23 Nov 10:00 has just been taken. Choose another time."]
    assert told == []


def test_a_change_is_told_to_everybody_before_the_view_that_made_it(background, owner, here, qtbot):
    order = []
    background.changed.connect(lambda change: order.append("everybody"))
    background.do(owner, booking(here, "10:00"), lambda change: order.append("view"))
    settle(qtbot, background)
    assert order == ["everybody", "view"]


def test_an_obstacle_reaches_who_asked_and_else_the_window(background, owner, qtbot):
    said: list[Obstacle] = []
    shown: list[Obstacle] = []
    background.refused.connect(shown.append)

    def refuse(reader: object) -> None:
        raise Refusal("Not today.", field="day")

    background.ask(owner, refuse, pytest.fail, said.append)
    settle(qtbot, background)
    assert [(one.sentence, one.field) for one in said] == [("Not today.", "day")]
    assert shown == []
    background.ask(owner, refuse, pytest.fail)
    settle(qtbot, background)
    assert [one.sentence for one in shown] == ["Not today."]


def test_a_bug_is_noted_without_anybodys_data_and_the_work_goes_on(background, owner, qtbot):
    said: list[Obstacle] = []

    def stumble(reader: object) -> None:
        raise ValueError("Jane Holt 07700 900334")

    background.ask(owner, stumble, pytest.fail, said.append)
    settle(qtbot, background)
    log = background.settings.data_folder / "bugs.log"
    assert isinstance(said[0], Unavailable)
    assert said[0].sentence.startswith("Something went wrong inside Reception; nothing was changed.")
    assert str(log) in said[0].sentence
    noted = log.read_text("utf-8")
    assert "ValueError" in noted
    assert "stumble" in noted
    assert "Jane" not in noted + said[0].sentence
    assert "900334" not in noted + said[0].sentence
    told = []
    background.ask(owner, clinics.all_open, told.append)
    settle(qtbot, background)
    assert len(told[0]) == 3


def test_a_bug_in_a_change_changes_nothing(background, owner, here, qtbot):
    said: list[Obstacle] = []

    def stumble(past: history.History) -> Change:
        def rule(reader: object) -> Change:
            raise KeyError("Jane Holt")

        return past.do(rule)

    background.do(owner, stumble, pytest.fail, said.append)
    settle(qtbot, background)
    assert [type(one) for one in said] == [Unavailable]
    assert here.lines() == []


def test_the_window_goes_on_while_the_database_works(background, owner, qtbot):
    gate, ticks, told = threading.Event(), [], []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(len(ticks)))
    background.run(owner, lambda desk: gate.wait(10), told.append)
    timer.start(1)
    qtbot.waitUntil(lambda: len(ticks) > 20, timeout=PATIENCE)
    assert told == []
    gate.set()
    settle(qtbot, background)
    assert told == [True]


def test_the_desk_is_opened_in_the_worker_and_told(diary, here, owner, qtbot, qapp):
    threads, heard = [], []

    def open_desk():
        threads.append(QThread.currentThread())
        return diary.desk("Mia Lane").desk

    background = Background(diary.settings, diary.clock, open_desk)
    background.opened.connect(lambda: heard.append(background.staff.name))
    background.ask(owner, clinics.all_open, lambda found: heard.append(len(found)))
    assert not background.is_idle
    settle(qtbot, background)
    assert heard == ["Mia Lane", 3]
    assert threads != [owner.thread()]
    background.close()


def test_why_a_desk_could_not_be_opened_is_told_once_and_nothing_is_answered(diary, owner, qtbot, qapp):
    failed, told = [], []

    def open_desk():
        raise Unavailable("There is no diary.")

    background = Background(diary.settings, diary.clock, open_desk)
    background.failed.connect(failed.append)
    background.ask(owner, clinics.all_open, told.append, told.append)
    qtbot.waitUntil(lambda: bool(failed), timeout=PATIENCE)
    background.close()
    assert [str(one) for one in failed] == ["There is no diary."]
    assert told == []


def test_what_is_not_urgent_lets_later_questions_go_first(background, owner, qtbot):
    told = []
    background.run(owner, lambda desk: "steps", told.append, is_urgent=False)
    background.ask(owner, lambda reader: "screen", told.append)
    assert not background.is_idle
    settle(qtbot, background)
    assert told == ["screen", "steps"]


def test_closing_finishes_what_was_asked(diary, here, qapp, qtbot):
    background, owner = Background.at(diary.desk("Mia Lane").desk), QObject()
    for number, at in enumerate(("09:00", "09:15", "09:30", "09:45", "10:00")):
        background.do(owner, booking(here, at, f"Patient {'ABCDE'[number]}", f"07700 90010{number}"))
    background.close()
    assert len(here.lines()) == 5
    background.close()


def test_who_signs_in_makes_the_changes_from_then_on(background, owner, here, qtbot):
    background.do(owner, booking(here, "10:00"))
    background.sign_in(staff.add(here.desk.history, "Joe Moss", Role.RECEPTIONIST))
    background.do(owner, booking(here, "10:15", "Nora Blake", "07700 900481"))
    settle(qtbot, background)
    assert background.staff.name == "Joe Moss"
    with here.desk.store.read() as reader:
        who = {entry.subject: entry.who for entry, _, _ in history.lines(reader, limit=20)}
    assert who["Jane Holt, Mon 23 Nov 10:00"] == "Mia Lane"
    assert who["Nora Blake, Mon 23 Nov 10:15"] == "Joe Moss"


# ---- news


@pytest.fixture
def live(background, owner, qtbot) -> Live:
    made = Live(background, owner)
    made.stop()
    settle(qtbot, background)
    return made


def look(live: Live, background: Background, qtbot) -> int:
    """Look once; return how often news were told."""
    heard: list[int] = []

    def hear() -> None:
        heard.append(1)

    live.news.connect(hear)
    live.look()
    settle(qtbot, background)
    live.news.disconnect(hear)
    return len(heard)


def test_another_desks_change_is_news_once(live, background, here, qtbot):
    assert look(live, background, qtbot) == 0
    here.book("10:00")
    assert look(live, background, qtbot) == 1
    assert look(live, background, qtbot) == 0


def test_ones_own_change_is_no_news(live, background, owner, here, qtbot):
    background.changed.connect(lambda change: live.seen_own())
    background.do(owner, booking(here, "10:00"))
    settle(qtbot, background)
    assert look(live, background, qtbot) == 0


def test_what_another_desk_does_after_ones_own_change_is_news(live, background, owner, here, qtbot):
    gate = threading.Event()
    background.changed.connect(lambda change: live.seen_own())
    background.do(owner, booking(here, "10:00"))
    background.run(owner, lambda desk: gate.wait(10), lambda told: None)
    gate.set()
    settle(qtbot, background)
    here.book("10:15", "Nora Blake", "07700 900481")
    assert look(live, background, qtbot) == 1


def test_it_does_not_look_while_the_last_question_is_out(live, background, owner, here, qtbot):
    gate = threading.Event()
    background.run(owner, lambda desk: gate.wait(10), lambda told: None)
    for _ in range(5):
        live.look()
    here.book("10:00")
    gate.set()
    settle(qtbot, background)
    assert look(live, background, qtbot) == 1


def test_a_change_made_before_the_first_look_is_news(background, owner, here, qtbot):
    made = Live(background, owner)
    made.stop()
    settle(qtbot, background)
    here.book("10:00")
    assert look(made, background, qtbot) == 1


# ---- one window


def test_the_second_start_finds_the_first_window(qapp, qtbot, tmp_path):
    name = f"reception-test-{tmp_path.name}-{id(tmp_path)}"
    first = Single(name)
    assert not first.is_second
    with qtbot.waitSignal(first.asked, timeout=PATIENCE):
        assert Single(name).is_second
    assert not Single(f"{name}-other").is_second


def test_a_window_that_died_does_not_keep_the_next_one_out(qapp, tmp_path):
    name = f"reception-test-{tmp_path.name}-{id(tmp_path)}"
    first = Single(name)
    shiboken6.delete(first)
    again = Single(name)
    assert not again.is_second
