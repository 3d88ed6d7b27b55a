"""A web server on this machine whose files are told by a test."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TypeAlias

Answer: TypeAlias = Callable[[BaseHTTPRequestHandler], None]


def text(body: str | bytes, **headers: str) -> Answer:
    """A file of this text; underscores in the names of headers stand for dashes."""
    raw = body.encode() if isinstance(body, str) else body

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        for name, value in ({"Content-Length": str(len(raw))} | headers).items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(raw)

    return answer


def leads_to(address: str, status: int = 302) -> Answer:
    """An answer that leads on."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Location", address)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


class Site:
    """What the server answers with by path, and what it was asked for; any other path is a 404."""

    def __init__(self, answers: Mapping[str, Answer | str], port: int) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self.host = f"127.0.0.1:{port}"

    def at(self, path: str) -> str:
        """The address of a file."""
        return f"http://{self.host}/{path}"


@contextmanager
def site(answers: Mapping[str, Answer | str]) -> Iterator[Site]:
    """A site that answers for as long as a test looks at it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            answer = found.answers.get(self.path)
            if answer is None:
                self.send_error(404)
            else:
                (text(answer) if isinstance(answer, str) else answer)(self)

        def log_message(self, *arguments: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(answers, server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
