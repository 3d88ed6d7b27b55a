"""A served site in a process of its own, and somebody who asks it for pages."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

ENSEMBLE = (Path(sys.executable).with_name("ensemble"),)
PLAIN = (Path(sys.executable), Path(__file__).with_name("plain.py"))
"""The commands that serve our application, and one that does nothing in its place."""
_GROUP, _USER, _SYSTEM = 2, 11, 12
"""Where a process's group and its times stand behind its name: see proc(5)."""
PATIENCE = 60
"""Seconds after which a page counts as never answered."""


class Answer(NamedTuple):
    """What came of a question, and the seconds until its first byte."""

    status: int
    body: bytes
    seconds: float


class Reader:
    """Somebody at one end of one connection, as a browser that has been here before.

    Who is told the server's process group, too, knows how much it works.
    """

    def __init__(self, port: int, group: int = 0) -> None:
        self.port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._group = group

    def ask(self, address: str, body: bytes | None = None) -> Answer:
        """Get what is at an address, or what comes of posting JSON there."""
        start = time.perf_counter()
        if body is None:
            self._connection.request("GET", address)
        else:
            self._connection.request("POST", address, body, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        seconds = time.perf_counter() - start
        return Answer(response.status, response.read(), seconds)

    def worked(self) -> float:
        """The seconds that processors have worked for the server since it began; 0 where the system does not tell."""
        return sum(_worked(stat, self._group) for stat in Path("/proc").glob("[0-9]*/stat"))

    def close(self) -> None:
        """Leave."""
        self._connection.close()


@contextmanager
def served(url: str, command: Sequence[Path] = ENSEMBLE, workers: int = 1) -> Iterator[Reader]:
    """A reader of the catalog in this database, which `ensemble serve` answers in processes of its own."""
    port = _free_port()
    with subprocess.Popen(  # noqa: S603  # our own command, and numbers
        [*command, "serve", "--port", str(port), "--workers", str(workers)],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        try:
            _wait(child)
            with closing(Reader(port, child.pid)) as reader:
                yield reader
        finally:
            # The whole group, since a worker outlives a parent that is killed.
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
                child.wait(PATIENCE)
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def assets(page: bytes) -> set[str]:
    """The addresses of the styles and scripts that a page loads."""
    return {found.decode() for found in re.findall(rb'(?:href|src)="(/[^"]+\.(?:css|js)(?:\?[^"]*)?)"', page)}


def _worked(stat: Path, group: int) -> float:
    """The seconds of a process of this group, of which the server has two; 0 for others, and for one that is gone."""
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / os.sysconf("SC_CLK_TCK") if int(fields[_GROUP]) == group else 0


def _wait(child: subprocess.Popen[str]) -> None:
    """Read what the server says until it says where it is."""
    assert child.stdout is not None  # noqa: S101  # a pipe was asked for
    if not any(line.startswith("Ensemble is at ") for line in iter(child.stdout.readline, "")):
        sys.exit("The server ended before it answered. What it says is above.")


def _free_port() -> int:
    """A port that nothing listens at, as far as one can know."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
