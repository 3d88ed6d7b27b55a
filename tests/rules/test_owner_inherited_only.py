"""An entity names its own owner, not only through what it is part of."""

import pytest

from app.policy import DEFAULT
from app.rules import owner_inherited_only, owner_missing
from tests.texts import a, all_of, person, printed, team

AROUND = all_of(
    a("System shop", "owner: payments", "domain: trade"),
    a("System till", "domain: trade"),
    a("System yard", "domain: field"),
    a("System lost", "owner: gone", "domain: trade"),
    a("System odd", "owner: system:shop", "domain: trade"),
    a("System janes", "owner: user:jane"),
    a("Domain trade", "owner: sales"),
    a("Domain field"),
    a("Domain inner", "subdomainOf: trade"),
    a("Domain ring", "subdomainOf: circle"),
    a("Domain circle", "subdomainOf: ring"),
    a("Component parent", "owner: payments"),
    a("Component part", "owner: payments", "system: shop"),
    team("payments"),
    team("sales"),
    person("jane", "payments"),
)


def finding(holder, owner, place="5:1"):
    """What is printed where billing inherits."""
    return (
        f"x.yaml:{place}: gap: billing names no owner of its own; the {holder} has `{owner}`. "
        "Write `owner: {}` under `spec`, or the team that answers for it. [owner-inherited-only]"
    ).format(owner if owner.startswith("group:") else "group:<team>")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            a("Component billing", "system: shop"), [finding("System shop", "group:payments")], id="from its system"
        ),
        pytest.param(
            a("Component billing", "system: shop", "owner:"),
            [finding("System shop", "group:payments", "7:3")],
            id="null",
        ),
        pytest.param(
            a("Component billing", "system: till"),
            [finding("Domain trade", "group:sales")],
            id="from its system's domain",
        ),
        pytest.param(
            a("System billing", "domain: inner"),
            [finding("Domain trade", "group:sales")],
            id="from a domain further out",
        ),
        pytest.param(
            a("Domain billing", "subdomainOf: trade"),
            [finding("Domain trade", "group:sales")],
            id="a domain from a domain",
        ),
        pytest.param(
            a("Component billing", "system: lost"),
            [finding("Domain trade", "group:sales")],
            id="past a system whose owner is not there",
        ),
        pytest.param(
            a("Component billing", "system: odd"),
            [finding("Domain trade", "group:sales")],
            id="past a system that nobody owns",
        ),
        pytest.param(
            a("Component billing", "system: janes"),
            [finding("System janes", "user:jane")],
            id="a person, whom it need not name",
        ),
        pytest.param(a("Component billing", "system: shop", "owner: sales"), [], id="it names its own"),
        pytest.param(a("Component billing", "system: shop", "owner: gone"), [], id="it names one that is not there"),
        pytest.param(a("Component billing", "system: yard"), [], id="nothing around it has one"),
        pytest.param(a("Component billing", "system: nowhere"), [], id="its system is not there"),
        pytest.param(a("System billing", "domain: ring"), [], id="domains in a circle"),
        pytest.param(a("Component billing", "subcomponentOf: parent"), [], id="a component is not its parts' owner"),
        pytest.param(a("Component billing", "subcomponentOf: part"), [], id="nor is what that one is part of"),
    ],
)
def test_finds_what_has_an_owner_only_around_it(catalog_of, text, found):
    """The nearest system or domain with an owner the catalog knows gives it, and the entity still wants its own."""
    rule = owner_inherited_only
    printed_here = [
        line for line in printed(rule, catalog_of({"x.yaml": text, "around.yaml": AROUND})) if "x.yaml" in line
    ]

    assert printed_here == found


def test_tells_where_the_owner_comes_from(catalog_of):
    """The evidence is the line that names the owner; the line to write is the same owner."""
    catalog = catalog_of({"x.yaml": a("Component billing", "system: shop"), "around.yaml": AROUND})
    (found,) = (each for each in owner_inherited_only.check(catalog, DEFAULT) if each.ref.name == "billing")

    assert found.write == "owner: group:payments"
    assert found.evidence == ("system:default/shop names its owner at around.yaml:6:3.",)


def test_follows_a_chain_longer_than_the_stack_once(catalog_of):
    """Ten thousand domains in a row inherit from the last, each at the price of a step."""
    head = "apiVersion: backstage.io/v1alpha1\nkind: Domain\n"
    chain = [f"{head}metadata: {{name: d{at}}}\nspec: {{subdomainOf: d{at + 1}}}\n---\n" for at in range(9_999)]
    last = f"{head}metadata: {{name: d9999}}\nspec: {{owner: payments}}\n---\n"
    catalog = catalog_of({"chain.yaml": "".join(chain) + last, "teams.yaml": team("payments")})

    assert len(list(owner_inherited_only.check(catalog, DEFAULT))) == 9_999
    assert list(owner_missing.check(catalog, DEFAULT)) == []
