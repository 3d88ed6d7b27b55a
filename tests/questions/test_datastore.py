"""What a data store holds, and who reaches it."""

import pytest

from app.entities import Entity, Ref
from app.questions import datastore, neighbourhood
from app.questions.datastore import Data
from app.store import queries, rows
from tests.questions import counting
from tests.questions.organisation import HEAD

STORES = f"""\
{HEAD}kind: Component
metadata: {{name: shop}}
spec:
  type: service
  owner: sales
  dependsOn: [resource:orders, resource:cache, component:mail]
  dependencyDetails:
    resource:orders: {{access: read-write}}
---
{HEAD}kind: Component
metadata: {{name: mail}}
spec: {{type: service}}
---
{HEAD}kind: Resource
metadata: {{name: orders}}
spec:
  type: database
  owner: money
  data: {{classification: regulated, authoritative: true, retention: 10 years}}
---
{HEAD}kind: Resource
metadata: {{name: cache}}
spec: {{type: Cache}}
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            {"classification": "internal", "authoritative": False, "retention": 30},
            Data("internal", authoritative=False, retention="30"),
            id="all of it",
        ),
        pytest.param({}, Data(), id="nothing in it"),
        pytest.param(None, Data(), id="none"),
        pytest.param("regulated", Data(), id="a text"),
        pytest.param(
            {"classification": ["a"], "authoritative": "yes", "retention": True}, Data(), id="other values than wanted"
        ),
    ],
)
def test_data_of(written, expected):
    """What is not said in a form that is known counts as not said."""
    entity = Entity({"kind": "Resource", "metadata": {"name": "x"}, "spec": {"data": written}}, "a.yaml", 1)

    assert datastore.data_of(entity) == expected


def test_reached(look):
    """The stores that something needs, whose they are, what it does there, and what they hold."""
    with look(STORES) as session:
        near = neighbourhood.around(session, Ref.parse("component:shop"))
        with counting.selects(session) as asked:
            found = datastore.reached(session, near)

    assert [(each.store.ref.name, each.owner and each.owner.ref.name, each.access) for each in found] == [
        ("cache", None, "unknown"),
        ("orders", "money", "read-write"),
    ]
    assert [each.data for each in found] == [Data(), Data("regulated", authoritative=True, retention="10 years")]
    assert len(asked) == 1


USED = f"""\
{HEAD}kind: Resource
metadata: {{name: orders}}
spec:
  type: database
  owner: money
  dependencyOf: [component:report]
  dependencyDetails:
    component:report: {{access: read}}
---
{HEAD}kind: Component
metadata: {{name: shop}}
spec:
  type: service
  owner: sales
  tier: 1
  dependsOn: [resource:orders]
  dependencyDetails:
    resource:orders: {{access: read-write, criticality: soft, mode: async}}
---
{HEAD}kind: Component
metadata: {{name: books}}
spec:
  type: service
  owner: money
  dependsOn: [resource:orders]
  dependencyDetails: {{resource:orders: {{access: write}}}}
---
{HEAD}kind: Component
metadata: {{name: report}}
spec: {{type: service}}
---
{HEAD}kind: Component
metadata: {{name: unknown}}
spec: {{type: service, dependsOn: [resource:orders]}}
---
{HEAD}kind: Group
metadata: {{name: sales}}
spec: {{type: team, children: []}}
"""


def test_about(look):
    """Who writes comes first, then who reads, then who does not say; each with the line that says so."""
    with look(USED) as session:
        orders = rows.entities(session, queries.documents([Ref.parse("resource:orders")]))[0]
        with counting.selects(session) as asked:
            store = datastore.about(session, orders)

    assert [
        (each.user.ref.name, each.access, each.owner and each.owner.ref.name, each.position and each.position.line)
        for each in store.users
    ] == [
        ("shop", "read-write", "sales", 20),
        ("books", "write", "money", 29),
        ("report", "read", None, 9),
        ("unknown", "unknown", None, 39),
    ]
    assert [each.user.ref.name for each in store.writers] == ["shop", "books"]
    assert [each.user.ref.name for each in store.readers] == ["shop", "report"]
    assert [each.user.ref.name for each in store.unsaid] == ["unknown"]
    assert [(team.ref.name, team.exists) for team in store.writing_teams] == [("money", False), ("sales", True)]
    assert (store.users[0].criticality, store.users[0].mode, store.users[0].assumed) == ("soft", "async", False)
    assert len(asked) == 3


def test_many_users(look):
    """Of very many users those that matter most are shown and the others counted."""
    users = "---\n".join(
        f"{HEAD}kind: Component\nmetadata: {{name: c{number}}}\nspec: {{dependsOn: [resource:orders]}}\n"
        for number in range(120)
    )
    with look(f"{HEAD}kind: Resource\nmetadata: {{name: orders}}\nspec: {{type: database}}\n---\n{users}") as session:
        orders = rows.entities(session, queries.documents([Ref.parse("resource:orders")]))[0]
        store = datastore.about(session, orders)

    assert (len(store.users), store.left_out) == (datastore.LIMIT, 20)


def test_nobody(look):
    """A store that nothing needs has no users."""
    with look(f"{HEAD}kind: Resource\nmetadata: {{name: orders}}\nspec: {{type: database}}\n") as session:
        orders = rows.entities(session, queries.documents([Ref.parse("resource:orders")]))[0]
        store = datastore.about(session, orders)

    assert store == datastore.Store(Data(), (), 0)
