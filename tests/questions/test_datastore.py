"""What a data store holds, and who reaches it."""

import pytest

from app.entities import Entity, Ref
from app.questions import datastore, neighbourhood
from app.questions.datastore import Data
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
