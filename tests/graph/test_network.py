"""A catalog's network: which relations are needs, and what is known of each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog import Catalog
from app.graph import network
from app.graph.components import strong
from tests.graph import landscapes
from tests.graph.networks import drawn, edge, joined, node, pairs

HEAD = "apiVersion: backstage.io/v1alpha1\n"


def entity(kind, name, spec):
    """The text of one document."""
    return f"{HEAD}kind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n---\n"


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        pytest.param(
            entity("Component", "a", "{dependsOn: [resource:db]}"),
            ["component:a dependsOn resource:db hard sync unknown assumed"],
            id="dependsOn",
        ),
        pytest.param(
            entity("Resource", "db", "{dependencyOf: [component:a]}"),
            ["component:a dependsOn resource:db hard sync unknown assumed"],
            id="dependencyOf is the same need, and its other end need not be declared",
        ),
        pytest.param(
            entity(
                "Resource",
                "db",
                "{dependencyOf: [component:a], dependencyDetails: {'component:a': {criticality: soft, mode: async}}}",
            ),
            ["component:a dependsOn resource:db soft async unknown"],
            id="whoever writes a need down says how it is",
        ),
        pytest.param(
            entity("Component", "a", "{dependsOn: [resource:db]}")
            + entity(
                "Resource",
                "db",
                "{dependencyOf: [component:a], dependencyDetails: {'component:a': {criticality: soft}}}",
            ),
            ["component:a dependsOn resource:db hard sync unknown assumed"],
            id="of two ends the one in need is believed",
        ),
        pytest.param(
            entity(
                "Component",
                "a",
                "{consumesApis: [x], dependencyDetails: {'api:x': {criticality: soft, mode: async, access: read}}}",
            ),
            ["component:a consumesApi api:x soft async read"],
            id="consumesApis",
        ),
        pytest.param(
            entity("Component", "b", "{providesApis: [x]}"),
            ["api:x apiProvidedBy component:b hard sync unknown"],
            id="an API needs its provider, and nothing is assumed about that",
        ),
        pytest.param(
            entity("Component", "a", "{system: s, subcomponentOf: b, owner: t, replaces: [c]}")
            + entity("System", "s", "{domain: d}")
            + entity("Group", "t", "{parent: u, children: [], members: [v]}"),
            [],
            id="belonging, owning and replacing are no needs",
        ),
    ],
)
def test_knows_what_needs_what(catalog_of, text, edges):
    """An edge leads from what needs to what is needed, with what its author says."""
    found = [
        f"{each.source.short} {each.relation} {each.target.short} {each.criticality} {each.mode} {each.access}"
        + (" assumed" if each.assumed else "")
        for each in network.of(catalog_of(text)).edges
    ]

    assert found == edges


def test_consumer_needs_the_provider_through_the_api(catalog_of):
    """The arrows lead from a consumer over the API to its provider."""
    built = network.of(
        catalog_of(entity("Component", "a", "{consumesApis: [x]}") + entity("Component", "b", "{providesApis: [x]}"))
    )

    assert [str(ref) for ref in built.refs] == ["api:default/x", "component:default/a", "component:default/b"]
    assert built.ahead == ((2,), (0,), ())
    assert built.behind == ((1,), (), (0,))


def test_every_entity_and_every_named_thing_is_a_node(catalog_of):
    """Things without needs are nodes, and so are needed things that nobody declares."""
    text = entity("Component", "a", "{dependsOn: [resource:gone]}") + entity("Group", "t", "{children: []}")

    assert [ref.short for ref in network.of(catalog_of(text)).refs] == ["component:a", "group:t", "resource:gone"]


def test_tells_the_edges_that_leave_a_node():
    """Exactly the needs of one thing, in order; none for what is not there."""
    built = drawn("a>b b>a b>c c>b")

    assert built.leaving(node("b")) == (edge("b", "a"), edge("b", "c"))
    assert built.leaving(node("z")) == ()


@given(pairs)
def test_joins_alike_in_any_order(needs):
    """Edges in any order, and given twice, are one network."""
    assert joined(needs) == joined([*reversed(needs), *needs])


@given(st.randoms())
def test_does_not_depend_on_the_order_of_entities(catalog_of, random):
    """A catalog's entities in any order are one network."""
    text = "".join(
        entity("Component", name, f"{{dependsOn: ['component:{other}']}}") for name, other in ("ab", "bc", "ca", "dx")
    )
    entities = list(catalog_of(text))
    random.shuffle(entities)

    assert network.of(Catalog(entities, date(2026, 1, 1))) == network.of(catalog_of(text))


def test_survives_circles_of_every_relation(catalog_of):
    """Owner, parent and child in a circle, and needs in a circle, end."""
    text = (
        entity("Group", "t", "{parent: u, children: [u]}")
        + entity("Group", "u", "{parent: t, children: [t]}")
        + entity("Component", "a", "{owner: t, subcomponentOf: b, dependsOn: ['component:b', 'component:a']}")
        + entity("Component", "b", "{owner: t, subcomponentOf: a, dependsOn: ['component:a']}")
    )

    assert [len(group) for group in strong(network.of(catalog_of(text)))] == [2, 1, 1]


@given(pairs)
def test_finds_the_needs_between_two(needs):
    """The edges from one thing to another are exactly those of the network that lead there."""
    whole = joined(needs)

    for source in whole.refs:
        for target in whole.refs:
            expected = tuple(each for each in whole.edges if (each.source, each.target) == (source, target))
            assert whole.between(source, target) == expected


def test_leaves_out_what_stops_nothing():
    """Along what is soft or asynchronous no failure goes on; the nodes stay."""
    whole = landscapes.drawn("a>b b~>c c=>d").network

    assert landscapes.arrows(whole.stopping.edges) == "a>b"
    assert whole.stopping.refs == whole.refs
