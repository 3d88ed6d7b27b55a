"""The real server, spoken to without a browser's help."""

import socket
from contextlib import closing, suppress
from typing import NamedTuple


class Answer(NamedTuple):
    """What came back over a socket."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(port: int, target: bytes, host: str = "localhost", method: bytes = b"GET") -> Answer:
    """Send a request line as it is, and read all that comes back."""
    return send(port, b"%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % (method, target, host.encode()))


def send(port: int, request: bytes) -> Answer:
    """Send a whole request as it is, and read all that comes back; status 0 where the server only hung up."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as connection:
        received = b""
        # A server that refuses a request need not read it to its end.
        with suppress(ConnectionResetError, BrokenPipeError):
            connection.sendall(request)
        with suppress(ConnectionResetError):
            while some := connection.recv(65_536):
                received += some
    head, _, body = received.partition(b"\r\n\r\n")
    if not head:
        return Answer(0, {}, b"")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    return Answer(int(first.split(" ")[1]), headers, body)
