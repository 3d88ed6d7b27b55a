"""A reference leads to a kind of thing that its field takes."""

import pytest

from app.policy import DEFAULT
from app.rules import ref_unknown, ref_wrong_kind
from tests.texts import a, all_of, person, printed, team

AROUND = all_of(
    a("Component orders", "providesApis: [orders-api]"),
    a("Component web", "providesApis: [web-api, other-api]"),
    a("Component till"),
    a("API orders-api"),
    a("API web-api"),
    a("API other-api"),
    a("Resource db"),
    a("System shop"),
    a("Domain trade"),
    team("payments"),
    person("jane", "payments"),
    a("Template page"),
    a("Location spot", "targets: []"),
    a("API both"),
    a("Component both"),
    "apiVersion: backstage.io/v1alpha1\nkind: Gadget\nmetadata: {name: radar}\n",
)


def finding(place, name, field, being, remedy):
    """What is printed where billing refers to the wrong kind."""
    return [f"x.yaml:{place}: error: billing names `{name}` in `{field}`, and {being}. {remedy} [ref-wrong-kind]"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            a("Component billing", "system: shop", "dependsOn: [component:till, resource:db]"), [], id="all right"
        ),
        pytest.param(
            a("Component billing", "dependsOn: [resource:till]"),
            finding("6:15", "resource:till", "dependsOn", "`till` is a Component", "Write `component:till`."),
            id="another kind that the field takes",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [components:till]"),
            finding("6:15", "components:till", "dependsOn", "`till` is a Component", "Write `component:till`."),
            id="a kind that is none",
        ),
        pytest.param(
            a("Component billing", "providesApis: [shop]"),
            finding(
                "6:18", "shop", "providesApis", "`shop` is a System; `providesApis` takes APIs", "Write `system: shop`."
            ),
            id="the field that takes it",
        ),
        pytest.param(
            a("Component billing", "providesApis: [shop]", "system: other"),
            finding(
                "6:18",
                "shop",
                "providesApis",
                "`shop` is a System; `providesApis` takes APIs",
                "Name one of the APIs, or take the line out.",
            ),
            id="the field that takes it is taken",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [api:orders-api]"),
            finding(
                "6:15",
                "api:orders-api",
                "dependsOn",
                "`orders-api` is an API; `dependsOn` takes Components and Resources",
                "Write `- api:orders-api` under `consumesApis`.",
            ),
            id="there, of a kind that the field does not take",
        ),
        pytest.param(
            a("Component billing", "consumesApis: [orders]"),
            finding(
                "6:18",
                "orders",
                "consumesApis",
                "`orders` is a Component; `consumesApis` takes APIs",
                "Write `- api:orders-api`, the API that it provides.",
            ),
            id="a component instead of its API",
        ),
        pytest.param(
            a("Component billing", "consumesApis: [component:web]"),
            finding(
                "6:18",
                "component:web",
                "consumesApis",
                "`web` is a Component; `consumesApis` takes APIs",
                "Write `- component:web` under `dependsOn`.",
            ),
            id="a component with several APIs",
        ),
        pytest.param(
            a("Component billing", "providesApis: [component:billing]"),
            finding(
                "6:18",
                "component:billing",
                "providesApis",
                "`billing` is a Component; `providesApis` takes APIs",
                "Write `- component:billing` under `dependsOn`.",
            ),
            id="itself, which is no API",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [resource:both]"),
            finding("6:15", "resource:both", "dependsOn", "`both` is a Component", "Write `component:both`."),
            id="of two with the name, the one that the field takes",
        ),
        pytest.param(a("Component billing", "system: spot"), [], id="a location that happens to have the name"),
        pytest.param(
            a("Component billing", "system: orders"),
            finding(
                "6:3",
                "orders",
                "system",
                "`orders` is a Component; `system` takes Systems",
                "Write `subcomponentOf: orders`.",
            ),
            id="part of something that provides an API",
        ),
        pytest.param(
            a("Component billing", "system: till"),
            finding(
                "6:3",
                "till",
                "system",
                "`till` is a Component; `system` takes Systems",
                "Write `subcomponentOf: till`.",
            ),
            id="part of something else",
        ),
        pytest.param(
            a("Resource billing", "dependsOn: [api:orders-api]"),
            finding(
                "6:15",
                "api:orders-api",
                "dependsOn",
                "`orders-api` is an API; `dependsOn` takes Components and Resources",
                "Name one of the Components and Resources, or take the line out.",
            ),
            id="no field takes it",
        ),
        pytest.param(
            a("Component billing", "dependsOn: [system:shop]"),
            finding(
                "6:15",
                "system:shop",
                "dependsOn",
                "`shop` is a System; `dependsOn` takes Components and Resources",
                "Name one of the Components and Resources, or take the line out.",
            ),
            id="to need a system is not to be part of it",
        ),
        pytest.param(
            a("Group billing", "type: team", "children: [resource:db]"),
            finding(
                "7:14",
                "resource:db",
                "children",
                "`db` is a Resource; `children` takes Groups",
                "Name one of the Groups, or take the line out.",
            ),
            id="a team's children",
        ),
        pytest.param(
            a("Group billing", "type: team", "children: []", "members: [payments]"),
            finding(
                "8:13",
                "payments",
                "members",
                "`payments` is a Group; `members` takes Users",
                "Write `- group:payments` under `children`.",
            ),
            id="a team among people",
        ),
        pytest.param(
            a("Component billing", "confirmed: {by: payments, on: 2026-01-31}"),
            finding(
                "6:15",
                "payments",
                "confirmed.by",
                "`payments` is a Group; `confirmed.by` takes Users",
                "Name one of the Users, or take the line out.",
            ),
            id="who confirmed it",
        ),
        pytest.param(
            a("System billing", "domain: shop"),
            finding(
                "6:3",
                "shop",
                "domain",
                "`shop` is a System; `domain` takes Domains",
                "Name one of the Domains, or take the line out.",
            ),
            id="a domain",
        ),
        pytest.param(a("Component billing", "owner: shop"), [], id="owners have rules of their own"),
        pytest.param(a("Component billing", "system: billing"), [], id="its own name does not count"),
        pytest.param(a("Component billing", "system: gone"), [], id="unknown is another rule's business"),
        pytest.param(a("Component billing", "system: page"), [], id="a template that happens to have the name"),
        pytest.param(a("Component billing", "dependsOn: [gadget:radar]"), [], id="kinds we do not know pass"),
        pytest.param(a("Component billing", "dependsOn: [component:radar]"), [], id="and are nobody's namesakes"),
        pytest.param(
            a("Component money/billing", "dependsOn: [resource:till]"), [], id="nor is what has another namespace"
        ),
        pytest.param(
            a("Component billing", "dependsOn: [shop]"),
            finding(
                "6:15",
                "shop",
                "dependsOn",
                "`shop` is a System; `dependsOn` takes Components and Resources",
                "Name one of the Components and Resources, or take the line out.",
            ),
            id="without a kind, but only one thing has the name",
        ),
    ],
)
def test_finds_references_to_the_wrong_kind(catalog_of, text, found):
    """What is there under a kind that the field does not take is wrong, and what to write instead is said."""
    assert printed(ref_wrong_kind, catalog_of({"x.yaml": text, "y.yaml": AROUND})) == found


