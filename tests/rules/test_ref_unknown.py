"""What a descriptor refers to is in the catalog."""

import pytest

from app.policy import DEFAULT
from app.rules import ref_unknown
from tests.texts import a, all_of, person, printed, team

AROUND = all_of(
    a("Component orders", "system: shop"),
    a("Resource orders-db"),
    a("API orders-api"),
    a("System shop"),
    a("Domain trade"),
    team("payments"),
    person("jane", "payments"),
    a("Component money/ledger"),
)


def finding(place, name, field, kind, remedy):
    """What is printed where billing refers to nothing."""
    said = f"billing names `{name}` in `{field}`, and the catalog has no such {kind}."
    return f"x.yaml:{place}: gap: {said} {remedy} [ref-unknown]"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            a("Component billing", "system: shop", "dependsOn: [component:orders, resource:orders-db]"),
            [],
            id="all there",
        ),
        pytest.param(a("Component billing", "system: SHOP"), [], id="in other letters"),
        pytest.param(a("Component billing", "owner: '  '"), [], id="a blank owner is no owner"),
        pytest.param(a("Component billing", "owner: gone"), [], id="owners have rules of their own"),
        pytest.param(
            a("Component billing", "system: bank"),
            [finding("6:3", "bank", "system", "System", "Declare the System `bank`, or take the line out.")],
            id="one field",
        ),
        pytest.param(
            a("Component billing", "dependsOn:", "  - component:orders", "  - component:order"),
            [
                finding(
                    "8:7",
                    "component:order",
                    "dependsOn",
                    "Component",
                    "Declare the Component `order`, or take the line out.",
                ),
            ],
            id="what is nearest stands there already, so it is not meant",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [component:order]"),
            [
                finding(
                    "6:15",
                    "component:order",
                    "dependsOn",
                    "Component",
                    "Write `- component:orders` if that is meant, or declare the Component `order`.",
                )
            ],
            id="a slip of the pen",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [resource:order-db]"),
            [
                finding(
                    "6:15",
                    "resource:order-db",
                    "dependsOn",
                    "Resource",
                    "Write `- resource:orders-db` if that is meant, or declare the Resource `order-db`.",
                )
            ],
            id="a slip in a resource",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [component:ledger]"),
            [
                finding(
                    "6:15",
                    "component:ledger",
                    "dependsOn",
                    "Component",
                    "Write `- component:money/ledger` if that is meant, or declare the Component `ledger`.",
                )
            ],
            id="of another namespace",
        ),
        pytest.param(
            a("Component billing", "consumesApis: [order-api]"),
            [
                finding(
                    "6:18",
                    "order-api",
                    "consumesApis",
                    "API",
                    "Write `- api:orders-api` if that is meant, or declare the API `order-api`.",
                )
            ],
            id="an API",
        ),
        pytest.param(
            a("Component billing", "system: shopp"),
            [
                finding(
                    "6:3",
                    "shopp",
                    "system",
                    "System",
                    "Write `system: shop` if that is meant, or declare the System `shopp`.",
                )
            ],
            id="a single field is written whole",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [component:a, component:b]", "dependencyOf: [component:a]"),
            [
                finding(
                    "6:15", "component:a", "dependsOn", "Component", "Declare the Component `a`, or take the line out."
                ),
                finding(
                    "6:28", "component:b", "dependsOn", "Component", "Declare the Component `b`, or take the line out."
                ),
                finding(
                    "7:18",
                    "component:a",
                    "dependencyOf",
                    "Component",
                    "Declare the Component `a`, or take the line out.",
                ),
            ],
            id="each field and name",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [component:a, 'Component:default/A']"),
            [
                finding(
                    "6:15", "component:a", "dependsOn", "Component", "Declare the Component `a`, or take the line out."
                )
            ],
            id="the same name twice is one finding",
        ),
        pytest.param(
            a("Component billing", "replaces: [component:old]"),
            [
                finding(
                    "6:14",
                    "component:old",
                    "replaces",
                    "Component",
                    "Declare the Component `old`, or take the line out.",
                )
            ],
            id="what it replaces",
        ),
        pytest.param(
            a("Component billing", "confirmed: {by: user:joan, on: 2026-01-31}"),
            [
                finding(
                    "6:15",
                    "user:joan",
                    "confirmed.by",
                    "User",
                    "Declare the User `joan`, or take the line out.",
                )
            ],
            id="who confirmed it",
        ),
        pytest.param(
            a("Component billing", "confirmed: {by: jane, on: 2026-01-31}"), [], id="who confirmed it is there"
        ),
        pytest.param(
            a("Domain billing", "subdomainOf: sales"),
            [finding("6:3", "sales", "subdomainOf", "Domain", "Declare the Domain `sales`, or take the line out.")],
            id="a domain",
        ),
        pytest.param(
            a("Group billing", "type: team", "children: [cards]", "parent: bank", "members: [joe]"),
            [
                finding("8:3", "bank", "parent", "Group", "Declare the Group `bank`, or take the line out."),
                finding("7:14", "cards", "children", "Group", "Declare the Group `cards`, or take the line out."),
                finding("9:13", "joe", "members", "User", "Declare the User `joe`, or take the line out."),
            ],
            id="a team",
        ),
        pytest.param(
            a("Component billing", "system: billing"),
            [finding("6:3", "billing", "system", "System", "Declare the System `billing`, or take the line out.")],
            id="its own name under another kind is no answer",
        ),
        pytest.param(a("Component billing", "system: orders"), [], id="a wrong kind is another rule's business"),
        pytest.param(a("Component billing", "dependsOn: [bank]"), [], id="no kind is a problem of reading"),
        pytest.param(
            a("Component billing", "consumesApis: [The Bank]"),
            [finding("6:18", "The Bank", "consumesApis", "API", "Take the line out.")],
            id="a name that nothing can have",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [service:bank]"),
            [
                finding(
                    "6:15", "service:bank", "dependsOn", "service", "Declare the service `bank`, or take the line out."
                )
            ],
            id="a kind that is none",
        ),
    ],
)
def test_finds_references_that_nothing_answers_to(catalog_of, text, found):
    """A reference to what nobody declares is a gap, and the nearest name is proposed."""
    printed_here = printed(ref_unknown, catalog_of({"x.yaml": text, "y.yaml": AROUND}))

    assert sorted(printed_here) == sorted(found)


