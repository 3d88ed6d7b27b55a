"""Numbers over time become columns, and columns bars."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.trend import Point
from app.web import bars
from app.web.bars import Column

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def ago(days: float, value: int) -> Point:
    """A point so many days before now."""
    return Point(NOW - timedelta(days=days), value)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param([], [], id="nothing was ever counted"),
        pytest.param([ago(0, 3)], [3], id="since now"),
        pytest.param([ago(2.5, 3)], [3, 3, 3], id="days of a young catalog"),
        pytest.param([ago(2.5, 3), ago(1, 4)], [3, 4, 4], id="a point holds from its own time on"),
        pytest.param([ago(2.5, 3), ago(0.6, 5), ago(0.5, 4)], [3, 3, 4], id="the last of a day counts"),
        pytest.param([ago(15, 3), ago(6, 2)], [3, 3, 2], id="weeks of an older one"),
        pytest.param([ago(400, 9), ago(75, 3)], [9, *[3] * 11], id="twelve weeks at most"),
    ],
)
def test_columns(points, expected):
    """A column has what held at its end, and the last ends now."""
    found = bars.columns({"gap": points}, NOW)

    assert [column.numbers["gap"] for column in found] == expected
    assert [column.at for column in found[-1:]] == [NOW] * bool(expected)


def test_a_series_begins_where_it_begins():
    """Before its first point a series has no number."""
    found = bars.columns({"error": [ago(2.5, 1)], "gap": [ago(1.5, 2)]}, NOW)

    assert [column.numbers for column in found] == [{"error": 1}, {"error": 1, "gap": 2}, {"error": 1, "gap": 2}]


numbers = st.fixed_dictionaries({}, optional={name: st.integers(0, 10**6) for name in ("error", "gap", "advice")})


@given(st.lists(numbers, min_size=1, max_size=bars.COLUMNS))
def test_bars_stand_on_each_other(values):
    """Bars of a column meet, in the order of their names, from the base up, and stay inside the drawing."""
    shown = [Column(NOW + timedelta(days=day), each) for day, each in enumerate(values)]
    drawn = bars.chart(shown, ("error", "gap", "advice"))

    assert len(drawn.bars) == sum(number > 0 for each in values for number in each.values())
    for bar in drawn.bars:
        assert 0 <= bar.y <= bar.y + bar.height <= bars.HEIGHT
        assert 0 <= bar.x <= bar.x + bar.width <= bars.WIDTH
    for x in {bar.x for bar in drawn.bars}:
        column = [bar for bar in drawn.bars if bar.x == x]
        for below, above in pairwise(column):
            assert above.y + above.height == pytest.approx(below.y, abs=0.2)


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        pytest.param(0, ["1"], id="nothing"),
        pytest.param(3, ["1", "2", "3"], id="few"),
        pytest.param(41, ["20", "40"], id="tens"),
        pytest.param(63, ["20", "40", "60"], id="more of them"),
        pytest.param(4_100, ["2,000", "4,000"], id="thousands"),
    ],
)
def test_lines_are_round_numbers(most, lines):
    """There are at most four lines, at numbers people count in, and words below for some of the columns."""
    drawn = bars.chart([Column(NOW - timedelta(days=11 - day), {"gap": most}) for day in range(12)], ("gap",))

    assert [label for _, label in drawn.lines] == lines
    assert [at for _, at in drawn.words][-1] == NOW
    assert len(drawn.words) == 4
