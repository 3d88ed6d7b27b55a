"""A site over a database, filled from descriptors' text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.config import LOOPBACK, Config
from app.drawing.render import Renderer
from app.factory import create_app
from app.sources.folder import Folder
from app.sync import sync
from app.tree import Tree
from tests.databases import DATABASES
from tests.filled import filled
from tests.questions.held import held_url
from tests.questions.organisation import POLICY
from tests.trees import Texts

__all__ = ["held_url"]

TODAY = date(2026, 11, 23)
EXAMPLE = Path(__file__).parents[2] / "catalog"

"""The folder of the example organisation."""

SHOP = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
  description: Takes payments.
spec:
  type: service
  lifecycle: production
  owner: payments
  tier: 1
  dependsOn: [resource:payments-db, component:nowhere]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: payments-db
spec:
  type: database
  owner: payments
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
  namespace: web
spec:
  type: website
  lifecycle: experimental
  owner: group:default/payments
  dependsOn: [component:default/payments]
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: payments
spec:
  type: team
  children: []
  profile: {email: payments@halden.example}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: mira
spec:
  profile: {displayName: Mira Holm}
  memberOf: [payments]
"""

Site = Callable[..., FlaskClient]


@pytest.fixture
def site(database_url: str) -> Iterator[Site]:
    """Makes a site of descriptors: one text, texts by path, or any tree; settings may be added."""
    apps = []

    def make(source: str | Mapping[str, str] | Tree | None = None, **settings: Any) -> FlaskClient:
        config = replace(Config(database_url=database_url), **settings)
        app = create_app(config)
        apps.append(app)
        if source is not None:
            texts = {"catalog-info.yaml": source} if isinstance(source, str) else source
            tree = Texts(texts) if isinstance(texts, Mapping) else texts
            sync(app.config["SESSIONS"], "catalog", tree, config=config, as_of=TODAY)
        return app.test_client()

    yield make
    for app in apps:
        app.config["SESSIONS"].kw["bind"].dispose()


@pytest.fixture(scope="module", params=DATABASES)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A small site, once for each kind of database, for tests that only ask."""
    with filled(request, tmp_path_factory, "catalog", Texts({"catalog-info.yaml": SHOP, "policy.yaml": POLICY})) as url:
        app = create_app(Config(database_url=url, trusted_hosts=(*LOOPBACK, "Catalog.example.org")))
        app.config["RENDERER"] = Renderer(None)
        yield app.test_client()
        app.config["SESSIONS"].kw["bind"].dispose()


@pytest.fixture(scope="session")
def organisation(held_url: str) -> Iterator[FlaskClient]:
    """A site of the small organisation that questions are tested with, for tests that only ask."""
    app = create_app(Config(database_url=held_url))
    app.config["RENDERER"] = Renderer(None)
    yield app.test_client()
    app.config["SESSIONS"].kw["bind"].dispose()


@pytest.fixture
def example(site: Site) -> FlaskClient:
    """The site of the example organisation."""
    return site(Folder(EXAMPLE), name="Halden", edit_url="https://git.example/edit/{path}#L{line}")


@pytest.fixture
def undrawn(site: Site) -> Site:
    """As `site`, without Graphviz, where the drawing does not matter."""

    def make(*arguments: Any, **settings: Any) -> FlaskClient:
        client = site(*arguments, **settings)
        client.application.config["RENDERER"] = Renderer(None)
        return client

    return make