@pytest.mark.parametrize(
    ("spec", "keys"),
    [
        pytest.param(
            ["dependsOn: [component:orders]", "dependencyDetails: {'component:orders': {}}"], [], id="a dependency"
        ),
        pytest.param(
            ["consumesApis: [orders-api]", "dependencyDetails: {orders-api: {}}"], [], id="an API it consumes"
        ),
        pytest.param(
            ["dependencyOf: [component:orders]", "dependencyDetails: {'component:orders': {}}"], [], id="a dependent"
        ),
        pytest.param(
            ["dependencyDetails: {'component:orders': {}}"], ["component:orders"], id="there, but no dependency"
        ),
        pytest.param(["dependencyDetails: {'component:gone': {}}"], ["component:gone"], id="not there"),
        pytest.param(
            ["dependsOn: [component:orders]", "dependencyDetails: {'resource:orders': {}}"],
            ["resource:orders"],
            id="another kind",
        ),
        pytest.param(
            ["providesApis: [orders-api]", "dependencyDetails: {orders-api: {}}"], ["orders-api"], id="what it provides"
        ),
    ],
)
def test_finds_details_of_what_is_no_dependency(catalog_of, spec, keys):
    """Details stand for something that the entity depends on, or are told at their key."""
    line = 5 + len(spec)
    found = printed(ref_unknown, catalog_of({"x.yaml": a("Component billing", *spec), "y.yaml": AROUND}))

    said = "billing describes `{}` in `dependencyDetails`, and depends on nothing of that name."
    remedy = "Name it in `dependsOn` or `consumesApis`, spelt alike, or take it out here."
    assert found == [f"x.yaml:{line}:23: gap: {said.format(key)} {remedy} [ref-unknown]" for key in keys]


def test_leaves_people_alone_where_the_catalog_has_none(catalog_of):
    """Without a single User people are kept elsewhere, and naming them is right."""
    text = all_of(team("payments", "members: [joe]"), a("Component billing", "confirmed: {by: joe, on: 2026-01-31}"))

    assert printed(ref_unknown, catalog_of(text)) == []
    assert len(printed(ref_unknown, catalog_of(all_of(text, person("jane", "payments"))))) == 2


def test_is_known_by_field_and_name(catalog_of):
    """What a finding is does not hang on its line or place in a list: the field and the name make it."""
    first = a("Component billing", "dependsOn: [component:gone]", "dependencyDetails: {'api:gone': {}}")
    later = a(
        "Component billing",
        "tier: 1",
        "dependsOn: [component:orders, component:Gone]",
        "dependencyDetails: {api:gone: {}}",
    )

    for text in (first, later):
        found = list(ref_unknown.check(catalog_of({"x.yaml": text, "y.yaml": AROUND}), DEFAULT))
        assert [each.target for each in found] == [
            "dependsOn component:default/gone",
            "dependencyDetails api:default/gone",
        ]


def test_a_blank_name_is_not_passed_over(catalog_of):
    """A name of blanks is one that nothing answers to, except for an owner, where it says that there is none."""
    text = a("Component billing", "system: '  '", "owner: '  '")

    [finding] = printed(ref_unknown, catalog_of({"x.yaml": text}))

    assert finding.startswith("x.yaml:6:3: gap: billing names ")
    assert "in `system`" in finding
