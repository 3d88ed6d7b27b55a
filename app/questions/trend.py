"""How the numbers that the catalog is judged by went, from the points that syncs write."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from app.measures import MEASURES, Measure
from app.problems import Severity
from app.questions import text
from app.questions.moments import utc
from app.store import queries

MOST = 400
"""How many points of a line are told, the newest."""

_NAMES = ("findings", "problems")
_OPEN = (Severity.ERROR, Severity.GAP)


@dataclass(frozen=True, slots=True)
class Point:
    """A number from one time on, until the next point; `whole` is what it was part of, where it is part of anything."""

    at: datetime
    value: float
    whole: float | None = None

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all; empty for what is no part, or part of nothing."""
        return int(self.value * 100 // self.whole) if self.whole else None

    @property
    def each(self) -> float | None:
        """How many there are for each of the whole; empty where there is none."""
        return self.value / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Line:
    """A measure over time, oldest first, its scopes put together."""

    measure: Measure
    scopes: tuple[str, ...]
    points: tuple[Point, ...]

    @property
    def now(self) -> Point | None:
        """The newest point; none where nothing was measured yet."""
        return self.points[-1] if self.points else None


@dataclass(frozen=True, slots=True)
class Value:
    """What a measure is now in one of its scopes, and since when."""

    name: str
    scope: str
    at: datetime
    value: float
    whole: float | None

    @property
    def percent(self) -> int | None:
        """As of a point."""
        return Point(self.at, self.value, self.whole).percent


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which numbers to tell: of one measure, and of one of its scopes. Of all measures nothing by team is told."""

    name: str = ""
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Metrics:
    """Measures, what they are now, and the points of one whose scope is known."""

    measures: tuple[Measure, ...]
    values: tuple[Value, ...]
    points: tuple[Point, ...]


def found(session: Session, wanted: Wanted) -> Metrics:
    """The numbers that are wanted, in two queries."""
    one = MEASURES.get(wanted.name)
    scope = None if wanted.scope is None else text.askable(wanted.scope)
    values = latest(session, *([wanted.name] if one else []))
    if scope is not None:
        values = tuple(each for each in values if each.scope == scope)
    line = of(session, one.name, scope or "").points if one and (not one.by or scope is not None) else ()
    return Metrics((one,) if one else tuple(MEASURES.values()), values, line)


def of(session: Session, name: str, *scopes: str) -> Line:
    """A measure over time, in one query; several scopes are summed, and without any it is the measure as a whole."""
    measure = MEASURES[name]
    wanted = scopes or ("",)
    return Line(measure, wanted, _points(session, (name,), measure.whole, wanted))


def open_gaps(session: Session) -> tuple[Point, ...]:
    """Errors and gaps that stood open, the oldest first, in one query; a point for each time the number changed."""
    return _points(session, _NAMES, "", [each.value for each in _OPEN])


def latest(session: Session, *names: str) -> tuple[Value, ...]:
    """What these measures are now in each of their scopes, in one query; without names all but those by team.

    Of a team with nothing to count, such as one that is gone, nothing is told.
    """
    wanted = [MEASURES[name] for name in names] or [each for each in MEASURES.values() if each.by != "team"]
    asked = {each.name for each in wanted} | {each.whole for each in wanted if each.whole}
    known = {(name, scope): (at, value) for name, scope, at, value in session.execute(queries.metric_values(asked))}
    found = []
    for measure in wanted:
        for scope in sorted(scope for name, scope in known if name == measure.name):
            at, value = known[measure.name, scope]
            _, whole = known.get((measure.whole, scope), (at, None))
            if measure.by == "team" and not value and not whole:
                continue
            found.append(Value(measure.name, scope, utc(at), _plain(value), None if whole is None else _plain(whole)))
    return tuple(found)


def everything(session: Session) -> tuple[Value, ...]:
    """What all measures are now in each of their scopes, in one query."""
    return latest(session, *MEASURES)


def _points(session: Session, parts: Collection[str], whole: str, scopes: Collection[str]) -> tuple[Point, ...]:
    """A measure is only written where it changed, so each is taken on until it is written again."""
    names = {*parts, whole} if whole else {*parts}
    rows = session.execute(queries.metric_points(names, scopes, MOST)).all()
    found: list[Point] = []
    now: dict[tuple[str, str], float] = {}
    for (_, at), changed in groupby(rows, key=itemgetter(0, 1)):
        for _, _, name, scope, value in changed:
            now[name, scope] = value
        part = _summed(now, parts)
        found.append(Point(utc(at), part, _summed(now, (whole,)) if whole else None))
    # What the first of more points began with is older, and at its own time not the whole of it is known.
    shown = found[-MOST:]
    return tuple(
        each
        for before, each in zip((None, *shown), shown, strict=False)
        if before is None or (before.value, before.whole) != (each.value, each.whole)
    )


def _summed(now: dict[tuple[str, str], float], names: Iterable[str]) -> float:
    return _plain(sum(value for (name, _), value in now.items() if name in names))


def _plain(value: Any) -> float:
    """A number without a point where there is nothing behind it."""
    return int(value) if float(value).is_integer() else float(value)
