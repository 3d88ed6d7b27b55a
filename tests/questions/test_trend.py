"""How many gaps stood open, from sync to sync."""

from app.config import Config
from app.questions import state, trend
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.questions import counting
from tests.questions.organisation import HEAD
from tests.trees import Texts


def service(name: str, more: str = "") -> str:
    """A service without owner and lifecycle, or with more."""
    return f"{HEAD}kind: Component\nmetadata: {{name: {name}}}\nspec: {{type: service{more}}}\n"


def lived(sessions, *states) -> None:
    """A catalog that held these texts one after the other."""
    for texts in states:
        tree = Texts({f"{place}.yaml": text for place, text in enumerate(texts)})
        sync(sessions, "here", tree, config=Config(), as_of=TODAY)


def test_it_works(sessions):
    """A point for each time the number changed; the last is the number of today."""
    lived(sessions, [service("a")], [service("a"), service("b")], [service("a", ", tier: 1"), service("b")], [])

    with reading(sessions) as session:
        with counting.selects(session) as asked:
            points = trend.open_gaps(session)
        today = state.current(session).tally.open

    one, two, none = (point.value for point in points)
    assert two == 2 * one > 0
    assert none == today == 0
    assert [point.at for point in points] == sorted(point.at for point in points)
    assert len(asked) == 1


def test_before_the_first_sync(sessions):
    """Without a sync there is no point."""
    with reading(sessions) as session:
        assert trend.open_gaps(session) == ()


MONEY = f"""{HEAD}kind: Group
metadata: {{name: money}}
spec: {{type: team, children: [], profile: {{email: money@example.org}}}}
"""


def test_a_share(sessions):
    """A part comes with its whole and a percentage, rounded down; a point where neither changed is left out."""
    lived(
        sessions,
        [MONEY],
        [MONEY, service("a", ", owner: money")],
        [MONEY, service("a", ", owner: money"), service("b"), service("c")],
        [MONEY, service("a", ", owner: money"), service("b"), service("c", ", tier: 1")],
    )

    with reading(sessions) as session, counting.selects(session) as asked:
        line = trend.of(session, "owned")

    assert [(point.value, point.whole, point.percent) for point in line.points] == [
        (0, 0, None),
        (1, 1, 100),
        (1, 3, 33),
    ]
    assert line.now == line.points[-1]
    assert line.measure.whole == "need_owner"
    assert len(asked) == 1


def test_scopes_are_summed(sessions):
    """Several scopes of one measure make one line."""
    lived(
        sessions, [service("a")], [service("a"), f"{HEAD}kind: Component\nmetadata: {{name: b}}\nspec: {{owner: x}}\n"]
    )

    def now(*rules):
        with reading(sessions) as session:
            found = trend.of(session, "findings_by_rule", *rules).now
            return found.value if found else None

    assert (now("owner-missing"), now("owner-unknown")) == (1, 1)
    assert now("owner-missing", "owner-unknown") == 2
    assert now("no-such-rule") is None


def test_only_the_newest_points(sessions, monkeypatch):
    """Of very many points the newest are told, and what changed before them alone still counts."""
    owned = [MONEY, service("s", ", owner: money")]
    lived(sessions, *([*owned, *(service(f"s{number}") for number in range(some))] for some in range(5)))
    monkeypatch.setattr(trend, "MOST", 3)

    with reading(sessions) as session:
        line = trend.of(session, "owned")
        gaps = trend.open_gaps(session)

    # The part has not changed since the first state.
    assert [(point.value, point.whole) for point in line.points] == [(1, 3), (1, 4), (1, 5)]
    assert len(gaps) == 3


def test_latest(sessions):
    """What everything is now: each scope with its whole; numbers by team only where they are asked for."""
    lived(sessions, [MONEY, service("a", ", owner: money"), service("b", ", tier: 1")])

    with reading(sessions) as session:
        with counting.selects(session) as asked:
            found = {(each.name, each.scope): (each.value, each.whole) for each in trend.latest(session)}
        teams = {each.scope: (each.value, each.whole) for each in trend.latest(session, "owned_by_team")}

    assert len(asked) == 1
    expected = {("owned", ""): (1, 2), ("owned_by_tier", "1"): (0, 1), ("services", ""): (2, None)}
    assert {key: found[key] for key in expected} == expected
    assert not any(name.endswith("_by_team") for name, _ in found)
    assert teams == {"": (0, 1), "group:default/money": (1, 1)}


def test_how_many_each(sessions):
    """What is no share is told by how many there are for each of the whole."""
    lived(
        sessions,
        [
            MONEY,
            MONEY.replace("money", "sales"),
            service("a", ", owner: money, dependsOn: [component:b]"),
            service("b", ", owner: sales"),
        ],
    )

    with reading(sessions) as session:
        found = trend.of(session, "hard_needs_across_teams").now

    assert found is not None
    assert found.each == 0.5
