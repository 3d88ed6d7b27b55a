"""What syncs write of numbers and levels, from state to state."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.config import Config
from app.entities import Ref
from app.questions import trend
from app.store.database import reading, writing
from app.store.models import GenerationRow, LevelRow, MetricRow, RefRow
from app.sync import sync
from tests.conftest import TODAY
from tests.store import dumps
from tests.texts import a, all_of, team
from tests.trees import Texts

MONEY = team("money", "profile: {email: money@example.org}")
OWNED = a("Component shop", "type: service", "lifecycle: production", "owner: money")
UNOWNED = a("Component shop", "type: service", "lifecycle: production")


def run(sessions, *texts, as_of=TODAY):
    """One sync of these texts, in one file."""
    return sync(sessions, "here", Texts({"catalog-info.yaml": all_of(*texts)}), config=Config(), as_of=as_of)


def points(sessions, name, scope=""):
    """The generations in which a measure changed, and what it came to."""
    wanted = select(MetricRow.generation, MetricRow.value).where(MetricRow.name == name, MetricRow.scope == scope)
    with reading(sessions) as session:
        return [(generation, value) for generation, value in session.execute(wanted.order_by(MetricRow.generation))]


def levels(sessions):
    """How far each has come, by its reference."""
    wanted = select(RefRow.canonical, LevelRow.reached).join(RefRow, RefRow.id == LevelRow.ref_id)
    with reading(sessions) as session:
        return {Ref.parse(canonical).short: reached for canonical, reached in session.execute(wanted)}


def aged(sessions, days):
    """Let everything that has happened have happened so many days earlier."""
    with writing(sessions) as session:
        for id_, at in session.execute(select(GenerationRow.id, GenerationRow.at)).all():
            moved = at - timedelta(days=days)
            session.execute(update(GenerationRow).where(GenerationRow.id == id_).values(at=moved))


def today(sessions):
    """The day of the newest state by the database's own clock."""
    with reading(sessions) as session:
        return session.scalars(select(func.max(GenerationRow.at))).one().date()


def test_a_point_for_each_change(sessions):
    """A number is written in the generation that changed it, and in no other."""
    run(sessions, MONEY, UNOWNED)
    run(sessions, MONEY, UNOWNED, a("Location here"))
    run(sessions, MONEY, OWNED, a("Location here"))

    assert points(sessions, "owned") == [(1, 0), (3, 1)]
    assert points(sessions, "need_owner") == [(1, 1)]
    assert points(sessions, "entities") == [(1, 2), (2, 3)]
    assert points(sessions, "findings_by_rule", "owner-missing") == [(1, 1), (3, 0)]


def test_what_is_gone_is_nothing_once(sessions):
    """A team or rule with nothing left to count ends with a 0, and nothing is written of it any more."""
    run(sessions, MONEY, OWNED)
    run(sessions, UNOWNED)
    run(sessions, UNOWNED, a("Location here"))
    money = "group:default/money"

    assert points(sessions, "owned_by_team", money) == [(1, 1), (2, 0)]
    assert points(sessions, "need_owner_by_team", money) == [(1, 1), (2, 0)]
    assert points(sessions, "findings_by_team")[-1][1] > 0
    with reading(sessions) as session:
        assert [each.scope for each in trend.latest(session, "owned_by_team")] == [""]

    run(sessions, MONEY, OWNED)
    assert points(sessions, "findings_by_team")[-1][1] == 0


def test_levels_follow(sessions):
    """Levels change with what is found, and go with what they are of; nothing else writes them."""
    run(sessions, MONEY, UNOWNED)
    assert levels(sessions) == {"component:shop": 0}

    run(sessions, MONEY, OWNED)
    assert levels(sessions) == {"component:shop": 3, "group:money": 3}
    before = dumps.marks(sessions)["level"]

    run(sessions, MONEY, OWNED, a("Location here"))
    assert dumps.marks(sessions)["level"] == before

    run(sessions, MONEY)
    assert levels(sessions) == {}


def test_time_to_own(sessions):
    """From the state in which a thing was first seen without an owner to the one that gave it one."""
    run(sessions, MONEY, UNOWNED)
    aged(sessions, 4)
    run(sessions, MONEY, OWNED)

    assert points(sessions, "given_owners") == [(1, 0), (2, 1)]
    assert points(sessions, "days_to_own") == [(2, 4)]

    # A hundred days later nobody got one lately, and how long it took stays what it was.
    aged(sessions, 100)
    run(sessions, MONEY, OWNED, as_of=today(sessions) + timedelta(days=101))
    assert [value for _, value in points(sessions, "given_owners")] == [0, 1, 0]
    assert points(sessions, "days_to_own") == [(2, 4)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(6, {"7": 0, "30": 0, "90": 0}, id="young"),
        pytest.param(7, {"7": 1, "30": 0, "90": 0}, id="a week"),
        pytest.param(90, {"7": 1, "30": 1, "90": 1}, id="old"),
    ],
)
def test_ages(sessions, days, expected):
    """A gap that nobody mends is counted among the old from the day on which it is."""
    run(sessions, UNOWNED)
    begun = today(sessions)
    run(sessions, UNOWNED, as_of=begun + timedelta(days=days))

    assert {age: points(sessions, "findings_by_age", age)[-1][1] for age in expected} == expected


def test_the_next_day_changes_nothing(sessions):
    """Where no number differs, another day is no other state."""
    run(sessions, MONEY, OWNED)

    assert run(sessions, MONEY, OWNED, as_of=TODAY + timedelta(days=1)).unchanged


def test_old_points_go(sessions):
    """Of a day that is long past the last point of each measure stays, taken away when there is something new."""
    run(sessions, UNOWNED)
    run(sessions, MONEY, OWNED)
    run(sessions, UNOWNED)
    aged(sessions, 100)
    assert len(points(sessions, "owned")) == 3

    run(sessions, MONEY, UNOWNED)

    assert points(sessions, "owned") == [(3, 0)]
    # What was written once that day is as old, and the newest there is of it.
    assert points(sessions, "services") == [(1, 1)]
