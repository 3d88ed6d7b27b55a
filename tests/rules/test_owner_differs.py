"""What belongs together has one owner."""

import pytest

from app.policy import DEFAULT
from app.rules import owner_differs
from tests.texts import a, all_of, printed, team

TEAMS = all_of(team("payments"), team("ledger"))
API = a("API cards", "type: openapi", "owner: ledger", "definition: x")
STORE = a("Resource db", "type: database", "owner: ledger")


def service(name: str, owner: str, *spec: str) -> str:
    """A service of a team."""
    return a(f"Component {name}", "type: service", f"owner: {owner}", *spec)


def using(name: str, owner: str, access: str) -> str:
    """A service of a team that uses the store."""
    details = f"dependencyDetails: {{resource:db: {{access: {access}}}}}" if access else "lifecycle: production"
    return service(name, owner, "dependsOn: [resource:db]", details)


@pytest.mark.parametrize(
    ("others", "found"),
    [
        pytest.param([service("billing", "payments", "providesApis: [cards]")], ["billing"], id="another team's"),
        pytest.param([service("billing", "ledger", "providesApis: [cards]")], [], id="the same team's"),
        pytest.param(
            [service(name, "payments", "providesApis: [cards]") for name in ("billing", "shop")],
            [],
            id="two provide it",
        ),
        pytest.param([service("billing", "payments", "consumesApis: [cards]")], [], id="it is only consumed"),
        pytest.param([service("billing", "gone", "providesApis: [cards]")], [], id="an unknown team's"),
        pytest.param(
            [service("billing", "user:kim", "providesApis: [cards]"), a("User kim", "memberOf: []")],
            [],
            id="a person's",
        ),
        pytest.param([service("billing", "TBD", "providesApis: [cards]")], [], id="nobody's"),
    ],
)
def test_finds_apis_of_another_team_than_their_only_provider(catalog_of, others, found):
    """An API and the one thing that provides it, both owned by teams that are there, have the same owner."""
    catalog = catalog_of({"x.yaml": API, "y.yaml": all_of(TEAMS, *others)})

    assert [each.target for each in owner_differs.check(catalog, DEFAULT)] == [
        f"component:default/{name}" for name in found
    ]


@pytest.mark.parametrize(
    ("others", "found"),
    [
        pytest.param([using("billing", "payments", "write")], ["billing"], id="another team writes"),
        pytest.param([using("billing", "payments", "read-write")], ["billing"], id="and reads"),
        pytest.param([using("billing", "payments", "read")], [], id="another team only reads"),
        pytest.param([using("billing", "ledger", "write")], [], id="the same team writes"),
        pytest.param(
            [using("billing", "payments", "write"), using("shop", "ledger", "read")], ["billing"], id="others read"
        ),
        pytest.param([using("billing", "payments", "write"), using("shop", "payments", "write")], [], id="two write"),
        pytest.param([using("billing", "payments", "")], [], id="it does not say what it does"),
        pytest.param(
            [using("billing", "payments", "write"), using("shop", "ledger", "")], [], id="another may write as well"
        ),
    ],
)
def test_finds_stores_of_another_team_than_their_only_writer(catalog_of, others, found):
    """A data store and the one thing that writes to it have the same owner, where all users say what they do."""
    catalog = catalog_of({"x.yaml": STORE, "y.yaml": all_of(TEAMS, *others)})

    assert [each.target for each in owner_differs.check(catalog, DEFAULT)] == [
        f"component:default/{name}" for name in found
    ]


def test_says_both_owners_and_the_line_to_write(catalog_of):
    """Whoever reads it can decide without looking further."""
    catalog = catalog_of(
        {"x.yaml": API, "y.yaml": all_of(TEAMS, service("billing", "payments", "providesApis: [cards]"))}
    )
    (finding,) = owner_differs.check(catalog, DEFAULT)

    assert printed(owner_differs, catalog) == [str(finding)]
    assert str(finding) == (
        "x.yaml:7:3: advice: cards is owned by ledger, and billing, which alone provides it, by payments. "
        "Write `owner: group:payments` where payments answers for both, or give billing to ledger. [owner-differs]"
    )
    assert finding.write == "owner: group:payments"
    assert finding.evidence == ("component:default/billing is declared at y.yaml:17:1.",)
