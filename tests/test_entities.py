"""References read and print themselves; entities know what they say, where, and what relates to what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.entities import FIELDS, KINDS, Entity, Ref, fold, split
from app.errors import BadReferenceError
from app.positions import Position

# --- references ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("component:money/payments", ("component", "money", "payments"), id="whole"),
        pytest.param("component:payments", ("component", None, "payments"), id="no namespace"),
        pytest.param("money/payments", (None, "money", "payments"), id="no kind"),
        pytest.param("payments", (None, None, "payments"), id="only a name"),
        pytest.param("a:b:c", ("a", None, "b:c"), id="the first colon ends the kind"),
        pytest.param("a/b:c", (None, "a", "b:c"), id="unless a slash stands before it"),
        pytest.param("a:b/c/d", ("a", "b", "c/d"), id="the first slash ends the namespace"),
        pytest.param("a:b:c/d", ("a", "b:c", "d"), id="a colon in the namespace"),
        pytest.param("a b", (None, None, "a b"), id="a blank"),
        pytest.param("Ünï", (None, None, "Ünï"), id="any letters"),
    ],
)
def test_splits_a_written_reference(text, parts):
    """The parts come as written; what is left out is None."""
    assert split(text) == parts


@pytest.mark.parametrize(
    "text", ["", ":", "/", ":b", "a:", "a:/c", "b/", "a:b/", "/b", "a:/", "a\nb", "a\x00", "a\x7f", "a\x85b"]
)
def test_refuses_what_is_no_reference(text):
    """An empty part or a control character makes a text no reference."""
    with pytest.raises(BadReferenceError):
        split(text)


@pytest.mark.parametrize(
    ("text", "kind", "namespace", "printed"),
    [
        pytest.param("payments", "group", "default", "group:default/payments", id="kind and namespace filled in"),
        pytest.param("user:payments", "group", "money", "user:money/payments", id="a written kind holds"),
        pytest.param("ops/payments", "group", "money", "group:ops/payments", id="a written namespace holds"),
        pytest.param("Group:OPS/Payments", "", "money", "group:ops/payments", id="all is folded"),
        pytest.param("payments", "Group", "MONEY", "group:money/payments", id="what is filled in, too"),
        pytest.param("group:\u00c9COLE", "", "default", "group:default/\u00c9cole", id="letters beyond ASCII stay"),
        pytest.param("group:\u212a", "", "default", "group:default/\u212a", id="the sign for kelvin is no k"),
        pytest.param("group:\u0130", "", "default", "group:default/\u0130", id="a dotted capital stays one letter"),
    ],
)
def test_reads_a_reference(text, kind, namespace, printed):
    """What is left out is filled in, and the parts are folded."""
    assert str(Ref.parse(text, kind, namespace)) == printed


def test_needs_a_kind_from_somewhere():
    """A reference without kind is refused where no kind stands in."""
    with pytest.raises(BadReferenceError, match="`payments` names no kind"):
        Ref.parse("payments")


@pytest.mark.parametrize(
    ("ref", "short"),
    [
        pytest.param(Ref("group", "default", "payments"), "group:payments", id="the default namespace is left out"),
        pytest.param(Ref("group", "money", "payments"), "group:money/payments", id="another is not"),
        pytest.param(Ref("group", "default", "a/b"), "group:default/a/b", id="nor where the name has a slash"),
    ],
)
def test_prints_the_shortest_text(ref, short):
    """The shortest text that reads back as the same reference."""
    assert ref.short == short


written = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"), include_characters=":/"), min_size=1)


@given(written, st.sampled_from(["", "group"]))
def test_prints_what_reads_back(text, kind):
    """Printed in full or short, a reference reads back as itself."""
    try:
        ref = Ref.parse(text, kind)
    except BadReferenceError:
        return

    assert Ref.parse(str(ref)) == ref
    assert Ref.parse(ref.short) == ref
    assert len(ref.short) <= len(str(ref))


@given(st.text())
def test_folds_only_ascii(text):
    """Folding keeps the length, is done once, and leaves letters beyond ASCII alone."""
    folded = fold(text)

    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert all(a == b or (a.isascii() and a.lower() == b) for a, b in zip(text, folded, strict=True))


# --- the table of fields -------------------------------------------------------------------------


def test_every_relation_has_its_reverse():
    """Fields make relations in pairs: what one type is the reverse of is the reverse of that, everywhere."""
    pairs = {(field.relation, field.reverse) for fields in FIELDS.values() for field in fields if field.relation}

    assert {("ownedBy", "ownerOf"), ("partOf", "hasPart"), ("dependsOn", "dependencyOf")} <= pairs
    assert len({frozenset(pair) for pair in pairs}) == 7
    assert len({name for pair in pairs for name in pair}) == 14


def test_fields_belong_to_kinds_that_exist():
    """The table of fields names kinds of the table of kinds, and wants them."""
    known = {fold(kind) for kind in KINDS}

    assert set(FIELDS) <= known
    assert {kind for fields in FIELDS.values() for field in fields for kind in field.wants} <= known


# --- entities ------------------------------------------------------------------------------------


def entity(kind="Component", spec=None, settled=None, **metadata):
    """An entity as reading makes it."""
    document = {"kind": kind, "metadata": {"name": "Payments", **metadata}, "spec": spec}
    positions = {
        "": (3, 1),
        "/spec": (6, 1),
        "/spec/owner": (7, 3),
        "/spec/dependsOn": (8, 3),
        "/spec/dependsOn/0": (9, 7),
    }
    return Entity(document, "x.yaml", 3, positions, settled or {})


@pytest.mark.parametrize(
    ("made", "ref"),
    [
        pytest.param(entity(), "component:default/payments", id="the default namespace"),
        pytest.param(entity(namespace="money"), "component:money/payments", id="its own"),
        pytest.param(entity(namespace=None), "component:default/payments", id="an empty one is the default"),
        pytest.param(entity(kind="API"), "api:default/payments", id="an API"),
    ],
)
def test_knows_its_reference(made, ref):
    """Kind, namespace and name, folded."""
    assert str(made.ref) == ref


@pytest.mark.parametrize(
    ("made", "title"),
    [
        pytest.param(entity(), "Payments", id="the name"),
        pytest.param(entity(title="All payments"), "All payments", id="the title"),
        pytest.param(entity(spec={"profile": {"displayName": "Pay team"}}), "Pay team", id="the name in a profile"),
        pytest.param(
            entity(title="Title", spec={"profile": {"displayName": "Pay team"}}), "Title", id="the title goes first"
        ),
        pytest.param(entity(spec={"profile": "x"}), "Payments", id="a profile that is none"),
    ],
)
def test_has_a_title(made, title):
    """What people call it."""
    assert made.title == title


@pytest.mark.parametrize(
    ("spec", "owner"),
    [
        pytest.param({"owner": "payments"}, "group:default/payments", id="a bare name is a team"),
        pytest.param({"owner": "user:jane"}, "user:default/jane", id="a person"),
        pytest.param({"owner": "money/payments"}, "group:money/payments", id="another namespace"),
        pytest.param({"owner": ""}, None, id="empty"),
        pytest.param({"owner": None}, None, id="null"),
        pytest.param({"owner": ["a"]}, None, id="a list"),
        pytest.param({"owner": "a:"}, None, id="no reference"),
        pytest.param({}, None, id="absent"),
        pytest.param(None, None, id="no spec"),
        pytest.param("x", None, id="a spec that is no map"),
    ],
)
def test_knows_its_owner(spec, owner):
    """The owner it names, whether anybody is called so or not."""
    found = entity(spec=spec).owner

    assert (found and str(found)) == owner


def test_reads_texts_and_numbers_of_its_spec():
    """Type, lifecycle and tier are as written, and None where they are something else."""
    good = entity(spec={"type": "service", "lifecycle": "production", "tier": 2})
    bad = entity(spec={"type": " ", "lifecycle": 3, "tier": "2"})

    assert (good.type, good.lifecycle, good.tier) == ("service", "production", 2)
    assert (bad.type, bad.lifecycle, bad.tier) == (None, None, None)


def test_lists_its_references():
    """Every reference by field, with its pointer, its text and what it stands for in the entity's namespace."""
    made = entity(
        namespace="money",
        spec={
            "owner": "payments",
            "dependsOn": ["resource:Db", "bare", 3, "component:default/x"],
            "dependencyOf": "component:y",
            "consumesApis": ["ledger"],
            "replaces": ["old"],
            "domain": "no field of a component",
        },
    )

    assert [
        (each.pointer, each.field.name, each.written, each.target and str(each.target)) for each in made.references
    ] == [
        ("/spec/owner", "owner", "payments", "group:money/payments"),
        ("/spec/consumesApis/0", "consumesApis", "ledger", "api:money/ledger"),
        ("/spec/dependsOn/0", "dependsOn", "resource:Db", "resource:money/db"),
        ("/spec/dependsOn/1", "dependsOn", "bare", None),
        ("/spec/dependsOn/3", "dependsOn", "component:default/x", "component:default/x"),
        ("/spec/dependencyOf", "dependencyOf", "component:y", "component:money/y"),
        ("/spec/replaces/0", "replaces", "old", "component:money/old"),
    ]


