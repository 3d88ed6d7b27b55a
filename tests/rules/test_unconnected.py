"""Everything belongs to something."""

import pytest

from app.rules import unconnected
from tests.texts import a, all_of, person, printed, team

BESIDE = all_of(a("Component shop", "owner: payments"), team("payments"))
USUAL = "Write its `owner`, its `system` or what needs it, or delete its descriptor."
FOUND = (
    "x.yaml:1:1: advice: old belongs to nothing: nobody owns, uses or contains it, and it names nothing of the "
    "catalog. {} [unconnected]"
)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        pytest.param(a("Component old", "type: service"), USUAL, id="a component"),
        pytest.param(a("API old", "definition: x"), USUAL, id="an API"),
        pytest.param(a("Resource old"), USUAL, id="a resource"),
        pytest.param(
            a("System old"),
            "Write its `owner`, or `system: old` where it has parts, or delete its descriptor.",
            id="a system",
        ),
        pytest.param(
            a("Domain old"),
            "Write its `owner`, or `domain: old` where it has systems, or delete its descriptor.",
            id="a domain",
        ),
        pytest.param(
            team("old"), "Write its people under `members`, or delete its descriptor.", id="a team without anybody"
        ),
        pytest.param(a("Component old", "owner: ''"), USUAL, id="an empty owner"),
        pytest.param(a("Component old", "owner: TBD"), USUAL, id="a placeholder"),
        pytest.param(a("Component old", "dependsOn: ['component:old']"), None, id="itself is no less a name"),
    ],
)
def test_finds_what_stands_alone(catalog_of, text, remedy):
    """What names nothing and is named by nothing is advice, told where it begins."""
    found = printed(unconnected, catalog_of({"x.yaml": text, "y.yaml": BESIDE}))

    assert found == ([] if remedy is None else [FOUND.format(remedy)])


@pytest.mark.parametrize(
    ("text", "others"),
    [
        pytest.param(a("Component old", "owner: payments"), "", id="a team owns it"),
        pytest.param(a("Component old", "owner: user:kim"), person("kim"), id="a person does"),
        pytest.param(a("Component old", "owner: gone"), "", id="an unknown team is owner-unknown"),
        pytest.param(a("Component old", "system: gone"), "", id="an unknown system is ref-unknown"),
        pytest.param(a("Component old", "replaces: [component:shop]"), "", id="it takes over"),
        pytest.param(a("Resource old"), a("Component b", "dependsOn: [resource:old]"), id="something needs it"),
        pytest.param(
            a("API old", "definition: x"), a("Component b", "providesApis: [old]"), id="something provides it"
        ),
        pytest.param(a("System old"), a("Component b", "system: old"), id="it has a part"),
        pytest.param(
            a("API old", "definition: x", "owner: TBD"),
            a("Component b", "consumesApis: [old]"),
            id="nobody's, and used",
        ),
        pytest.param(a("Component old", "owner: component:shop"), "", id="something strange that is there owns it"),
        pytest.param(team("old"), a("Component b", "owner: old"), id="it owns something"),
        pytest.param(team("old"), person("kim", "old"), id="somebody is in it"),
        pytest.param(team("old"), team("b", "parent: old"), id="it has a team below"),
        pytest.param(person("old"), "", id="a person without a team"),
        pytest.param(a("Location old", "target: ./y.yaml"), "", id="a location"),
        pytest.param(a("Pet old"), "", id="a kind nobody knows"),
    ],
)
def test_leaves_what_belongs_somewhere(catalog_of, text, others):
    """Any relation will do, in either direction; one that leads to nothing is told by other rules."""
    texts = {"x.yaml": text, "y.yaml": BESIDE, "z.yaml": others}

    assert [line for line in printed(unconnected, catalog_of(texts)) if line.startswith("x.yaml")] == []


def test_is_silent_where_nothing_is_connected(catalog_of):
    """A catalog of lone descriptors has its neighbours elsewhere."""
    assert printed(unconnected, catalog_of(all_of(a("Component a"), a("Component b", "owner: gone"), team("c")))) == []
