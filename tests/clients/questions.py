"""What may be asked of some entities, so that Backstage's catalog for tests can answer as a server does.

Where it cannot, `test_in_memory.SIMPLER` says so, and no question here comes to it.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.clients.organisations import LONG, Entity, ref

Question = dict[str, Any]
"""A call, what it asks the running server, and what the other catalog where that has to be asked otherwise."""

_Predicates = st.SearchStrategy[Mapping[str, Any]]
_IN_SMALL_LETTERS = ("metadata.name", "metadata.namespace", "metadata.uid", "relations")
_TERMS = ("A", "e", "_", "%", "le", "é")


@dataclass(frozen=True)
class Places:
    """Where the entities have something, as they are served."""

    values: Mapping[str, Sequence[Any]]
    scalars: Mapping[str, Sequence[Any]]
    """The places that are one text or number wherever they are."""

    lists: Mapping[str, Sequence[Any]]
    """The places that are one list of such wherever they are, with all items."""

    counted: Sequence[str]
    """The places whose values both catalogs count alike."""


def places(served: Sequence[Entity]) -> Places:
    """All places of the entities."""
    found: dict[str, list[Any]] = defaultdict(list)
    spellings: dict[str, set[str]] = defaultdict(set)
    several = set()
    for entity in served:
        here = set()
        for path, value, listed in _visited("", entity):
            found[path].append(value)
            spellings[path.lower()].add(path)
            if listed or path in here:
                several.add(path)
            here.add(path)
    single = {
        path: values for path, values in found.items() if path not in several and len(spellings[path.lower()]) == 1
    }
    uncounted = {key for entity in served for key in _spelt_twice(entity)}
    return Places(
        found,
        {path: values for path, values in single.items() if all(map(_is_comparable, values))},
        {
            path: [item for value in values for item in value]
            for path, values in single.items()
            if all(isinstance(value, list) and value and all(map(_is_comparable, value)) for value in values)
        },
        [path for path in found if path.lower() not in uncounted and not path.lower().startswith(_IN_SMALL_LETTERS)],
    )


def _spelt_twice(entity: Entity) -> Iterator[str]:
    """The places, in small letters, where an entity has a value in two spellings, which are one to us."""
    written: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path, value, _ in _visited("", entity):
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                written[path.lower(), text.lower()].add(text)
    yield from (key for (key, _), texts in written.items() if len(texts) > 1)


def _visited(path: str, value: Any, *, listed: bool = False) -> Iterator[tuple[str, Any, bool]]:
    """All places with what is there, and whether that is part of a list."""
    if path == "metadata.etag":
        return
    if path:
        yield path, value, listed
    if isinstance(value, dict):
        for key, item in value.items():
            if len(key) < LONG and (path or key not in ("relations", "status")):
                yield from _visited(f"{path}.{key}" if path else key, item, listed=listed)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict | list):
                yield from _visited(path, item, listed=True)


def _is_comparable(value: Any) -> bool:
    """Whether a value is the same to a predicate, which has capitals, and to a row, which has small letters."""
    if isinstance(value, str):
        capitals, small = value.upper(), value.lower()
        return len(value) < LONG and capitals.lower() == small and small.upper() == capitals
    return isinstance(value, int | float) and not isinstance(value, bool)


def _can_be_asked_for(value: Any) -> bool:
    """Whether a value is a text that can stand in a filter."""
    return isinstance(value, str) and "," not in value and value.strip() == value and len(value) < LONG


def of_everything(served: Sequence[Entity]) -> Question:
    """What values there are, wherever the entities have any."""
    return {"call": "getEntityFacets", "live": {"facets": ["kind", *places(served).counted]}}


def questions(served: Sequence[Entity]) -> st.SearchStrategy[Question]:
    """Any question that makes sense for these entities."""
    made = _Questions(served)
    return st.one_of(made.lists(), made.pages(), made.facets(), made.by_refs(), made.by_rows())


class _Questions:
    def __init__(self, served: Sequence[Entity]) -> None:
        found = places(served)
        paths = [path for path in found.values if "," not in path and "=" not in path]
        texts = [each for values in found.values.values() for each in values if _can_be_asked_for(each)]
        related = [each["targetRef"] for entity in served for each in entity.get("relations", ())]
        self._places = found
        capital = {path.lower() for path in paths if path != path.lower()}
        small = [path for path in paths if path == path.lower() and path not in capital]
        self._path = st.sampled_from(["kind", "metadata.namespace", "metadata.tags.java", "nothing", *paths])
        self._key = _cased(
            st.sampled_from(["kind", "metadata.tags.java", "relations.ownedby", "relations.partOf", "nothing", *small])
        )
        self._text = st.sampled_from(["component", "default", "java", "true", "1", "null", "nobody", "", *texts])
        self._ref = st.sampled_from(["component:default/nobody", *map(ref, served), *related])
        self._filter = st.lists(self._set(), min_size=1, max_size=2)
        self._predicate = _combined(st.one_of(*self._conditions()))
        known = ["metadata", "spec", "kind", "relations", "nothing.here", *paths]
        self._fields = st.lists(st.sampled_from(known), min_size=1, max_size=3)
        ordered = [
            "kind",
            "metadata.name",
            "METADATA.name",
            "nothing",
            *(path for path in found.scalars if path in small),
        ]
        self._order = st.lists(
            st.fixed_dictionaries({"field": st.sampled_from(ordered), "order": st.sampled_from(["asc", "desc"])}),
            min_size=1,
            max_size=2,
            unique_by=lambda each: each["field"].lower(),
        ).map(_whole)

    def lists(self) -> st.SearchStrategy[Question]:
        """Some of the entities, or parts of them."""
        limit, offset = st.integers(1, 4), st.integers(0, 3)
        common = {"filter": self._filter, "fields": self._fields, "order": self._order}
        return st.one_of(
            st.fixed_dictionaries({}, optional={**common, "limit": limit, "offset": offset}),
            st.fixed_dictionaries({"after": st.builds(_after, limit, offset)}, optional=common),
        ).map(lambda request: {"call": "getEntities", "live": request})

    def pages(self) -> st.SearchStrategy[Question]:
        """Pages to the last one and back."""
        term = st.one_of(self._text, st.sampled_from(_TERMS)).filter(str.strip)
        fields = st.lists(self._path, min_size=1, max_size=2)
        optional = {
            "filter": self._filter,
            "query": self._predicate,
            "fields": self._fields,
            "orderFields": self._order,
            "fullTextFilter": st.fixed_dictionaries({"term": term}, optional={"fields": fields}),
            "limit": st.integers(1, 4),
            "offset": st.integers(0, 3),
        }
        return st.fixed_dictionaries({}, optional=optional).map(_of_pages)

    def facets(self) -> st.SearchStrategy[Question]:
        """How many entities have what."""
        counted = st.sampled_from(["kind", "metadata.tags.java", "nothing", *self._places.counted])
        return st.fixed_dictionaries(
            {"facets": st.lists(counted, min_size=1, max_size=3, unique=True)},
            optional={"filter": self._filter, "query": self._predicate},
        ).map(lambda request: {"call": "getEntityFacets", "live": request})

    def by_refs(self) -> st.SearchStrategy[Question]:
        """Those of some references that are there."""
        return st.fixed_dictionaries(
            {"entityRefs": st.lists(self._ref, max_size=4)},
            optional={"filter": self._filter, "query": self._predicate, "fields": self._fields},
        ).map(lambda request: {"call": "getEntitiesByRefs", "live": request})

    def by_rows(self) -> st.SearchStrategy[Question]:
        """What a predicate finds, where the other catalog is asked by one filter for each of its conditions."""
        value = st.one_of(self._text, st.integers(-1, 2), st.booleans(), st.just(1e21))
        condition = st.one_of(
            value,
            st.builds(lambda some: {"$in": some}, st.lists(value, min_size=1, max_size=2)),
            st.builds(lambda each: {"$contains": each}, value),
            st.builds(lambda each: {"$exists": each}, st.booleans()),
        )
        conditions = _combined(st.dictionaries(self._key, condition, max_size=2))
        return conditions.map(lambda query: {"call": "byRows", "live": {"query": query}})

    def _set(self) -> st.SearchStrategy[Mapping[str, Any]]:
        """Keys with a value, without one, and at last one with several."""
        one = st.dictionaries(self._key, st.one_of(st.none(), self._text), max_size=2)
        several = st.dictionaries(self._key, st.lists(self._text, min_size=1, max_size=2), max_size=1)
        return st.builds(
            lambda some, last: {**{key: value for key, value in some.items() if key not in last}, **last}, one, several
        ).filter(bool)

    def _conditions(self) -> Iterator[_Predicates]:
        target = st.one_of(self._ref, st.builds(lambda some: {"$in": some}, st.lists(self._ref, max_size=2)))
        related = st.fixed_dictionaries(
            {"type": st.sampled_from(["ownedBy", "ownerOf", "partOf", "OWNEDBY"])}, optional={"targetRef": target}
        )
        yield related.map(lambda each: {"relations": {"$contains": each}})
        yield st.booleans().map(lambda each: {"nothing": {"$exists": each}})
        for path, values in self._places.scalars.items():
            yield _of_scalar(path, values)
        for path, items in self._places.lists.items():
            item = st.sampled_from([*items, "nobody"])
            yield item.map(lambda each, path=path: {path: {"$contains": each}})  # type: ignore[misc]


def _of_scalar(path: str, values: Sequence[Any]) -> _Predicates:
    value = st.sampled_from([*values, "nobody"])
    conditions = [
        value,
        value.map(lambda each: each.swapcase() if isinstance(each, str) else each),
        st.lists(value, max_size=2).map(lambda some: {"$in": some}),
        st.booleans().map(lambda each: {"$exists": each}),
    ]
    if all(isinstance(each, str) for each in values):
        conditions.append(st.builds(lambda each, end: {"$hasPrefix": each[:end]}, value, st.integers(0, 3)))
    return st.one_of(*conditions).map(lambda each: {path: each})


def _combined(conditions: _Predicates) -> _Predicates:
    return st.recursive(
        conditions,
        lambda inner: st.one_of(
            st.lists(inner, max_size=2).map(lambda some: {"$all": some}),
            st.lists(inner, max_size=2).map(lambda some: {"$any": some}),
            inner.map(lambda each: {"$not": each}),
        ),
        max_leaves=4,
    )


def _cased(paths: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda path, up: path.upper() if up and path.isascii() else path, paths, st.booleans())


def _of_pages(request: Mapping[str, Any]) -> Question:
    """The other catalog shows what has nothing to order by unless it is asked for the rest, and goes back by number."""
    asked = {**request, "back": not request.get("offset")}
    if "orderFields" not in request:
        return {"call": "queryEntities", "live": asked}
    first = request["orderFields"][0]["field"].lower()
    having = [{**({} if first in each else {first: None}), **each} for each in request.get("filter", [{}])]
    return {"call": "queryEntities", "live": asked, "held": {**asked, "filter": having}}


def _whole(order: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """An order in which no two entities are equal: of those the other catalog goes by the reference."""
    fields = {each["field"].lower() for each in order}
    rest = [field for field in ("kind", "metadata.namespace", "metadata.name") if field not in fields]
    return [*order, *({"field": field, "order": "asc"} for field in rest)]


def _after(limit: int, offset: int) -> str:
    return base64.b64encode(json.dumps({"limit": limit, "offset": offset}).encode()).decode()
