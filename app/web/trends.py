"""Numbers over time, ready to be drawn and to be read as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.policy import Policy
from app.questions import trend
from app.questions.trend import Point
from app.web import bars, words
from app.web.bars import Chart, Column

STACKED = ("error", "gap", "advice")
OLD = "90"
"""For so many days a gap has stood that is old."""

_COUNTED = ("findings", "problems")
_WAITS = ("days_to_own", "given_owners", "findings_by_age")


@dataclass(frozen=True, slots=True)
class Trend:
    """Columns of some series, the first at the bottom, and their drawing."""

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    chart: Chart

    @property
    def totals(self) -> tuple[float, ...]:
        """What all series of each column come to."""
        return tuple(sum(column.numbers.values()) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole over time, by what it is called; what had no whole yet has no percentage."""

    title: str
    note: str
    points: tuple[Point, ...]

    @property
    def percents(self) -> tuple[int, ...]:
        """The percentages there were, oldest first."""
        return tuple(point.percent for point in self.points if point.percent is not None)


_SHARES = (
    ("owned", "Owned and reachable", "of what wants an owner"),
    ("owned_watched", "Of tier {}", "of what hurts most"),
    ("independent_services", "Run on their own", "need no other team to answer"),
    ("coherent_promises", "Promises that hold", "what they need promises as much"),
)


def shares(session: Session, policy: Policy) -> tuple[Share, ...]:
    """How the shares that the catalog is judged by went, in the order they are shown in."""
    tiers = words.listed([str(tier) for tier in sorted(policy.watched_tiers)])
    return tuple(Share(title.format(tiers), note, trend.of(session, name).points) for name, title, note in _SHARES)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things wait: the median of the days until lately so many owners came, and how many gaps are old."""

    days: float
    owners: int
    old: int


def pace(session: Session) -> Pace:
    """How long things wait now."""
    found = {(each.name, each.scope): each.value for each in trend.latest(session, *_WAITS)}
    return Pace(
        found.get(("days_to_own", ""), 0),
        int(found.get(("given_owners", ""), 0)),
        int(found.get(("findings_by_age", OLD), 0)),
    )


def of_gaps(session: Session, now: datetime) -> Trend | None:
    """What stood open, findings and problems together, by severity; nothing before there are two columns."""
    series = {
        f"{name} {severity}": trend.of(session, name, severity).points for severity in STACKED for name in _COUNTED
    }
    columns = tuple(
        Column(
            column.at,
            {severity: sum(column.numbers.get(f"{name} {severity}", 0) for name in _COUNTED) for severity in STACKED},
        )
        for column in bars.columns(series, now)
    )
    return _trend(columns, STACKED)


def of_one(points: Sequence[Point], now: datetime) -> Trend | None:
    """One number as it went; nothing before there are two columns."""
    return _trend(bars.columns({"gap": points}, now), ("gap",))


def table(shares: Sequence[Share], now: datetime) -> Sequence[tuple[datetime, Sequence[float | None]]]:
    """Percentages at the ends of columns, newest first: one for each share, nothing where there was none."""
    series: Mapping[str, Sequence[Point]] = {
        each.title: [Point(point.at, point.percent) for point in each.points if point.percent is not None]
        for each in shares
    }
    return [
        (column.at, [column.numbers.get(each.title) for each in shares])
        for column in reversed(bars.columns(series, now))
    ]


def _trend(columns: tuple[Column, ...], names: tuple[str, ...]) -> Trend | None:
    return Trend(names, columns, bars.chart(columns, names)) if len(columns) > 1 else None
