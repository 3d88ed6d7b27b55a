"""Numbers over time as bars that stand on each other. Pure: what a template puts into an SVG and into a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from app.questions.trend import Point

WIDTH, HEIGHT = 560, 176
COLUMNS = 12

_LEFT, _TOP, _BASE = 34, 10, 152
_GAP = 0.3
_LABELS = 4
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Column:
    """What the numbers were at the end of a day or a week; a series that had not begun has none."""

    at: datetime
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a series."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, lines across with their numbers, and words below, by where they stand."""

    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, str], ...]
    words: tuple[tuple[float, datetime], ...]


def columns(series: Mapping[str, Sequence[Point]], now: datetime) -> tuple[Column, ...]:
    """The last twelve weeks, or the last days of a catalog that is younger than two weeks, up to now.

    A point holds from its time on. What is before the first point of all is left out.
    """
    first = min((points[0].at for points in series.values() if points), default=None)
    if first is None:
        return ()
    step = _WEEK if now - first > 2 * _WEEK else _DAY
    ends = [now - step * number for number in reversed(range(COLUMNS))]
    return tuple(
        Column(end, {name: value for name, points in series.items() if (value := _at(points, end)) is not None})
        for end in ends
        if end >= first
    )


def chart(shown: Sequence[Column], names: Sequence[str]) -> Chart:
    """The columns drawn, the first of the names at the bottom."""
    most = max((sum(column.numbers.get(name, 0) for name in names) for column in shown), default=0)
    top, step = _scale(most)
    room = (WIDTH - _LEFT) / COLUMNS
    start = _LEFT + room * (COLUMNS - len(shown))
    places = [start + room * number for number in range(len(shown))]
    bars = [bar for place, column in zip(places, shown, strict=True) for bar in _stack(place, room, column, names, top)]
    apart = max(1, -(-len(shown) // _LABELS))
    words = [
        (place + room / 2, column.at)
        for number, (place, column) in enumerate(zip(places, shown, strict=True))
        if (len(shown) - 1 - number) % apart == 0
    ]
    lines = [(_y(value, top), f"{value:,g}") for value in _steps(top, step)]
    return Chart(tuple(bars), tuple(lines), tuple(words))


def _at(points: Sequence[Point], end: datetime) -> float | None:
    value = None
    for point in points:
        if point.at > end:
            break
        value = point.value
    return value


def _stack(place: float, room: float, column: Column, names: Sequence[str], top: float) -> Iterator[Bar]:
    ends = [0.0]
    for name in names:
        ends.append(ends[-1] + column.numbers.get(name, 0))
    for name, (low, high) in zip(names, pairwise(ends), strict=True):
        if high > low:
            width = room * (1 - _GAP)
            yield Bar(
                name,
                round(place + (room - width) / 2, 1),
                round(_y(high, top), 1),
                round(width, 1),
                round(_y(low, top) - _y(high, top), 1),
            )


def _y(value: float, top: float) -> float:
    return _BASE - (_BASE - _TOP) * value / top


def _scale(most: float) -> tuple[float, float]:
    """Where the drawing ends, and how far lines are apart: 1, 2 or 5 times a power of ten, and at most four lines."""
    step = 1.0
    while step * 4 < most:
        step *= 2.5 if str(step)[0] == "2" else 2
    return max(most, step), step


def _steps(top: float, step: float) -> Iterator[float]:
    value = step
    while value <= top:
        yield value
        value += step
