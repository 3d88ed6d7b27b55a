"""A served site in a process of its own, and somebody who asks it for pages."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

COMMAND = Path(sys.executable).with_name("ensemble")
PATIENCE = 60
"""Seconds after which a page counts as never answered."""


class Answer(NamedTuple):
    """What came of a question, and the seconds until its first byte."""

    status: int
    body: bytes
    seconds: float


class Reader:
    """Somebody at one end of one connection, as a browser that has been here before."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, address: str) -> Answer:
        """Get what is at an address."""
        start = time.perf_counter()
        self._connection.request("GET", address)
        response = self._connection.getresponse()
        seconds = time.perf_counter() - start
        return Answer(response.status, response.read(), seconds)

    def close(self) -> None:
        """Leave."""
        self._connection.close()


@contextmanager
def served(url: str) -> Iterator[Reader]:
    """A reader of the catalog in this database, which `ensemble serve` answers in a process of its own."""
    port = _free_port()
    with subprocess.Popen(  # noqa: S603  # our own command, a number for its port
        [COMMAND, "serve", "--port", str(port)],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        try:
            _wait(child)
            with closing(Reader(port)) as reader:
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
