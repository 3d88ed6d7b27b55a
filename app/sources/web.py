"""Files of a web server, beside one of them: fetched once each, and only from hosts that an operator has named."""

import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR
from threading import Timer
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from app.problems import shown
from app.tree import Refusal

FILES = 100
SECONDS = 10.0
"""How long all files together may take."""

BYTES = 32 * 1024 * 1024
"""How much all files together may hold."""

_HOPS = 5
_CHUNK = 64 * 1024
_CONNECTIONS: Mapping[str, type[HTTPConnection]] = {"http": HTTPConnection, "https": HTTPSConnection}
_LEADING_ON = (
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
)
_HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "Ensemble"}
# What an address may hold as it stands; a percent sign is one that somebody has encoded already.
_AS_IT_STANDS = "%/:@!$&'()*+,;=~?"


class Web:
    """A `Tree` over the host of an address, whose file is `root`; make a new one for each run.

    Nobody is asked for a list of files, so a pattern with wildcards matches nothing.
    """

    def __init__(self, url: str, hosts: Collection[str], seconds: float = SECONDS) -> None:
        self._url = url
        self._hosts = frozenset(hosts)
        self._until = time.monotonic() + seconds
        self._room = BYTES
        self._fetched: dict[str, bytes | Refusal] = {}
        parts = _split(url)
        self._base = f"{parts.scheme}://{parts.netloc}/" if parts else ""
        self.root = (unquote(parts.path).lstrip("/") if parts else "") or "catalog-info.yaml"

    def address(self, path: str) -> str:
        """Where a file is fetched from."""
        return self._url if path == self.root else f"{self._base}{quote(path)}"

    def glob(self, pattern: str) -> Sequence[str]:
        """The path itself, whether or not a file is there."""
        return [] if "*" in pattern or "?" in pattern else [pattern]

    def read(self, path: str, limit: int) -> bytes | Refusal:
        """The bytes that the host answers with."""
        if path not in self._fetched:
            if len(self._fetched) >= FILES:
                return Refusal("file-unreadable", f"More than {FILES} files are named.", "Name fewer.")
            found = self._fetch(self.address(path), min(limit, self._room))
            self._room -= 0 if isinstance(found, Refusal) else len(found)
            self._fetched[path] = found
        found = self._fetched[path]
        return _too_large(limit) if not isinstance(found, Refusal) and len(found) > limit else found

    def _fetch(self, url: str, limit: int) -> bytes | Refusal:
        for _ in range(_HOPS):
            parts = _split(url)
            if parts is None or _host(parts) not in self._hosts:
                return Refusal(
                    "file-unreadable",
                    f"Reading from '{shown(url)}' is not allowed.",
                    "Add its host to ENSEMBLE_READABLE_HOSTS where the server is started, if it may be read.",
                )
            found = self._get(parts, limit)
            if not isinstance(found, str):
                return found
            url = _onward(url, found)
        return Refusal("file-unreadable", f"The address leads on more than {_HOPS} times.", "Write the last of them.")

    def _get(self, parts: SplitResult, limit: int) -> bytes | str | Refusal:
        """The bytes at an address, or the address it leads on to."""
        left = self._until - time.monotonic()
        if left <= 0:
            return _TOO_SLOW
        connection = _connection(parts, left)
        # The connection itself only notices that nothing comes at all, not that a head comes without end.
        over = Timer(left, _hang_up, [connection])
        over.start()
        try:
            wanted = quote(parts.path or "/", safe=_AS_IT_STANDS)
            wanted += f"?{quote(parts.query, safe=_AS_IT_STANDS)}" if parts.query else ""
            connection.request("GET", wanted, headers=_HEADERS)
            return self._answer(connection.getresponse(), limit)
        except (OSError, HTTPException, UnicodeError) as error:
            if time.monotonic() >= self._until:
                return _TOO_SLOW
            why = error.strerror if isinstance(error, OSError) and error.strerror else "it does not speak HTTP"
            return Refusal("file-unreadable", f"The host cannot be read: {shown(why)}.", "Check the address.")
        finally:
            over.cancel()
            connection.close()

    def _answer(self, response: HTTPResponse, limit: int) -> bytes | str | Refusal:
        if response.status in _LEADING_ON and response.headers["Location"]:
            return str(response.headers["Location"])
        if response.status != HTTPStatus.OK:
            return Refusal("file-unreadable", f"The host answers {response.status}.", "Correct the address.")
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            return Refusal("file-unreadable", "The host answers compressed.", "Have it send the file as it is.")
        found = bytearray()
        while len(found) <= limit:
            if time.monotonic() > self._until:
                return _TOO_SLOW
            chunk = response.read1(min(_CHUNK, limit + 1 - len(found)))
            if not chunk:
                return _CUT_OFF if response.length else bytes(found)
            found += chunk
        return _too_large(limit)


_CUT_OFF = Refusal("file-unreadable", "The host ends before the file does.", "Try again.")
_TOO_SLOW = Refusal("file-unreadable", "It takes too long.", "Try again, or name fewer files.")


def _too_large(limit: int) -> Refusal:
    return Refusal("file-too-large", f"The file has more than {limit:,} bytes.", "Split it.")


def _split(url: str) -> SplitResult | None:
    """The parts of a web address; `None` for anything else, and for one that holds a name and password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    fine = parts.scheme in _CONNECTIONS and parts.hostname and "@" not in parts.netloc and port != 0
    return parts if fine else None


def _onward(url: str, written: str) -> str:
    """Where an answer leads, which may be written from the address it is an answer of."""
    try:
        return urljoin(url, written)
    except ValueError:
        return written


def _connection(parts: SplitResult, seconds: float) -> HTTPConnection:
    kind = _CONNECTIONS[parts.scheme]
    # A host of numbers and colons is read as one with a port, unless the port is told.
    return kind(parts.hostname or "", parts.port or kind.default_port, timeout=seconds)


def _hang_up(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(SHUT_RDWR)


def _host(parts: SplitResult) -> str:
    """The host as a setting names it: with its port, where that is not the usual one."""
    name = parts.hostname or ""
    name = f"[{name}]" if ":" in name else name
    usual = _CONNECTIONS[parts.scheme].default_port
    return name if parts.port in (None, usual) else f"{name}:{parts.port}"
