"""A diary that is open here stays whole, whatever else in this program looks into its file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.desks import Practice

ROOT = Path(__file__).parents[2]
ANOTHER_PROGRAM = """
import sys
from pathlib import Path
from reception import desk as desks
from reception.services import calls
from tests.support.desks import MONDAY, Clock, Settings

database, folder = map(Path, sys.argv[1:])
desk = desks.open_(Settings(data_folder=folder, config_folder=folder, database=database), Clock())
with desk.store.read() as reader:
    print(*(line.patient.name for line in calls.of_week(reader, MONDAY)), sep=",")
desk.close()
"""


def test_a_booking_is_there_for_others_after_the_files_of_the_diary_were_looked_into(file_diary: Practice):
    desk = file_diary.desk()
    desk.publish(weeks=1)
    look_into(file_diary)
    assert another_program(file_diary) == ""
    desk.book("10:15", "Jane Holt")
    assert another_program(file_diary) == "Jane Holt"


def test_a_diary_that_is_closed_leaves_one_file_and_its_key(file_diary: Practice):
    desk = file_diary.desk()
    desk.publish(weeks=1)
    look_into(file_diary)
    desk.desk.close()
    database = Path(file_diary.settings.database)
    assert sorted(path.name for path in database.parent.glob(f"{database.name}*")) == [
        database.name,
        f"{database.name}.keys",
    ]


def test_two_desks_of_one_program_can_close_in_turn(file_diary: Practice):
    first, second = file_diary.desk("Ann Kay"), file_diary.desk("Ben Lee")
    first.publish(weeks=1)
    first.desk.close()
    assert another_program(file_diary) == ""
    second.book("10:15", "Jane Holt")
    assert another_program(file_diary) == "Jane Holt"


def look_into(practice: Practice) -> None:
    """Open and close the files of the diary, as a file dialog does that wants to know their kinds."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{practice.settings.database}{ending}").open("rb").close()


def another_program(practice: Practice) -> str:
    """Open the diary in another program, close it there, and return whom it saw."""
    told = [
        sys.executable,
        "-c",
        ANOTHER_PROGRAM,
        practice.settings.database,
        practice.settings.config_folder,
    ]
    done = subprocess.run([str(word) for word in told], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
