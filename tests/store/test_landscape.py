"""The landscape is the same by either door."""

from datetime import date
from pathlib import Path

import pytest

from app import reading
from app.config import Config
from app.graph import landscape as graph
from app.sources.folder import Folder
from app.store import landscape
from app.store.database import reading as looking
from app.sync import sync
from tests.store.test_rows import repositories
from tests.trees import Texts

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)

ODD = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: Ledger, namespace: Money, title: The Books}
spec:
  type: Service
  lifecycle: Production
  owner: nobody
  tier: 9
  system: books
  dependsOn: [resource:default/rows, resource:gone]
  dependencyOf: [component:till]
  dependencyDetails:
    resource:default/rows: {criticality: soft, mode: async, access: read-write}
    component:till: {criticality: hard, mode: sync}
  consumesApis: [default/rates]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: till, namespace: money}
spec: {type: website, dependsOn: [component:ledger], system: "component:till", subcomponentOf: "system:default/books"}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: rows}
spec: {type: database, dependencyOf: ["component:money/ledger"], tier: 2}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: books, namespace: money}
spec: {owner: nobody, domain: trade}
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: {name: world}
spec: {owner: nobody, subdomainOf: trade}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: rates-provider}
spec: {type: service, providesApis: [rates]}
"""


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(Texts({"catalog-info.yaml": ODD}), id="odd"),
        pytest.param(Texts({}), id="empty"),
        pytest.param(Folder(ROOT / "catalog"), id="example"),
        *(pytest.param(Folder(each.values[0]), id=str(each.id), marks=each.marks) for each in repositories()),
    ],
)
def test_both_doors_give_the_same_landscape(sessions, tree):
    """After a sync the landscape from the database is the one of the catalog, ends that nobody declares included."""
    sync(sessions, "here", tree, config=Config(), as_of=TODAY)

    with looking(sessions) as session:
        loaded = landscape.load(session)

    assert loaded == graph.of(reading.read(tree).catalog(TODAY))
