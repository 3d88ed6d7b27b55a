"""Regulated data is owned by a team."""

import pytest

from app.policy import DEFAULT
from app.rules import regulated_store_unowned
from tests.texts import a, all_of, person, printed, team

REMEDY = "Write the team that answers for it as `owner` under `spec`, and a Group for it where there is none."
AROUND = all_of(team("ledger"), person("kim", "ledger"), a("System books", "owner: ledger"))


def store(*spec: str, classification: str = "regulated") -> str:
    """A data store."""
    return a("Resource db", "type: database", f"data: {{classification: {classification}}}", *spec)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(store(), "it names no owner", id="nobody"),
        pytest.param(store("owner: user:kim"), "`user:kim`, a person, owns it", id="a person"),
        pytest.param(store("owner: gone"), "`gone`, which it names as its owner, is not in the catalog", id="unknown"),
        pytest.param(store("owner: TBD"), "`TBD`, which it names as its owner, is no team", id="a placeholder"),
        pytest.param(store("system: books"), "it names no owner itself; only books around it has one", id="inherited"),
        pytest.param(store("owner: ledger"), "", id="a team"),
        pytest.param(store(classification="confidential"), "", id="confidential"),
        pytest.param(store().replace("database", "archive"), "it names no owner", id="of any type"),
        pytest.param(store().replace("Resource", "Component"), "it names no owner", id="a component"),
        pytest.param(a("Resource db", "type: database"), "", id="unclassified"),
    ],
)
def test_finds_regulated_data_that_no_team_owns(catalog_of, text, says):
    """Whatever holds regulated data and is not owned by a team of the catalog is an error."""
    found = printed(regulated_store_unowned, catalog_of({"x.yaml": text, "y.yaml": AROUND}))
    place = "x.yaml:8:3" if "owner:" in text else "x.yaml:5:1"

    assert found == (
        [f"{place}: error: db holds regulated data, and {says}. {REMEDY} [regulated-store-unowned]"] if says else []
    )


def test_writes_the_team_that_is_likely(catalog_of):
    """The owner of its system is proposed, and why."""
    (found,) = regulated_store_unowned.check(catalog_of(all_of(store("system: books"), AROUND)), DEFAULT)

    assert found.write == "owner: group:ledger"
    assert found.evidence == ("group:default/ledger owns system:default/books, which it is part of.",)
