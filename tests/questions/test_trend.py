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
