"""Keys that are no text, unknown at the root, or nearly right are told; all but the first two are kept."""

import pytest

from tests.descriptors.reads import entity, printed
from tests.texts import a


@pytest.mark.parametrize(
    ("root", "said"),
    [
        pytest.param(
            "relations: []",
            "c.yaml:1:1: error: The root key `relations` is unknown and left out. "
            "An entity has only `apiVersion`, `kind`, `metadata`, `spec` at its root; take it out. [key-unknown]",
            id="what only output has",
        ),
        pytest.param(
            "metdata: {}\nspecs: {}",
            "c.yaml:1:1: error: The root key `metdata` is unknown and left out. "
            "An entity has only `apiVersion`, `kind`, `metadata`, `spec` at its root; take it out. [key-unknown]\n"
            "c.yaml:2:1: error: The root key `specs` is unknown and left out. "
            "An entity has only `apiVersion`, `kind`, `metadata`, `spec` at its root; take it out. [key-unknown]",
            id="near to one that is there as well",
        ),
        pytest.param(
            "owner: pay\ntags: [a]",
            "c.yaml:1:1: error: The root key `owner` is unknown and left out. "
            "Indent it to stand under `spec`. [key-unknown]\n"
            "c.yaml:2:1: error: The root key `tags` is unknown and left out. "
            "Indent it to stand under `metadata`. [key-unknown]",
            id="indented too little",
        ),
        pytest.param(
            "1: a\n~: b\ntrue: c",
            'c.yaml:1:1: error: The key `1` is not a text. Write it in quotes: "1". [key-not-string]\n'
            'c.yaml:2:1: error: The key `~` is not a text. Write it in quotes: "~". [key-not-string]\n'
            'c.yaml:3:1: error: The key `true` is not a text. Write it in quotes: "true". [key-not-string]',
            id="no texts",
        ),
        pytest.param(
            "'1': a",
            "c.yaml:1:1: error: The root key `1` is unknown and left out. "
            "An entity has only `apiVersion`, `kind`, `metadata`, `spec` at its root; take it out. [key-unknown]",
            id="a text",
        ),
        pytest.param(
            '"\\u202e": a',
            "c.yaml:1:1: error: The root key `\\u202e` is unknown and left out. "
            "An entity has only `apiVersion`, `kind`, `metadata`, `spec` at its root; take it out. [key-unknown]",
            id="a key that turns text around",
        ),
    ],
)
def test_keys_at_the_root(root, said):
    """A key that no entity has at its root is left out, with where it may belong."""
    text = f"{root}\n{a('Component x')}"

    assert printed(text) == said
    assert set(entity(text).document) == {"apiVersion", "kind", "metadata", "spec"}


def test_a_misspelt_spec():
    """Without its `spec` an entity is told of the key that looks like it."""
    assert printed(a("Component x").replace("spec:", "Specs:")) == (
        "c.yaml:1:1: error: The Component has no `spec`. Write `spec:` with its fields below it. [schema]\n"
        "c.yaml:5:1: error: The root key `Specs` is unknown and left out. Did you mean `spec`? [key-unknown]"
    )


@pytest.mark.parametrize(
    ("section", "kept"),
    [
        pytest.param(
            "spec: {1: a, 2.5: b, ~: c, no: d, 2024-01-01: e, '3': f}",
            {"no": "d", "2024-01-01": "e", "3": "f"},
            id="spec",
        ),
        pytest.param("spec: {x: {1: a, ~: {true: b}}}", {"x": {"1": "a", "~": {"true": "b"}}}, id="deeper"),
    ],
)
def test_keys_that_are_no_text(section, kept):
    """In the envelope a key that is no text is left out; deeper it is kept as it was typed."""
    found = entity(f"apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata: {{name: a}}\n{section}\n")

    assert found.spec == kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            a("Component x", "onwer: pay"),
            "c.yaml:6:3: notice: `spec.onwer` is unknown. Did you mean `owner`? [key-misspelt]",
            id="two letters swapped",
        ),
        pytest.param(
            a("Component x", "Lifecycle: y", "dependson: []"),
            "c.yaml:6:3: notice: `spec.Lifecycle` is unknown. Did you mean `lifecycle`? [key-misspelt]\n"
            "c.yaml:7:3: notice: `spec.dependson` is unknown. Did you mean `dependsOn`? [key-misspelt]",
            id="capitals",
        ),
        pytest.param(
            a("Component x", "subComponentOf: y", "consumesApi: []"),
            "c.yaml:6:3: notice: `spec.subComponentOf` is unknown. Did you mean `subcomponentOf`? [key-misspelt]\n"
            "c.yaml:7:3: notice: `spec.consumesApi` is unknown. Did you mean `consumesApis`? [key-misspelt]",
            id="what real files have",
        ),
        pytest.param(a("Component x", "owner: pay", "owners: [pay]"), "", id="the right one is there as well"),
        pytest.param(a("Component x", "team: pay", "language: go", "sla: 1"), "", id="words of one's own"),
        pytest.param(a("Component x", "domain: y"), "", id="a key of another kind"),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata:\n  name: a\n  namspace: b\n  label: "
            "{}\nspec: {}\n",
            "c.yaml:5:3: notice: `metadata.namspace` is unknown. Did you mean `namespace`? [key-misspelt]\n"
            "c.yaml:6:3: notice: `metadata.label` is unknown. Did you mean `labels`? [key-misspelt]",
            id="metadata",
        ),
        pytest.param(
            "apiVersion: v1\nkind: Widget\nmetadata: {name: a}\nspec: {onwer: b}\n",
            "c.yaml:2:1: notice: The kind `Widget` is none that Ensemble checks; it is kept as it is. "
            "The kinds are Component, API, Resource, System, Domain, Group, User, Location, Template. [kind-unknown]",
            id="a foreign kind has its own keys",
        ),
    ],
)
def test_nearly_right_keys(text, said):
    """A key that is nearly one we know, while that one is missing, gets a notice and stays."""
    assert printed(text) == said


def test_what_is_misspelt_is_kept():
    """A near miss is the author's own key all the same."""
    assert entity(a("Component x", "onwer: pay")).spec == {"onwer": "pay"}