@pytest.mark.parametrize(
    ("spec", "write"),
    [
        pytest.param("dependsOn: [resource:till]", "- component:till", id="an item"),
        pytest.param("providesApis: [shop]", "system: shop", id="another field"),
        pytest.param("providesApis: [component:till]", "dependsOn:\n  - component:till", id="an item of another field"),
        pytest.param("subcomponentOf: shop", "system: shop", id="a field instead of a field"),
    ],
)
def test_gives_the_line_to_write(catalog_of, spec, write):
    """The line can be copied as it stands, and the evidence is where the other thing is declared."""
    catalog = catalog_of({"x.yaml": a("Component billing", spec), "y.yaml": AROUND})
    (found,) = ref_wrong_kind.check(catalog, DEFAULT)

    assert found.write == write
    assert "is declared at y.yaml:" in found.evidence[0]


@pytest.mark.parametrize(
    "spec", ["dependsOn: [resource:till]", "system: till", "system: gone", "dependsOn: [gone]", "system: shop"]
)
def test_never_tells_one_reference_twice(catalog_of, spec):
    """A reference is unknown, or of the wrong kind, or neither."""
    catalog = catalog_of({"x.yaml": a("Component billing", spec), "y.yaml": AROUND})

    assert len([*ref_unknown.check(catalog, DEFAULT), *ref_wrong_kind.check(catalog, DEFAULT)]) <= 1
