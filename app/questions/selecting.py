"""Which entities are these, and what values do they have: the questions of the catalog protocol.

An answer holds the entities' JSON as it is served, ready to be spliced into a list.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Result
from sqlalchemy.orm import Session

from app.entities import Ref
from app.errors import BadReferenceError
from app.store import gathering, places, predicates, queries, selection, shapes
from app.store.conditions import KeyIds, Text
from app.store.fields import asked
from app.store.places import Order, Position
from app.store.predicates import EVERYTHING, Leaf, Predicate
from app.store.rows import batches
from app.store.selection import Selection, statement
from app.store.shapes import Values

_MOST_SIZED = 12
"""Of so many leaves it is asked how much each leaves; with more, that is no longer sooner known than walked."""


@dataclass(frozen=True)
class Wanted:
    """Which entities are wanted, in what order: by reference where nothing is said."""

    predicate: Predicate = EVERYTHING
    text: Text | None = None
    ordered: tuple[Order, ...] = ()
    lacking_last: bool = False

    @cached_property
    def keys(self) -> set[str]:
        """Every key that is asked about."""
        return {
            *(leaf.key for leaf in predicates.leaves(self.predicate)),
            *(order.key for order in self.ordered),
            *(self.text.keys if self.text else ()),
        }


@dataclass(frozen=True)
class Found:
    """Some of the entities, in order, and whether there is more on the way that was gone.

    The positions are of the first and the last. `total` is how many there are in all, where that is known by the way.
    """

    items: tuple[bytes, ...] = ()
    more: bool = False
    first: Position | None = None
    last: Position | None = None
    total: int | None = None


@dataclass(frozen=True)
class Value:
    """A value as it is written, and how many entities have it."""

    value: str
    count: int


@dataclass(frozen=True)
class Selected:
    """The entities that are wanted, still to be counted or fetched, within one look."""

    session: Session
    selection: Selection
    values: Values

    def count(self) -> int:
        """How many there are."""
        found: int = self.session.scalars(statement(self.selection, Selection.count), self.values).one()
        return found

    def page(
        self,
        position: Position | None = None,
        *,
        offset: int = 0,
        limit: int | None = None,
        backwards: bool = False,
        brief: bool = False,
    ) -> Found:
        """Those behind a position, or `backwards` those before it; all of them where there is no limit.

        What is `brief` of them is what stands at the paths of `rows.BRIEF`.
        """
        values = {**self.values, "offset": offset}
        if limit is None:
            asked = statement(self.selection, Selection.whole, brief=brief, less=offset > 0)
            return Found(tuple(map(_bytes, self.session.scalars(asked, values))))
        spot = None
        if position is not None:
            spot, at = places.spot(position)
            values |= at
        asked = statement(self.selection, Selection.page, spot, backwards=backwards, brief=brief)
        found = self.session.execute(asked, {**values, "limit": limit + 1}).all()
        shown = found[:limit][:: -1 if backwards else 1]
        if not shown:
            return Found()
        width = max(1, len(self.selection.ordered) + bool(self.selection.ordered))
        first, last = (tuple(row[1 : 1 + width]) for row in (shown[0], shown[-1]))
        more = len(found) > len(shown)
        total = None
        if position is None:
            # A page that has all there is tells their number, too.
            total = shown[0][-1] if self.selection.few else None if more or offset else len(shown)
        return Found(tuple(_bytes(row[0]) for row in shown), more, first, last, total)


def select(session: Session, wanted: Wanted, keys: Collection[str] = ()) -> Selected:
    """The entities that are wanted; more `keys` may be asked about than they are wanted by."""
    known = _keys(session, {*wanted.keys, *keys})
    predicate, values = shapes.shaped(wanted.predicate)
    leaves = gathering.gatherable(predicate)
    few: Mapping[Leaf, int] = {}
    if 0 < len(leaves) <= _MOST_SIZED:
        sizes = session.execute(gathering.sizes(leaves, known), {**values, "most": gathering.FEW + 1})
        few = dict(zip(leaves, sizes.one(), strict=True))
    gathered, size = gathering.narrowest(predicate, few) or ((), None)
    is_few = size is not None and size <= gathering.FEW
    text, span = wanted.text, selection.span(wanted.predicate)
    many = sum(1 for _ in predicates.leaves(predicate)) > _MOST_SIZED
    selected = Selection(
        predicate,
        known,
        # A text leaves fewer than a part of the predicate that leaves many.
        gathered=gathered if is_few or text is None else (),
        few=is_few or text is not None,
        text=None if text is None else Text("text", text.keys),
        ordered=wanted.ordered,
        lacking_last=wanted.lacking_last,
        spanned=bool(span),
        by_sets=many and session.get_bind().dialect.name == "sqlite",
    )
    return Selected(session, selected, {**values, **span, "text": text.term if text else None})


def by_refs(session: Session, refs: Sequence[str], predicate: Predicate = EVERYTHING) -> list[bytes | None]:
    """The entities of these references, each in its place; none where there is none, or the predicate does not hold."""
    canonical = [_canonical(ref) for ref in refs]
    shape, values = shapes.shaped(predicate)
    asked = selection.among(shape, _keys(session, Wanted(predicate).keys))
    found: dict[str, bytes] = {}
    for some in batches({ref for ref in canonical if ref is not None}):
        rows = session.execute(asked, {**values, "refs": list(some)})
        found |= {ref: json.encode() for ref, json in rows}
    return [None if ref is None else found.get(ref) for ref in canonical]


def facets(session: Session, names: Sequence[str], predicate: Predicate = EVERYTHING) -> dict[str, list[Value]]:
    """By each name as it was given: the values of that key among the entities, by the bytes of the value as written."""
    keys = {name: asked(name) for name in names}
    selected = select(session, Wanted(predicate), set(keys.values()))
    return {name: _values(selected, key) for name, key in keys.items()}


def _values(selected: Selected, key: str) -> list[Value]:
    if key not in selected.selection.keys:
        return []

    def told(ask: Callable[..., Any]) -> Result[*tuple[Any, ...]]:
        return selected.session.execute(statement(selected.selection, ask, key), selected.values)

    found = told(Selection.facet).all()
    spelt: dict[str, list[Value]] = {}
    if any(written for _, _, written in found):
        for value, way, number in told(Selection.spelt):
            spelt.setdefault(value, []).append(Value(way, number))
    values = [each for value, number, _ in found for each in spelt.get(value) or [Value(value, number)]]
    return sorted(values, key=lambda each: each.value.encode())


def _bytes(json: str | bytes) -> bytes:
    return json if isinstance(json, bytes) else json.encode()


def _keys(session: Session, names: Collection[str]) -> KeyIds:
    """The ids of those keys that there are; looked up once while the state stays that the session began with."""
    if not names:
        return ()
    present = session.info.get("present")
    seen, known = _SEEN.get(session.get_bind(), (None, {}))
    if present is None or seen != present:
        known = {}
    if present is not None:
        _SEEN[session.get_bind()] = (present, known)
    unknown = set(names) - known.keys()
    if unknown:
        known.update(session.execute(queries.keys(unknown)).all())
    return tuple((name, known[name]) for name in sorted(names) if name in known)


_SEEN: WeakKeyDictionary[Any, tuple[object, dict[str, int]]] = WeakKeyDictionary()
"""By database: the state that was met last, and the ids of keys that were asked for in it and are there."""


def _canonical(text: str) -> str | None:
    """The reference in the form it is kept in, `None` for what is no whole reference."""
    try:
        return str(Ref.parse(text))
    except BadReferenceError:
        return None
