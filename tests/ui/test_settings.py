"""Settings, and who works at the desk, in the real window on both engines."""

from __future__ import annotations

import pytest

from reception.domain.staff import Role
from reception.services import staff
from reception.ui.settings.who import WhoForm
from tests.support.windows import Window

FIRST = {"Mr Oliver Eaton": Role.CLINICIAN, "Mr William Sharples": Role.CLINICIAN}
ANN = {"Ann Kay": Role.RECEPTIONIST}
"""Who published the weeks of `here`."""


def on_the_list(window) -> dict[str, Role]:
    with window.main.background._worker.desk.store.read() as reader:
        return {person.name: person.role for person in staff.working(reader)}


# ---- who works at the desk


@pytest.fixture
def who(window) -> WhoForm:
    window.main.act("who")
    opened: WhoForm = window.dialog(WhoForm)
    return opened


def test_switching_takes_two_keystrokes(window, who):
    assert who.name.input.text() == "Mia Lane", "nobody of this name is on the list yet"
    window.press("Escape")
    window.main.act("who")
    window.dialog(WhoForm).people.setFocus()
    window.press("W Return")
    assert window.no_dialog()
    assert window.main.background.staff.name == "Mr William Sharples"
    window.main.act("who")
    assert window.dialog(WhoForm).people.current.name == "Mr William Sharples"
    window.press("Up Return")
    assert window.main.background.staff.name == "Mr Oliver Eaton"
    assert window.main.toast.sentence == "Mr Oliver Eaton works at this desk now."


def test_a_new_person_is_added_and_signed_in(window, who):
    window.type("Nora Blake")
    window.press("Tab Down Return")
    assert window.no_dialog()
    assert on_the_list(window) == FIRST | ANN | {"Nora Blake": Role.MANAGER}, "and nobody else came"
    assert window.main.background.staff.name == "Nora Blake"
    assert window.main.top._initials.text() == "NB"


def test_a_new_person_added_by_somebody_known_can_be_taken_back(window, who):
    who.people.setFocus()
    window.press("A Return")
    window.main.act("who")
    window.dialog(WhoForm).name.setFocus()
    window.type("Joe Moss")
    window.press("Return")
    assert on_the_list(window)["Joe Moss"] is Role.RECEPTIONIST
    window.main.act("who")
    window.dialog(WhoForm)
    window.press("A Return")
    assert window.main.background.staff.name == "Ann Kay"
    window.press("Ctrl+Z")
    assert on_the_list(window) == FIRST | ANN, (window.main.toast.sentence, window.focus)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Type a name."),
        ("  \u200b ", "Type a name."),
        ("mr  william SHARPLES", "Mr William Sharples is already on the staff list."),
        ("x" * 10_000, "A name can have at most 200 characters; this one has 10,000."),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(window, who, name, sentence):
    who.name.input.setText(name)
    who.name.setFocus()
    window.press("Return")
    assert who.isVisible()
    assert who.name.refusal == sentence
    assert who.name.input.text() == name
    assert on_the_list(window) == FIRST | ANN, (window.main.toast.sentence, window.focus)


def test_who_works_is_picked_with_the_mouse(window, who):
    who.name.input.clear()
    who.people.selectRow(2)
    who.doing.setFocus()
    who.doing.click()
    assert window.no_dialog()
    assert window.main.background.staff.name == "Mr William Sharples"


def test_the_first_start_asks_who_works_here(tmp_path, clock, qtbot, qapp):
    from reception import app, settings

    chosen = settings.read(environment={})
    main = app.open_window(qapp, chosen, clock)
    qtbot.addWidget(main)
    window = Window(main, qtbot)
    qtbot.waitUntil(lambda: main.findChild(WhoForm) is not None)
    who = window.dialog(WhoForm)
    assert who.name.input.text() == main.background.staff.name, "the user of this PC is suggested"
    who.name.input.clear()
    window.type("Nora Blake")
    window.press("Return")
    assert settings.remembered(chosen, "staff") == "Nora Blake"
    assert on_the_list(window) == FIRST | {"Nora Blake": Role.RECEPTIONIST}
    main.close()
    again = app.open_window(qapp, chosen, clock)
    qtbot.addWidget(again)
    Window(again, qtbot).settle()
    assert again.findChild(WhoForm) is None
    assert again.background.staff.name == "Nora Blake"
    again.close()
