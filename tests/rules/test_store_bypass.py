"""A service asks another team's service for data, not its data store."""

import pytest

from app.rules import store_bypass
from tests.texts import a, all_of, printed, team

DB = a("Resource db", "type: database", "owner: red")
OWNER = a("Component ledger", "owner: red", "providesApis: [p]", "dependsOn: [resource:db]")
API = a("API p", "owner: red")
TEAMS = all_of(team("red"), team("blue"))
READ = "dependencyDetails: {resource:db: {access: read}}"


def reading(owner: str = "blue", details: str = READ, also: str = "providesApis: []") -> str:
    """Something that reads the data store, at the top of a file."""
    return a("Component reader", "dependsOn: [resource:db]", f"owner: {owner}", details, also)


FOUND = (
    "x.yaml:6:15: gap: reader reads db, a data store of red, which offers p. Consume `api:p` in place of it. "
    "[store-bypass]"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(all_of(reading(), DB, OWNER, API, TEAMS), [FOUND], id="reads"),
        pytest.param(
            all_of(reading(details=READ.replace("read", "read-write")), DB, OWNER, API, TEAMS), [FOUND], id="and writes"
        ),
        pytest.param(
            all_of(reading(details=READ.replace("read", "write")), DB, OWNER, API, TEAMS), [], id="only writes"
        ),
        pytest.param(all_of(reading(details="tier: 2"), DB, OWNER, API, TEAMS), [], id="does not say"),
        pytest.param(all_of(reading("red"), DB, OWNER, API, TEAMS), [], id="the same team"),
        pytest.param(all_of(reading("nobody"), DB, OWNER, API, TEAMS), [], id="whose team is open"),
        pytest.param(all_of(reading(), DB, OWNER, TEAMS), [], id="the API is not declared"),
        pytest.param(
            all_of(reading(), DB, OWNER.replace("dependsOn: [resource:db]", "tier: 1"), API, TEAMS),
            [],
            id="the API offers other things",
        ),
        pytest.param(
            all_of(reading(), DB, OWNER.replace("owner: red", "owner: blue"), API, TEAMS),
            [],
            id="the API is not of the owning team",
        ),
        pytest.param(
            all_of(reading(also="providesApis: [p]"), DB, OWNER, API, TEAMS), [], id="it provides that API itself"
        ),
        pytest.param(all_of(reading(), DB.replace("database", "stream"), OWNER, API, TEAMS), [], id="a stream"),
    ],
)
def test_finds_reads_past_an_api(catalog_of, text, found):
    """Who reads another team's data store has a gap where that team offers an API to what is in it."""
    assert printed(store_bypass, catalog_of({"x.yaml": text})) == found
