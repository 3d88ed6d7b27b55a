"""The catalog: what is looked up, what relates to what, and what a name may have meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.errors import EntityNotFoundError
from tests.texts import a, all_of, person, team

TODAY = date(2026, 1, 1)


def ref(text):
    """A written reference, read."""
    return Ref.parse(text)


def shorts(refs):
    """References, as short as they can be written."""
    return [each.short for each in refs]


# --- looking up ----------------------------------------------------------------------------------

SOME = all_of(
    a("System shop"),
    a("Component web", "type: Website"),
    a("Component till", "type: Service"),
    a("Component money/till", "type: service"),
    a("API till"),
)


def test_holds_entities_in_the_order_of_their_references(catalog_of):
    """However they come, entities stand by kind, namespace and name."""
    catalog = catalog_of(SOME)

    assert [str(entity.ref) for entity in catalog] == [
        "api:default/till",
        "component:default/till",
        "component:default/web",
        "component:money/till",
        "system:default/shop",
    ]
    assert len(catalog) == 5


def test_finds_by_reference(catalog_of):
    """What is there is found in three ways; what is not is None, absent, or an error that names what is near."""
    catalog = catalog_of(SOME)

    assert catalog[ref("component:till")].name == "till"
    assert catalog.get(ref("component:till")) is catalog[ref("component:till")]
    assert ref("component:till") in catalog
    assert catalog.get(ref("component:tiller")) is None
    assert catalog.get(None) is None
    assert ref("component:tiller") not in catalog
    with pytest.raises(
        EntityNotFoundError, match=r"No entity component:default/tiller in the catalog\. Did you mean component:"
    ):
        catalog[ref("component:tiller")]


def test_finds_by_kind_and_by_name(catalog_of):
    """A kind in any case; a name in one namespace or in all; services by their type in any case."""
    catalog = catalog_of(SOME)

    assert shorts(entity.ref for entity in catalog.of_kind("COMPONENT")) == [
        "component:till",
        "component:web",
        "component:money/till",
    ]
    assert catalog.of_kind("Gadget") == ()
    assert shorts(catalog.named("Till")) == ["api:till", "component:till", "component:money/till"]
    assert shorts(catalog.named("till", "MONEY")) == ["component:money/till"]
    assert catalog.named("gone") == ()
    assert shorts(entity.ref for entity in catalog.services) == ["component:till", "component:money/till"]


def test_keeps_the_first_of_two_with_one_reference():
    """A reference stands for one entity: the first that was given."""
    first, second = (Entity({"kind": "System", "metadata": {"name": name}}, "x.yaml", 1) for name in ("shop", "SHOP"))

    assert Catalog([first, second], TODAY)[ref("system:shop")] is first


def test_is_equal_to_the_same_entities_on_the_same_day(catalog_of):
    """Catalogs are compared by content, and are no keys."""
    entities = list(catalog_of(SOME))

    assert Catalog(entities, TODAY) == Catalog(reversed(entities), TODAY)
    assert Catalog(entities, TODAY) != Catalog(entities, date(2026, 1, 2))
    assert Catalog(entities, TODAY) != Catalog(entities[1:], TODAY)
    assert Catalog(entities, TODAY) != entities
    with pytest.raises(TypeError):
        hash(Catalog(entities, TODAY))


# --- relations -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "of", "type_", "targets"),
    [
        pytest.param(
            a("Component a", "dependsOn: [resource:b]"), "component:a", "dependsOn", ["resource:b"], id="forward"
        ),
        pytest.param(
            a("Component a", "dependsOn: [resource:b]"), "resource:b", "dependencyOf", ["component:a"], id="back"
        ),
        pytest.param(
            a("Resource b", "dependencyOf: [component:a]"),
            "component:a",
            "dependsOn",
            ["resource:b"],
            id="the other end",
        ),
        pytest.param(
            all_of(a("Component a", "dependsOn: [resource:b]"), a("Resource b", "dependencyOf: [component:a]")),
            "component:a",
            "dependsOn",
            ["resource:b"],
            id="both ends say it, and it is told once",
        ),
        pytest.param(
            a("Component a", "dependsOn: [resource:c, resource:b, 'resource:default/B']"),
            "component:a",
            "dependsOn",
            ["resource:b", "resource:c"],
            id="in order, each once",
        ),
        pytest.param(a("Component a", "owner: x"), "group:x", "ownerOf", ["component:a"], id="of what is only named"),
        pytest.param(
            a("Component a", "replaces: [b]"), "component:a", "replaces", [], id="a field that makes no relation"
        ),
        pytest.param(a("Component a"), "component:gone", "dependsOn", [], id="of what nobody names"),
    ],
)
def test_relates_what_either_end_says(catalog_of, text, of, type_, targets):
    """A relation leads both ways, whoever wrote it down and whether the other end is there."""
    assert shorts(catalog_of(text).related(ref(of), type_)) == targets


def test_takes_the_word_of_the_end_it_leads_from(catalog_of):
    """Where both ends write a relation down, each half is declared by its own source."""
    catalog = catalog_of(
        all_of(a("Component a", "dependsOn: [resource:b]"), a("Resource b", "dependencyOf: [component:a]"))
    )

    for end in ("component:a", "resource:b"):
        assert [each.declared_by.short for each in catalog.relations(ref(end))] == [end]


def test_members_are_those_either_side_names(catalog_of):
    """Who is in a team: those who say so and those the team says; the teams below do not count."""
    catalog = catalog_of(
        all_of(
            team("pay", "members: [jane, joe]"),
            team("cards", "parent: pay", "members: [lee]"),
            person("jane", "pay"),
            person("kim", "pay"),
        )
    )

    assert shorts(catalog.members(ref("group:pay"))) == ["user:jane", "user:joe", "user:kim"]


def test_owned_is_what_names_the_owner_itself(catalog_of):
    """Inheritance is no ownership, and what is named need not be there."""
    catalog = catalog_of(
        all_of(team("pay"), a("System shop", "owner: pay"), a("API x", "system: shop"), a("API y", "owner: gone"))
    )

    assert shorts(entity.ref for entity in catalog.owned_by(ref("group:pay"))) == ["system:shop"]
    assert shorts(entity.ref for entity in catalog.owned_by(ref("group:gone"))) == ["api:y"]


# --- inheritance ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "inherited"),
    [
        pytest.param(
            all_of(a("API x", "system: s"), a("System s", "owner: pay")), "system:s group:pay", id="from its system"
        ),
        pytest.param(
            all_of(a("API x", "system: s"), a("System s", "domain: d"), a("Domain d", "owner: pay")),
            "domain:d group:pay",
            id="from the domain of its system",
        ),
        pytest.param(
            all_of(
                a("API x", "system: s"), a("System s", "owner: pay", "domain: d"), a("Domain d", "owner: user:jane")
            ),
            "system:s group:pay",
            id="the nearest goes first",
        ),
        pytest.param(
            all_of(
                a("API x", "system: s"), a("System s", "owner: gone", "domain: d"), a("Domain d", "owner: user:jane")
            ),
            "domain:d user:jane",
            id="past an owner that is not there",
        ),
        pytest.param(
            all_of(a("API x", "system: s"), a("System s", "owner: system:s", "domain: d"), a("Domain d", "owner: pay")),
            "domain:d group:pay",
            id="past an owner that is neither team nor person",
        ),
        pytest.param(all_of(a("API x", "system: s"), a("System s")), "", id="nobody owns it"),
        pytest.param(a("API x", "system: gone"), "", id="it is not there"),
        pytest.param(a("API x"), "", id="part of nothing"),
        pytest.param(
            all_of(a("Domain x", "subdomainOf: d"), a("Domain d", "subdomainOf: e"), a("Domain e", "subdomainOf: d")),
            "",
            id="domains in a circle",
        ),
        pytest.param(
            all_of(
                a("Domain x", "subdomainOf: d"),
                a("Domain d", "subdomainOf: e"),
                a("Domain e", "subdomainOf: d", "owner: pay"),
            ),
            "domain:e group:pay",
            id="a circle that somebody owns",
        ),
        pytest.param(
            all_of(a("Component x", "subcomponentOf: c"), a("Component c", "owner: pay")),
            "",
            id="not from a component around it",
        ),
    ],
)
def test_inherits_from_the_nearest_system_or_domain(catalog_of, text, inherited):
    """The holder and the owner it has, where the catalog knows that owner."""
    catalog = catalog_of({"x.yaml": text, "y.yaml": all_of(team("pay"), person("jane"))})
    (entity,) = (each for each in catalog if each.name == "x")
    found = catalog.inherited_owner(entity)

    assert (f"{found[0].ref.short} {found[1].short}" if found else "") == inherited


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans()), unique_by=lambda each: each[0]
    )
)
def test_inheritance_agrees_with_walking_outwards(catalog_of, domains):
    """From every domain, whatever circles there are, the first owner met on the way out is inherited."""
    text = [
        a(f"Domain {name}", f"subdomainOf: {outer}", *(["owner: pay"] if owned else []))
        for name, outer, owned in domains
    ]
    catalog = catalog_of({"x.yaml": all_of(*text), "y.yaml": team("pay")})
    around = {name: outer for name, outer, _ in domains}
    owners = {name for name, _, owned in domains if owned}
    for name, outer in around.items():
        at, seen = outer, {name}
        while at in around and at not in owners and at not in seen:
            seen.add(at)
            at = around[at]
        found = catalog.inherited_owner(catalog[ref(f"domain:{name}")])

        assert (found[0].name if found else None) == (at if at in owners else None)


# --- near names ----------------------------------------------------------------------------------

NEAR = all_of(
    team("payments"),
    team("ops/payments"),
    a("Component payments"),
    a("Component checkout"),
    a("Resource checkout-db"),
    a("Resource money/ledger"),
)


@pytest.mark.parametrize(
    ("wanted", "kinds", "near"),
    [
        pytest.param("group:paymnets", (), ["group:payments"], id="a slip of the pen"),
        pytest.param(
            "group:money/payments", (), ["group:payments", "group:ops/payments", "component:payments"], id="elsewhere"
        ),
        pytest.param(
            "api:payments", (), ["component:payments", "group:payments", "group:ops/payments"], id="another kind"
        ),
        pytest.param(
            "component:payments",
            ("group",),
            ["group:payments", "group:ops/payments", "component:payments"],
            id="the kinds that are wanted go first",
        ),
        pytest.param("component:chekout", (), ["component:checkout"], id="of its own kind"),
        pytest.param(
            "api:chekout",
            ("component", "resource"),
            ["component:checkout", "resource:checkout-db"],
            id="of the kinds that are wanted",
        ),
        pytest.param("resource:ledgr", (), ["resource:money/ledger"], id="in any namespace"),
        pytest.param("group:zebra", (), [], id="nothing is near"),
        pytest.param("gadget:payment", (), [], id="no such kind"),
        pytest.param("group:" + "payments" * 50, (), [], id="a text that is no name costs nothing"),
    ],
)
def test_knows_what_a_name_may_have_meant(catalog_of, wanted, kinds, near):
    """The same name elsewhere goes first, then names that look alike."""
    assert shorts(catalog_of(NEAR).near(ref(wanted), kinds)) == near
