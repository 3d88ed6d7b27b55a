"""What differs between two documents, field by field. Pure, and blind to what the fields mean."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import orjson

from app.documents import pointer

_NAMING = ("url", "name", "value", "id")
"""The keys that tell one map of a list from another, the most telling first."""


class Change(StrEnum):
    """What happened to a field or an item of a list."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Difference(NamedTuple):
    """One place where two documents differ. `before` of what was added is `None`, as is `after` of what was removed.

    `pointer` leads into the newer document, and into the older one for what was removed. A list of the same
    items in another order has moved; both are given whole.
    """

    pointer: str
    change: Change
    before: Any = None
    after: Any = None


def between(before: Any, after: Any, at: tuple[str | int, ...] = ()) -> Iterator[Difference]:
    """Every difference, in the order of the newer document, what was removed last."""
    if _same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _maps(before, after, at)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(before, after, at)
    else:
        yield Difference(pointer(*at), Change.CHANGED, before, after)


def lines(before: str, after: str) -> tuple[int, int]:
    """How many lines of a longer text came and how many went; one that moved did neither."""
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return (new - old).total(), (old - new).total()


def _maps(before: Mapping[str, Any], after: Mapping[str, Any], at: tuple[str | int, ...]) -> Iterator[Difference]:
    for key, value in after.items():
        if key in before:
            yield from between(before[key], value, (*at, key))
        else:
            yield Difference(pointer(*at, key), Change.ADDED, after=value)
    for key, value in before.items():
        if key not in after:
            yield Difference(pointer(*at, key), Change.REMOVED, value)


def _lists(before: Sequence[Any], after: Sequence[Any], at: tuple[str | int, ...]) -> Iterator[Difference]:
    """Items are the same by what they say, not by their place; of those left over, maps are paired by their name."""
    went, came = _unpaired(before, after), _unpaired(after, before)
    if not went and not came:
        yield Difference(pointer(*at), Change.MOVED, list(before), list(after))
        return
    named = {name: place for place in reversed(went) if (name := _name(before[place])) is not None}
    for place in came:
        partner = named.pop(_name(after[place]), None)
        if partner is None:
            yield Difference(pointer(*at, place), Change.ADDED, after=after[place])
        else:
            went.remove(partner)
            yield from between(before[partner], after[place], (*at, place))
    for place in went:
        yield Difference(pointer(*at, place), Change.REMOVED, before[place])


def _unpaired(items: Sequence[Any], others: Sequence[Any]) -> list[int]:
    """The places of the items that the other list does not hold, or holds less often."""
    left = Counter(_written(each) for each in others)
    found = []
    for place, item in enumerate(items):
        text = _written(item)
        if left[text]:
            left[text] -= 1
        else:
            found.append(place)
    return found


def _name(item: Any) -> Hashable | None:
    if not isinstance(item, Mapping):
        return None
    return next(((key, _written(item[key])) for key in _NAMING if key in item), None)


def _same(one: Any, other: Any) -> bool:
    return one is other or _written(one) == _written(other)


def _written(value: Any) -> bytes:
    """A form in which `1`, `1.0` and `true` differ, and the order of keys does not."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
