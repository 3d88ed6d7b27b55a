"""Everything that runs, or that others build on, names its owner."""

import pytest

from app.policy import DEFAULT
from app.rules import owner_missing
from tests.texts import a, all_of, printed, team

NONE = "5:1: gap: billing names no owner. Write `owner: group:<team>` under `spec`. [owner-missing]"
OWNERS = all_of(team("payments"), team("ledger"), a("User jane", "memberOf: []"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(a("Component billing", "owner: group:payments"), [], id="named"),
        pytest.param(
            a("Component billing", "owner: nobody-declares-this"), [], id="unknown is another rule's business"
        ),
        pytest.param(a("Component billing", "owner: TBD"), [], id="so is a placeholder"),
        pytest.param(a("Component billing"), [NONE], id="absent"),
        pytest.param(a("Component billing", "type: service"), [NONE], id="absent among other keys"),
        pytest.param(a("Component billing", "type: service", "owner:"), [f"7:3{NONE[3:]}"], id="null"),
        pytest.param(a("Component billing", "owner: ''"), [f"6:3{NONE[3:]}"], id="empty"),
        pytest.param(a("Component billing", "owner: '  '"), [f"6:3{NONE[3:]}"], id="blank"),
        pytest.param(a("API billing"), [NONE], id="an API"),
        pytest.param(a("Resource billing"), [NONE], id="a resource"),
        pytest.param(a("System billing"), [NONE], id="a system"),
        pytest.param(a("Domain billing"), [NONE], id="a domain"),
        pytest.param(a("Group billing", "children: []"), [], id="a team is owned by nobody"),
        pytest.param(a("User billing", "memberOf: []"), [], id="nor is a person"),
        pytest.param(a("Location billing"), [], id="nor is a location"),
    ],
)
def test_finds_what_names_no_owner(catalog_of, text, found):
    """An absent, null, empty or blank owner is a gap, at the key or where `spec` begins."""
    assert printed(owner_missing, catalog_of({"x.yaml": text})) == [f"x.yaml:{each}" for each in found]


@pytest.mark.parametrize(
    ("text", "write", "evidence"),
    [
        pytest.param(
            all_of(a("API billing"), a("Component shop", "owner: payments", "providesApis: [billing]")),
            "owner: group:payments",
            ("group:default/payments owns component:default/shop, which provides it.",),
            id="the only provider's team",
        ),
        pytest.param(
            all_of(
                a("API billing"),
                a("Component shop", "owner: payments", "providesApis: [billing]"),
                a("Component till", "owner: ledger", "providesApis: [billing]"),
            ),
            "",
            (),
            id="providers of two teams decide nothing",
        ),
        pytest.param(
            all_of(a("API billing"), a("Component shop", "owner: user:jane", "providesApis: [billing]")),
            "",
            (),
            id="a person is not proposed",
        ),
        pytest.param(
            all_of(a("API billing"), a("Component shop", "owner: nobody", "providesApis: [billing]")),
            "",
            (),
            id="nor a team that is not there",
        ),
        pytest.param(
            all_of(a("Resource billing"), a("Component shop", "owner: ledger", "dependsOn: [resource:billing]")),
            "owner: group:ledger",
            ("group:default/ledger owns component:default/shop, which needs it.",),
            id="the only user's team",
        ),
        pytest.param(
            all_of(a("Component billing", "subcomponentOf: shop"), a("Component shop", "owner: ledger")),
            "owner: group:ledger",
            ("group:default/ledger owns component:default/shop, which it is part of.",),
            id="the team of the component around it",
        ),
        pytest.param(
            all_of(
                a("System billing"), a("API shop", "owner: ledger", "system: billing"), a("API till", "system: billing")
            ),
            "owner: group:ledger",
            ("group:default/ledger owns api:default/shop, which is part of it.",),
            id="the team of all its parts that have one",
        ),
        pytest.param(
            all_of(
                a("API money/billing"),
                a("Component money/shop", "owner: group:default/ledger", "providesApis: [billing]"),
            ),
            "owner: group:default/ledger",
            ("group:default/ledger owns component:money/shop, which provides it.",),
            id="with its namespace, from another",
        ),
    ],
)
def test_proposes_the_team_that_owns_what_is_next_to_it(catalog_of, text, write, evidence):
    """Where one team owns everything next to the entity, its line is there to be copied, and why."""
    found = [
        finding
        for finding in owner_missing.check(catalog_of({"x.yaml": text, "owners.yaml": OWNERS}), DEFAULT)
        if finding.ref.name == "billing"
    ]

    assert [(finding.write, finding.evidence) for finding in found] == [(write, evidence)]
    assert write in found[0].remedy
