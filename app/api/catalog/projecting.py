"""`fields`: what is left of an entity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import orjson

from app.api.errors import BadRequestError
from app.store.rows import BRIEF


@dataclass(frozen=True)
class Projection:
    """What is left of each entity: what stands at these paths, everything where there are none."""

    paths: tuple[str, ...]

    @property
    def is_brief(self) -> bool:
        """Whether it needs no more of an entity than is kept in brief."""
        return bool(self.paths) and BRIEF.issuperset(self.paths)

    def of(self, items: Iterable[bytes | None]) -> bytes:
        """The JSON of a list of entities, null for each that is none."""
        if not self.paths:
            return b"[%s]" % b",".join(b"null" if item is None else item for item in items)
        rest = iter(items)
        # Some at a time: one by one takes twice as long, and all at once keeps the garbage collector busy.
        written = []
        while some := [*islice(rest, _SOME)]:
            left = [None if item is None else self._left(orjson.loads(item)) for item in some]
            written.append(orjson.dumps(left)[1:-1])
        return b"[%s]" % b",".join(written)

    @cached_property
    def _parts(self) -> list[Sequence[str]]:
        return [path.split(".") for path in self.paths]

    def _left(self, entity: Any) -> dict[str, Any]:
        left: dict[str, Any] = {}
        for parts in self._parts:
            # Nearly all are asked for by two words, the second a key of an object.
            here = entity.get(parts[0]) if len(parts) == _TWO else None
            if isinstance(here, dict) and parts[1] in here:
                left.setdefault(parts[0], {})[parts[1]] = here[parts[1]]
            else:
                _take(entity, parts, left)
        return left


_TWO = 2
_SOME = 500


def projection(paths: Sequence[str]) -> Projection:
    """What leaves these paths of an entity; raises `BadRequestError` for one that can lead nowhere.

    A path's parts stand between dots. Where a key has dots itself, parts are taken together until they are one.
    """
    for path in paths:
        if "[" in path:
            raise BadRequestError(f'Invalid field "{path}", array type fields are not supported')
    return Projection(tuple(dict.fromkeys(paths)))


def at(entity: Any, path: str) -> Any:
    """What stands at a path of an entity, nothing where it leads nowhere."""
    found = _found(entity, path.split("."))
    return found and found[1]


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
        elif known and not _may_begin(here, known):
            return None
    return None if known or not steps else (steps, here)


def _may_begin(here: Any, known: str) -> bool:
    """Whether some key goes on from there: a path of many parts is not tried to its end for nothing."""
    return isinstance(here, dict) and any(key.startswith(f"{known}.") for key in here)


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
