"""A document without some of its parts, or with others in their place; the original stays as it is."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from app.documents import pointer

Positions = Mapping[str, tuple[int, int]]


def without(value: Any, positions: Positions, drop: Collection[str]) -> tuple[Any, Positions]:
    """The value less the parts at these pointers, and positions that fit the lists grown shorter."""
    if not drop:
        return value, positions
    moved: dict[str, str] = {}
    left = _copy(value, "", "", frozenset(drop), moved)
    return left, {moved[place]: at for place, at in positions.items() if place in moved}


def _copy(value: Any, old: str, new: str, drop: frozenset[str], moved: dict[str, str]) -> Any:
    if isinstance(value, dict):
        kept: dict[str, Any] = {}
        for key, inner in value.items():
            token = pointer(key)
            if old + token not in drop:
                moved[old + token] = new + token
                kept[key] = _copy(inner, old + token, new + token, drop, moved)
        return kept
    if isinstance(value, list):
        items: list[Any] = []
        for index, inner in enumerate(value):
            if f"{old}/{index}" not in drop:
                moved[f"{old}/{index}"] = f"{new}/{len(items)}"
                items.append(_copy(inner, f"{old}/{index}", f"{new}/{len(items)}", drop, moved))
        return items
    return value


def replaced(value: Any, swap: Callable[[str, Mapping[str, Any]], Any], place: str = "") -> Any:
    """The value with each map that `swap` answers for (something other than the map itself) exchanged.

    Maps and lists in which nothing was exchanged are shared with the original.
    """
    if isinstance(value, dict):
        swapped = swap(place, value)
        if swapped is not value:
            return swapped
        changed = {key: replaced(inner, swap, place + pointer(key)) for key, inner in value.items()}
        return changed if any(changed[key] is not inner for key, inner in value.items()) else value
    if isinstance(value, list):
        items = [replaced(inner, swap, f"{place}/{index}") for index, inner in enumerate(value)]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    return value
