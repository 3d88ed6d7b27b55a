"""`ensemble serve`: the site on this machine."""

import errno
import os
import socket
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from app import config, processes
from app.cli import opening
from app.cli.following import Follower
from app.errors import ConfigurationError
from app.store import migrate

_SOON = 0.05
_CONNECTIONS = 15
"""How many a worker holds to the database; more requests at once would wait for one another."""


@click.command("serve")
@click.option("--source", type=click.Path(path_type=Path), help="A folder to read first, and to follow from then on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
def command(source: Path | None, host: str, port: int, workers: int) -> None:
    """Serve the pages and the API, and print the address.

    With --source the folder is read first, and again whenever a file in it changes.
    """
    settings = opening.settings()
    config.listening(settings, host)
    address = _free(host, port)
    migrate.upgrade(settings.database_url)
    sessions = opening.sessions(settings)
    # Loaded here, so that settings it cannot start with are told here; the workers are forks, and have it then.
    import_module("wsgi")
    server = Granian(
        "wsgi:app",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=min(2 * (os.cpu_count() or 1) + 1, _CONNECTIONS),
        log_level=LogLevels.warning,
    )
    over = Event()
    if source is not None:
        follower = Follower(sessions, settings, source)
        follower.begin()
        # Its first look comes after a pause, so the workers are forked while it sleeps.
        server.on_startup(Thread(target=follower.follow, args=(over,), name="follower", daemon=True).start)
    sessions.kw["bind"].dispose()
    server.on_startup(Thread(target=_announce, args=(host, address, port, over), daemon=True).start)
    server.serve(target_loader=_answering)
    over.set()


def _answering(_: str) -> Any:
    """What a worker answers with; called in each. A worker left alone would hold the port."""
    Thread(target=processes.end_with_parent, name="parent", daemon=True).start()
    return import_module("wsgi").app


def _free(host: str, port: int) -> str:
    """The address that a host stands for; raises `ConfigurationError` where the port cannot be had there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ConfigurationError(_REMEDIES.get(error.errno or 0, _NO_ADDRESS).format(host=host, port=port)) from error
    return str(address[0])


_NO_ADDRESS = "{host} is no address of this machine. Leave out --host to listen at 127.0.0.1."
_REMEDIES = {
    errno.EADDRINUSE: (
        "Port {port} is taken. Name another, such as --port 8001 (make: PORT=8001), or end what listens there."
    ),
    errno.EACCES: "Port {port} is not for everybody on this machine. Name one above 1023, such as --port 8000.",
}


def _announce(host: str, address: str, port: int, over: Event) -> None:
    """Print the address once somebody answers there: the port is taken before a worker listens."""
    while not over.wait(_SOON):
        with suppress(OSError), socket.create_connection((address, port), timeout=1):
            click.echo(f"Ensemble is at {_url(host, port)}. Ctrl+C ends it.")
            return


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
