"""`fields`: what is left of an entity."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import orjson

from app.api.errors import BadRequestError

Projection: TypeAlias = Callable[[bytes], bytes]
"""From an entity's JSON to that of what is left of it."""


def projection(paths: Sequence[str]) -> Projection | None:
    """What leaves these paths of an entity, nothing where none is given; raises `BadRequestError`.

    A path's parts stand between dots. Where a key has dots itself, parts are taken together until they are one.
    """
    for path in paths:
        if "[" in path:
            raise BadRequestError(f'Invalid field "{path}", array type fields are not supported')
    split = [path.split(".") for path in dict.fromkeys(paths)]
    return (lambda json: orjson.dumps(_left(orjson.loads(json), split))) if split else None


def at(entity: Any, path: str) -> Any:
    """What stands at a path of an entity, nothing where it leads nowhere."""
    found = _found(entity, path.split("."))
    return found and found[1]


def _left(entity: Any, paths: Iterable[Sequence[str]]) -> dict[str, Any]:
    left: dict[str, Any] = {}
    for parts in paths:
        _take(entity, parts, left)
    return left


def _take(entity: Any, parts: Sequence[str], left: dict[str, Any]) -> None:
    """Put what stands at a path into what is left, below the same keys; an item of a list into a list."""
    found = _found(entity, parts)
    if found is not None:
        _put(left, *found)


def _found(here: Any, parts: Sequence[str]) -> tuple[list[str | int], Any] | None:
    """The steps that a path takes, and what it leads to."""
    steps: list[str | int] = []
    known = ""
    for part in parts:
        known = f"{known}.{part}" if known else part
        if isinstance(here, dict) and known in here:
            here = here[known]
            steps.append(known)
            known = ""
        elif isinstance(here, list) and known.isascii() and known.isdigit() and int(known) < len(here):
            here = here[int(known)]
            steps.append(int(known))
            known = ""
    return None if known or not steps else (steps, here)


def _put(left: Any, steps: Sequence[str | int], value: Any) -> None:
    *way, last = steps
    for step, following in zip(way, steps[1:], strict=True):
        left = _at(left, step, [] if isinstance(following, int) else {})
    if isinstance(left, list):
        left += [None] * (int(last) + 1 - len(left))
    left[last] = value


def _at(left: Any, step: str | int, fresh: Any) -> Any:
    """What stands at a step, put there if nothing does."""
    if isinstance(left, list):
        index = int(step)
        left += [None] * (index + 1 - len(left))
        if left[index] is None:
            left[index] = fresh
        return left[index]
    return left.setdefault(step, fresh)
