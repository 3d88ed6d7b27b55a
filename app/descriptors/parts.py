"""A document without some of its parts, or with others in their place; the original stays as it is."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from app.documents import pointer

Positions = Mapping[str, tuple[int, int]]


def without(value: Any, positions: Positions, drop: Collection[str]) -> tuple[Any, Positions]:
    """The value less the parts at these pointers, and positions that fit the lists grown shorter."""
    if not drop:
        return value, positions
    gone = frozenset(drop)
    moved: dict[str, tuple[int, int]] = {}

    def left(value: Any, old: str, new: str) -> Any:
        if old in positions:
            moved[new] = positions[old]
        if isinstance(value, dict):
            steps = ((key, inner, pointer(key)) for key, inner in value.items())
            return {key: left(inner, old + step, new + step) for key, inner, step in steps if old + step not in gone}
        if isinstance(value, list):
            staying = [(f"{old}/{index}", inner) for index, inner in enumerate(value) if f"{old}/{index}" not in gone]
            return [left(inner, place, f"{new}/{count}") for count, (place, inner) in enumerate(staying)]
        return value

    return left(value, "", ""), moved


def replaced(value: Any, swap: Callable[[str, Mapping[str, Any]], Any], place: str = "") -> Any:
    """The value with each map that `swap` answers for (something other than the map itself) exchanged.

    Maps and lists in which nothing was exchanged are shared with the original.
    """
    if isinstance(value, dict):
        swapped = swap(place, value)
        if swapped is not value:
            return swapped
        inside = {
            key: replaced(inner, swap, place + pointer(key))
            for key, inner in value.items()
            if isinstance(inner, (dict, list))
        }
        return {**value, **inside} if any(value[key] is not inner for key, inner in inside.items()) else value
    if isinstance(value, list):
        items = [replaced(inner, swap, f"{place}/{index}") for index, inner in enumerate(value)]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    return value
