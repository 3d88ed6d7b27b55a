"""Small organisations made up by chance: entities with whatever an author may write, and some that fit together."""

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

Entity = dict[str, Any]

LONG = 201
"""As many characters as no value may have that is compared."""

_letters = st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0xFFFF)
_texts = st.one_of(
    st.sampled_from(["x", "X", "java", "Java", "", "1", "true", "a=b", "50%", "a_b", "É", "é", "x" * 200, "x" * LONG]),
    st.text(_letters, max_size=6),
)
_numbers = st.one_of(
    st.sampled_from([0, 1, -1, 1.5, 1e21, 1.2345678901234568e20, 1e-7, 0.000001, 2**53]),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
)
_scalars = st.one_of(_texts, _numbers, st.booleans(), st.none())
_keys = st.sampled_from(["a", "B", "a.b", "b", "example.com/c", "k" * LONG])
_values = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(_texts, max_size=3),
        st.lists(st.dictionaries(_keys, inner, max_size=2), max_size=2),
        st.dictionaries(_keys, inner, max_size=3),
    ),
    max_leaves=6,
)
_names = st.sampled_from(["a", "b", "A-b", "ledger", "Ledger.db", "z_9", "x0", "a.b"])
_namespaces = st.sampled_from([None, None, "default", "shop", "a", "a-b"])
_kinds = st.sampled_from(["Component", "API", "Resource", "System", "Group", "Domain", "User"])
_refs = st.sampled_from(["a", "group:ledger", "Shop/b", "user:Default/a", "group:a-b/a", "nobody"])
_types = st.sampled_from(["service", "Service", "team"])
_labels = st.sampled_from(["tier", "example.com/Zone"])
_tags = st.lists(st.sampled_from(["java", "go", "c++", "a-b"]), max_size=3, unique=True)


@st.composite
def _entities(draw: st.DrawFn) -> Entity:
    kind, name, namespace = draw(_kinds), draw(_names), draw(_namespaces)
    metadata = {
        "name": name,
        **({"namespace": namespace} if namespace else {}),
        **draw(st.fixed_dictionaries({}, optional={"title": st.sampled_from(["Ledger", "The B"]), "tags": _tags})),
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "labels": st.dictionaries(
                        st.sampled_from(["tier", "example.com/Zone"]), st.sampled_from(["x", "X-1"])
                    ),
                    "annotations": st.dictionaries(st.sampled_from(["a", "example.com/b.c", "example.com/D"]), _texts),
                },
            )
        ),
    }
    relations = {"owner": _refs, "system": st.sampled_from(["a", "Shop/b"])} if kind in ("Component", "API") else {}
    spec = {
        **draw(
            st.fixed_dictionaries({}, optional={"type": st.sampled_from(["service", "Service", "team"]), **relations})
        ),
        **draw(st.dictionaries(st.sampled_from(["x", "Y", "x.a", "items"]), _values, max_size=3)),
    }
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}


def _identity(entity: Entity) -> tuple[str, ...]:
    metadata = entity["metadata"]
    return tuple(each.lower() for each in (entity["kind"], metadata.get("namespace", "default"), metadata["name"]))


entities: st.SearchStrategy[list[Entity]] = st.lists(_entities(), max_size=8, unique_by=_identity)


def text(catalog: Sequence[Entity]) -> str:
    """The descriptor that declares these entities."""
    return "".join(f"---\n{json.dumps(each)}\n" for each in catalog)


def ref(entity: Entity) -> str:
    """The reference of an entity."""
    kind, namespace, name = _identity(entity)
    return f"{kind}:{namespace}/{name}"
