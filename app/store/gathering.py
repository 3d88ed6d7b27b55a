"""By which part of a predicate the entities that it holds for are gathered, where that leaves few."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select

from app.store.conditions import KeyIds, piece_of
from app.store.predicates import EVERYTHING, All, Leaf, Not, Predicate, Some

FEW = 1_000
"""So many entities are sooner gathered than found by walking through all."""

_SHAPES = 256
_MOST = bindparam("most", type_=Integer())


def gatherable(predicate: Predicate) -> tuple[Leaf, ...]:
    """The leaves by which entities could be gathered, each once."""
    match predicate:
        case All(parts) | Some(parts):
            return tuple(dict.fromkeys(chain.from_iterable(gatherable(part) for part in parts)))
        case Not():
            return ()
        case _:
            return (predicate,)


def narrowest(predicate: Predicate, known: Mapping[Leaf, int]) -> tuple[tuple[Leaf, ...], int] | None:
    """The leaves of which every entity that the predicate holds for satisfies one, and how many do at most."""
    match predicate:
        case All(parts):
            found = [some for part in parts if (some := narrowest(part, known)) is not None]
            return min(found, key=lambda some: some[1], default=None)
        case Some(parts):
            every = [narrowest(part, known) for part in parts]
            ways = [some for some in every if some is not None]
            if not parts or len(ways) < len(every):
                return None
            return tuple(dict.fromkeys(chain.from_iterable(way for way, _ in ways))), sum(size for _, size in ways)
        case Not():
            return None
        case _:
            return ((predicate,), known[predicate]) if predicate in known else None


def without(predicate: Predicate, leaves: tuple[Leaf, ...]) -> Predicate:
    """What is left to look at once entities are gathered by these leaves."""
    if len(leaves) > 1:
        return predicate
    if predicate == leaves[0]:
        return EVERYTHING
    if isinstance(predicate, All):
        return All(tuple(part for part in predicate.parts if part != leaves[0]))
    return predicate


@lru_cache(_SHAPES)
def sizes(leaves: tuple[Leaf, ...], keys: KeyIds) -> Select[Any]:
    """How many entities each leaf leaves, a column for each, in their order; none is counted beyond `most`."""
    ids = dict(keys)
    return select(
        *(
            select(func.count()).select_from(piece_of(leaf, ids).limit(_MOST).subquery()).scalar_subquery()
            for leaf in leaves
        )
    )
