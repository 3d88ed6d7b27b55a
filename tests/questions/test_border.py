"""What stands inside a system or domain, and what crosses its border."""

import pytest

from app.entities import Ref
from app.questions import border
from tests.questions import counting
from tests.questions.organisation import HEAD


def component(name: str, **spec: str) -> str:
    """A service's descriptor."""
    written = "".join(f", {key}: {value}" for key, value in spec.items())
    return f"{HEAD}kind: Component\nmetadata: {{name: {name}}}\nspec: {{type: service{written}}}\n"


TEXT = "---\n".join(
    (
        f"{HEAD}kind: Domain\nmetadata: {{name: sea}}\nspec: {{}}\n",
        f"{HEAD}kind: Domain\nmetadata: {{name: harbour}}\nspec: {{subdomainOf: sea}}\n",
        f"{HEAD}kind: System\nmetadata: {{name: port}}\nspec: {{domain: harbour}}\n",
        f"{HEAD}kind: System\nmetadata: {{name: fleet}}\nspec: {{domain: sea}}\n",
        f"{HEAD}kind: System\nmetadata: {{name: empty}}\nspec: {{}}\n",
        component("crane", system="port", owner="dockers", dependsOn="[component:quay, component:ship]"),
        component("quay", system="port", owner="dockers", dependsOn="[component:power, component:nowhere]"),
        component("ship", system="fleet", owner="crew", dependsOn="[component:crane]"),
        component("power", owner="town"),
        component(
            "shop",
            owner="town",
            dependsOn="[component:ship]",
            dependencyDetails="{component:ship: {criticality: soft}}",
        ),
        f"{HEAD}kind: Resource\nmetadata: {{name: log}}\nspec: {{type: database, system: port}}\n",
    )
)


@pytest.mark.parametrize(
    ("whole", "shelves", "owners", "crossings"),
    [
        pytest.param(
            "system:port",
            {"services": 2, "stores": 1},
            [("dockers", 2), (None, 1)],
            [("crew", 1, 1, 2), (None, 1, 0, 1), ("town", 1, 0, 1)],
            id="a system",
        ),
        pytest.param(
            "domain:sea",
            {"services": 3, "stores": 1},
            [("dockers", 2), (None, 1), ("crew", 1)],
            [("town", 1, 1, 1), (None, 1, 0, 1)],
            id="a domain with a domain in it",
        ),
        pytest.param(
            "domain:harbour",
            {"services": 2, "stores": 1},
            [("dockers", 2), (None, 1)],
            [("crew", 1, 1, 2), (None, 1, 0, 1), ("town", 1, 0, 1)],
            id="a domain in another",
        ),
        pytest.param("system:empty", {}, [], [], id="nothing inside"),
        pytest.param("system:unknown", {}, [], [], id="what is not there"),
    ],
)
def test_about(look, whole, shelves, owners, crossings):
    """Things are counted by list and owner; needs by the owner on the other side, both ways."""
    with look(TEXT) as session, counting.selects(session) as asked:
        found = border.about(session, Ref.parse(whole))

    def name(mention):
        return mention.ref.name if mention else None

    assert dict(found.shelves) == shelves
    assert [(name(owner), number) for owner, number in found.owners] == owners
    assert [(name(each.owner), each.needs, each.needed, each.hard) for each in found.crossings] == crossings
    assert found.things == sum(shelves.values())
    assert (found.needs, found.needed) == (sum(each[1] for each in crossings), sum(each[2] for each in crossings))
    assert len(asked) <= 4


def test_domains_in_a_circle(look):
    """Domains that hold each other are walked once."""
    text = "---\n".join(
        (
            f"{HEAD}kind: Domain\nmetadata: {{name: a}}\nspec: {{subdomainOf: b}}\n",
            f"{HEAD}kind: Domain\nmetadata: {{name: b}}\nspec: {{subdomainOf: a}}\n",
            f"{HEAD}kind: System\nmetadata: {{name: s}}\nspec: {{domain: a}}\n",
            component("x", system="s"),
        )
    )
    with look(text) as session:
        assert border.about(session, Ref.parse("domain:b")).things == 1
