"""The address of a shared diary decides alone where it leads, and never leads over a line that others can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reception.domain.errors import Refusal, Unavailable
from reception.storage import address, engines, opening

AWAY = "postgresql+psycopg://clinic@db.example.org/reception"
HERE = "postgresql+psycopg://clinic@localhost/reception"
ENCRYPTED = "needs an encrypted line: add .sslmode=verify-full"
NOT_WHOLE = "This is not the address of a database. Write it as postgresql.psycopg://name@server/database."


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (AWAY, ENCRYPTED),
        (f"{AWAY}?sslmode=require", ENCRYPTED),
        (f"{AWAY}?sslmode=verify-ca", ENCRYPTED),
        ("postgresql+psycopg://clinic@192.0.2.2/reception", ENCRYPTED),
        ("postgresql+psycopg://clinic@/reception?host=db.example.org", ENCRYPTED),
        (f"{HERE}?host=db.example.org", ENCRYPTED),
        ("postgresql+psycopg://clinic@localhost,db.example.org/reception", ENCRYPTED),
        ("postgresql+psycopg://clinic@/reception?host=/tmp,db.example.org", ENCRYPTED),
        ("postgresql+psycopg://clinic@/reception?host=/tmp&host=db.example.org", ENCRYPTED),
        (f"{AWAY}?sslmode=verify-full&sslmode=disable", "“sslmode” stands twice"),
        (f"{HERE}?hostaddr=192.0.2.2", "“hostaddr” has no place in the address"),
        (f"{AWAY}?sslmode=verify-full&hostaddr=192.0.2.2", "“hostaddr” has no place"),
        (f"{HERE}?service=elsewhere", "“service” has no place"),
        (f"{HERE}?conninfo=host%3Ddb.example.org", "“conninfo” has no place"),
        (f"{HERE}?options=-c%20role%3Dx", "“options” has no place"),
        (f"{HERE}?nosuch=1", "“nosuch” has no place"),
        (f"{HERE}?sslmode=banana", "There is no sslmode “banana”. Write sslmode=verify-full."),
        ("postgresql+psycopg://clinic@localhost:abc/reception", NOT_WHOLE),
        ("postgresql+psycopg://clinic@localhost:99999999/reception", NOT_WHOLE),
        (f"{HERE}?port=abc", NOT_WHOLE),
        ("postgresql+psycopg://cli%00nic@localhost/reception", NOT_WHOLE),
        ("postgresql://clinic@localhost/reception", "Write the address of the shared diary as"),
    ],
)
def test_an_address_that_is_not_whole_or_not_safe_is_refused(tmp_path: Path, url: str, sentence: str):
    with pytest.raises(Refusal, match=sentence):
        opening.open_(url, tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        HERE,
        "postgresql+psycopg:///reception",
        "postgresql+psycopg://clinic@[::1]:5433/reception",
        "postgresql+psycopg://clinic@/reception?host=/run/postgresql&port=5433",
        f"{AWAY}?sslmode=verify-full&sslrootcert=system",
    ],
)
def test_an_address_of_this_pc_or_over_a_verified_line_is_taken(url: str):
    parsed, way = address.read(url)
    assert parsed.database == "reception"
    assert way["hostaddr"] == ""


@pytest.mark.parametrize("by", ["address", "service"])
def test_the_environment_leads_nowhere_else(server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str):
    """PostgreSQL's library would go to another computer by each of these, in the clear."""
    url = server.fresh()
    (tmp_path / "services").write_text(
        "[elsewhere]\nhost=db.example.org\nhostaddr=192.0.2.2\nsslmode=disable\n"
    )
    elsewhere = {
        "address": {"PGHOST": "db.example.org", "PGHOSTADDR": "192.0.2.2"},
        "service": {"PGSERVICEFILE": str(tmp_path / "services"), "PGSERVICE": "elsewhere"},
    }
    for name, value in elsewhere[by].items():
        monkeypatch.setenv(name, value)
    engine = engines.postgresql(url)
    with engines.transaction(engine) as connection:
        info = connection.connection.driver_connection.info
        assert (info.host, info.hostaddr) == (str(server.socket), "")
    engine.dispose()
    told = address.read("postgresql+psycopg:///reception")[1]
    assert told == {"host": "", "hostaddr": ""}, "without a server it is this PC’s own socket"


def test_a_part_that_makes_no_sense_is_told(tmp_path: Path):
    url = "postgresql+psycopg://clinic@localhost:1/reception?keepalives=abc"
    with pytest.raises(Unavailable, match="has an address that makes no sense"):
        opening.open_(url, tmp_path)