def test_takes_what_was_settled_for_a_bare_reference():
    """A reference without kind stands for the one entity that reading found."""
    found = Ref("resource", "default", "bare")

    assert entity(spec={"dependsOn": ["bare"]}, settled={"/spec/dependsOn/0": found}).references[0].target == found


def test_declares_both_halves_of_its_relations():
    """Each field that relates makes a relation each way; one that only refers makes none."""
    made = entity(spec={"owner": "team", "dependencyOf": ["component:x"], "replaces": ["old"]})

    assert [f"{each.source.short} {each.type} {each.target.short}" for each in made.relations] == [
        "component:payments ownedBy group:team",
        "group:team ownerOf component:payments",
        "component:payments dependencyOf component:x",
        "component:x dependsOn component:payments",
    ]
    assert {each.declared_by for each in made.relations} == {made.ref}


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        pytest.param("/spec/owner", 7, 3, id="a key"),
        pytest.param("/spec/dependsOn/0", 9, 7, id="an item"),
        pytest.param("/spec/dependsOn/1", 8, 3, id="the list, where the item is unknown"),
        pytest.param("/spec/gone", 6, 1, id="what is around it"),
        pytest.param("/metadata/name", 3, 1, id="the entity, where nothing is nearer"),
        pytest.param("", 3, 1, id="the whole"),
    ],
)
def test_knows_where_its_parts_are(pointer, line, column):
    """The place of a part, or of the nearest part around it."""
    assert entity(spec={}).at(pointer) == Position("x.yaml", line, column)


def test_is_equal_to_what_says_the_same_at_the_same_place():
    """Entities are values."""
    assert entity(spec={"owner": "a"}) == entity(spec={"owner": "a"})
    assert hash(entity(spec={"owner": "a"})) == hash(entity(spec={"owner": "a"}))
    assert entity(spec={"owner": "a"}) != entity(spec={"owner": "b"})
