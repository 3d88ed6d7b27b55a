"""Organisations that Backstage has answered for, held by Ensemble."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from app.config import Config
from app.factory import create_app
from app.sources.folder import Folder
from app.store import migrate
from app.sync import sync
from app.tree import Tree
from tests.cli.processes import served
from tests.clients import node, recordings
from tests.clients.replaying import Replay
from tests.conftest import TODAY
from tests.corpus import EXAMPLE
from tests.databases import DATABASES, Server

Holding = Callable[[Tree], str]

if not node.is_ready():
    # One test is enough to say what is missing.
    collect_ignore = ["test_catalog_client.py", "test_in_memory.py", "test_recorded_client.py"]


@pytest.fixture(scope="session", params=DATABASES)
def holding(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holding]:
    """Makes databases that hold a source, once for each kind; gives the address."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    names: list[str] = []

    def hold(tree: Tree) -> str:
        if server is None:
            url = f"sqlite:///{tmp_path_factory.mktemp('held') / 'ensemble.db'}"
            migrate.upgrade(url)
        else:
            names.append(server.create(migrated=True))
            url = server.url_of(names[-1])
        app = create_app(Config(database_url=url))
        sync(app.config["SESSIONS"], "catalog", tree, config=Config(), as_of=TODAY)
        app.config["SESSIONS"].kw["bind"].dispose()
        return url

    yield hold
    for name in names:
        server.drop(name) if server else None


@pytest.fixture(scope="session")
def as_recorded(holding: Holding) -> Callable[[Path], str]:
    """The address of a database that holds what Backstage held when its answers were recorded."""
    return cache(lambda folder: holding(recordings.organisation(folder)))


@pytest.fixture(scope="session")
def replay(as_recorded: Callable[[Path], str]) -> Iterator[Callable[[Path], Replay]]:
    """Asks an application that holds what Backstage held, and may read its files from a host, too."""
    with ExitStack() as stack:

        def begin(folder: Path) -> Replay:
            host = stack.enter_context(recordings.hosted(folder)).host
            app = create_app(Config(database_url=as_recorded(folder), readable_hosts=(host,)))
            stack.callback(app.config["SESSIONS"].kw["bind"].dispose)
            return Replay(app.test_client(), recordings.entities(folder), host)

        yield cache(begin)


@pytest.fixture(scope="session")
def packages() -> None:
    """What npm brings; where it could not, tests that use it are passed over, saying so."""
    if not node.is_ready():
        pytest.skip(node.MISSING)


@pytest.fixture(scope="session")
def example(packages: None, holding: Holding) -> Iterator[str]:
    """The address of a running server that has read the example organisation."""
    with served(DATABASE_URL=holding(Folder(EXAMPLE))) as (_, address):
        yield address
