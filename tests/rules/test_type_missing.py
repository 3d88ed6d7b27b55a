"""A thing says of which type it is."""

import pytest

from app.rules import type_missing
from tests.texts import a, printed

SERVICE = "Write `type: service` under `spec`, or `website` or `library`."
OPENAPI = "Write `type: openapi` under `spec`, or `asyncapi`, `graphql` or `grpc`."
DATABASE = "Write `type: database` under `spec`, or `queue`, `bucket` or what else it is."
TEAM = "Write `type: team` under `spec`, or what else it is."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(a("Component billing", "type: service"), [], id="a service"),
        pytest.param(a("Component billing", "type: anything"), [], id="any word will do"),
        pytest.param(a("Component billing"), [("5:1", SERVICE)], id="a component without"),
        pytest.param(a("Component billing", "type:"), [("6:3", SERVICE)], id="null"),
        pytest.param(a("Component billing", "type: ''"), [("6:3", SERVICE)], id="empty"),
        pytest.param(a("API billing"), [("5:1", OPENAPI)], id="an API without"),
        pytest.param(a("Resource billing"), [("5:1", DATABASE)], id="a resource without"),
        pytest.param(a("Group billing", "children: []"), [("5:1", TEAM)], id="a team without"),
        pytest.param(a("System billing"), [], id="a system may go without"),
        pytest.param(a("Domain billing"), [], id="so may a domain"),
        pytest.param(a("User billing", "memberOf: []"), [], id="and a person"),
        pytest.param(a("Location billing"), [], id="and a location"),
    ],
)
def test_finds_what_has_no_type(catalog_of, text, found):
    """An absent, null or empty type is advised against, with the usual words for the kind."""
    assert printed(type_missing, catalog_of({"x.yaml": text})) == [
        f"x.yaml:{place}: advice: billing names no type. {remedy} [type-missing]" for place, remedy in found
    ]
