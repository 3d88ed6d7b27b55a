"""How a number of the catalog went, from the points that syncs write."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.problems import Severity
from app.questions.moments import utc
from app.store import queries

MOST = 400

_NAMES = ("findings", "problems")
_OPEN = (Severity.ERROR, Severity.GAP)


@dataclass(frozen=True, slots=True)
class Point:
    """A number from one time on, until the next point."""

    at: datetime
    value: int


def open_gaps(session: Session) -> tuple[Point, ...]:
    """Errors and gaps that stood open, the oldest first, in one query; a point for each time the number changed."""
    rows = session.execute(queries.metric_points(_NAMES, [each.value for each in _OPEN]).limit(MOST)).all()
    return tuple(_points(reversed(rows)))


def _points(rows: Iterable[Any]) -> list[Point]:
    """A measure is only written where it changed, so each is taken on until it is written again."""
    now: dict[tuple[str, str], float] = {}
    found: dict[int, Point] = {}
    for generation, at, name, scope, value in rows:
        now[name, scope] = value
        # Beyond the limit there may be measures whose last value is not known yet.
        if len(now) == len(_NAMES) * len(_OPEN):
            found[generation] = Point(utc(at), int(sum(now.values())))
    points = list(found.values())
    return [each for place, each in enumerate(points) if not place or points[place - 1].value != each.value]
