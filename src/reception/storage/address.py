"""The address of a shared diary: judged as a whole, so that nobody on the way to another computer can read along.

PostgreSQL's library takes the way to a server from more places than the address: from `hostaddr`, from the name of
a service, and from the environment (PGHOST, PGHOSTADDR, PGSERVICE). Here the address alone decides.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import exc
from sqlalchemy.engine import URL, make_url

from reception.domain.errors import Refusal
from reception.domain.span import short

FORM = "postgresql+psycopg://name@server/database"
LOOPBACK = {"", "localhost", "127.0.0.1", "::1"}
ENCRYPTED = "verify-full"
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", ENCRYPTED)
PARTS = {
    *("host", "port", "user", "password", "passfile", "dbname", "application_name", "target_session_attrs"),
    *("sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "sslcrl", "sslnegotiation"),
    *("channel_binding", "require_auth", "gssencmode", "krbsrvname", "load_balance_hosts"),
    *("keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout"),
}
"""What may stand behind the question mark: what neither leads elsewhere nor changes what Reception sets itself."""


def read(url: str) -> tuple[URL, dict[str, Any]]:
    """Return a parsed address, and what must be set beside it so that the environment leads nowhere else.

    Refuse one that is not whole, and one whose line could be read along.
    """
    try:
        parsed = make_url(url)
        told = _told(parsed)
    except (exc.ArgumentError, ValueError):
        raise Refusal(f"This is not the address of a database. Write it as {FORM}.") from None
    if parsed.drivername != "postgresql+psycopg":
        raise Refusal(f"Write the address of the shared diary as {FORM}.")
    for part, value in parsed.query.items():
        _check(part, value)
    if "\0" in "".join(map(str, told.values())) or not _are_ports(told.get("port", "")):
        raise Refusal(f"This is not the address of a database. Write it as {FORM}.")
    hosts = [one.strip() for one in str(told.get("host", "")).split(",")]
    if not all(map(_is_here, hosts)) and told.get("sslmode") != ENCRYPTED:
        raise Refusal(
            f"A shared diary on another computer needs an encrypted line: add ?sslmode={ENCRYPTED} to its address."
        )
    return parsed, {"host": ",".join(hosts), "hostaddr": ""}


def _told(parsed: URL) -> dict[str, Any]:
    """Return what PostgreSQL's library is told of an address; raise ArgumentError or ValueError for nonsense."""
    if parsed.drivername != "postgresql+psycopg":
        return {}
    return dict(parsed.get_dialect()().create_connect_args(parsed)[1])


def _check(part: str, value: str | tuple[str, ...]) -> None:
    """Refuse a part of an address that is unknown, leads elsewhere, or stands there twice."""
    if part not in PARTS:
        raise Refusal(
            f"“{short(part)}” has no place in the address of a shared diary. Leave it out, and write {FORM}."
        )
    if part != "host" and not isinstance(value, str):
        raise Refusal(f"“{part}” stands twice in the address of the shared diary. Leave one of them out.")
    if part == "sslmode" and value not in SSL_MODES:
        raise Refusal(f"There is no sslmode “{short(str(value))}”. Write sslmode={ENCRYPTED}.")


def _are_ports(told: object) -> bool:
    """Tell whether these can be ports: one, or one for each host."""
    ports = [one.strip() for one in str(told).split(",")]
    return all(not one or (one.isascii() and one.isdigit() and 0 < int(one[:9]) < 65536) for one in ports)


def _is_here(host: str) -> bool:
    """Tell whether a host is this PC, by its loopback or by a private socket."""
    return host in LOOPBACK or host.startswith("/")
