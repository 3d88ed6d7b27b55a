"""A site on SQLite for a whole module, and a server: what is asked of them does not depend on the database."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.config import Config
from app.factory import create_app
from app.sync import sync
from tests.cli.processes import served
from tests.conftest import TODAY
from tests.trees import Texts


@pytest.fixture(scope="module")
def sqlite_client(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str | Mapping[str, str]], FlaskClient]]:
    """Makes a site of one descriptor's text, or of several by path."""
    apps = []

    def make(texts: str | Mapping[str, str]) -> FlaskClient:
        path = tmp_path_factory.mktemp("site") / "ensemble.db"
        shutil.copyfile(sqlite_template, path)
        config = Config(database_url=f"sqlite:///{path}")
        app = create_app(config)
        apps.append(app)
        files = {"catalog-info.yaml": texts} if isinstance(texts, str) else texts
        sync(app.config["SESSIONS"], "catalog", Texts(files), config=config, as_of=TODAY)
        return app.test_client()

    yield make
    for app in apps:
        app.config["SESSIONS"].kw["bind"].dispose()


@pytest.fixture(scope="module")
def port(source: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where `ensemble serve` listens, with the catalog that a module calls its `source`."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "source").mkdir()
    (folder / "source" / "catalog-info.yaml").write_text(source)
    with served("--source", str(folder / "source"), DATABASE_URL=f"sqlite:///{folder}/ensemble.db") as (_, address):
        yield int(address.rpartition(":")[2])
