"""Which entities are these, and what values do they have: the questions of the catalog protocol.

An answer holds the entities' JSON as it is served, ready to be spliced into a list.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from app.entities import Ref
from app.errors import BadReferenceError
from app.store import predicates, queries, selection
from app.store.predicates import EVERYTHING, Leaf, Predicate
from app.store.rows import batches
from app.store.selection import Keys, Order, Position, Selection, Text


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

    The positions are of the first and the last.
    """

    items: tuple[bytes, ...]
    more: bool
    first: Position | None
    last: Position | None


@dataclass(frozen=True)
class Value:
    """A value as it is written, and how many entities have it."""

    value: str
    count: int


def counted(session: Session, wanted: Wanted) -> int:
    """How many are wanted."""
    return session.scalars(_selection(session, wanted).count()).one()


def page(  # noqa: PLR0913  # where a page begins, which way it goes and where it ends
    session: Session,
    wanted: Wanted,
    *,
    position: Position | None = None,
    offset: int = 0,
    limit: int | None = None,
    backwards: bool = False,
) -> Found:
    """Those behind a position, or `backwards` those before it; all of them where there is no limit."""
    one_more = None if limit is None else limit + 1
    found = session.execute(_selection(session, wanted).page(position, one_more, offset, backwards=backwards)).all()
    more = limit is not None and len(found) > limit
    shown = found[:limit]
    if backwards:
        shown = shown[::-1]
    places = [tuple(row[1:]) for row in (shown[0], shown[-1])] if shown else [None, None]
    return Found(tuple(row[0].encode() for row in shown), more, *places)


def by_refs(session: Session, refs: Sequence[str], predicate: Predicate = EVERYTHING) -> list[bytes | None]:
    """The entities of these references, each in its place; none where there is none, or the predicate does not hold."""
    canonical = [_canonical(ref) for ref in refs]
    keys = _keys(session, Wanted(predicate).keys)
    found: dict[str, bytes] = {}
    for some in batches({ref for ref in canonical if ref is not None}):
        rows = session.execute(selection.among(some, predicate, keys))
        found |= {ref: json.encode() for ref, json in rows}
    return [None if ref is None else found.get(ref) for ref in canonical]


def facets(session: Session, names: Sequence[str], predicate: Predicate = EVERYTHING) -> dict[str, list[Value]]:
    """By each name as it was given: the values of that key among the entities, by value in small letters."""
    asked = {name: name.lower() for name in names}
    wanted = Wanted(predicate)
    known = _selection(session, wanted, set(asked.values()))
    return {name: _values(session, known, key) for name, key in asked.items()}


def _values(session: Session, known: Selection, key: str) -> list[Value]:
    if key not in known.keys:
        return []
    found = session.execute(known.facet(key)).all()
    several = {
        value for value, number, written, first, last in found if written and (written < number or first != last)
    }
    ways: dict[str, list[Value]] = {}
    if several:
        for value, way, number in session.execute(known.spelt(key, several)):
            ways.setdefault(value, []).append(Value(way, number))
    return [
        each
        for value, number, _, first, _ in found
        for each in (ways[value] if value in several else [Value(first or value, number)])
    ]


_MOST_SIZED = 12
"""Of so many leaves it is asked how much each leaves; with more, that is no longer sooner known than walked."""


def _selection(session: Session, wanted: Wanted, more: Collection[str] = ()) -> Selection:
    keys = _keys(session, {*wanted.keys, *more})
    leaves = selection.gatherable(wanted.predicate)
    known: Mapping[Leaf, int] = {}
    if 0 < len(leaves) <= _MOST_SIZED:
        known = dict(zip(leaves, session.execute(selection.sizes(leaves, keys)).one(), strict=True))
    return Selection(wanted.predicate, keys, known, wanted.text, wanted.ordered, wanted.lacking_last)


def _keys(session: Session, names: Collection[str]) -> Keys:
    return dict(session.execute(queries.keys(names)).all()) if names else {}


def _canonical(text: str) -> str | None:
    """The reference in the form it is kept in, `None` for what is no whole reference."""
    try:
        return str(Ref.parse(text))
    except BadReferenceError:
        return None
