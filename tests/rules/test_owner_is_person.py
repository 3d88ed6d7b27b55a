"""A team owns things, not a person."""

import pytest

from app.policy import DEFAULT
from app.rules import owner_is_person
from tests.texts import a, all_of, person, printed, team

PEOPLE = all_of(
    team("payments"),
    team("ledger"),
    person("jane", "payments"),
    person("kim", "payments", "ledger"),
    person("lee"),
    person("max", "gone"),
)


def finding(owner, write):
    """What is printed where a person owns billing."""
    remedy = f"Write `owner: {write}`, so that a team answers for it."
    return [f"x.yaml:6:3: gap: billing is owned by a person, `{owner}`. {remedy} [owner-is-person]"]


@pytest.mark.parametrize(
    ("owner", "found"),
    [
        pytest.param("group:payments", [], id="a team"),
        pytest.param("user:jane", finding("user:jane", "group:payments"), id="a person in one team, which is proposed"),
        pytest.param("User:Jane", finding("User:Jane", "group:payments"), id="in other letters"),
        pytest.param("user:kim", finding("user:kim", "group:<team>"), id="a person in two teams"),
        pytest.param("user:lee", finding("user:lee", "group:<team>"), id="a person in none"),
        pytest.param("user:max", finding("user:max", "group:<team>"), id="a person in a team that is not there"),
        pytest.param("user:nobody", [], id="a person who is not there is another rule's business"),
        pytest.param("jane", [], id="a bare name is a team's"),
    ],
)
def test_finds_what_a_person_owns(catalog_of, owner, found):
    """A User of the catalog as owner is a gap."""
    catalog = catalog_of({"x.yaml": a("Component billing", f"owner: {owner}"), "people.yaml": PEOPLE})

    assert printed(owner_is_person, catalog) == found


def test_proposes_the_line_and_tells_why(catalog_of):
    """The person's only team is the line to write, and the evidence says where it comes from."""
    catalog = catalog_of({"x.yaml": a("Component billing", "owner: user:jane"), "people.yaml": PEOPLE})
    (found,) = owner_is_person.check(catalog, DEFAULT)

    assert found.write == "owner: group:payments"
    assert found.evidence == ("user:default/jane is in group:default/payments and no other team.",)
