"""What happened lately is told from the newest on."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.config import Config
from app.questions import changes
from app.store.database import reading, writing
from app.store.models import GenerationRow
from app.sync import sync
from tests.conftest import TODAY
from tests.questions import counting
from tests.questions.organisation import HEAD
from tests.trees import Texts

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def service(name: str, **spec) -> str:
    """A service's descriptor."""
    said = "".join(f", {key}: {value}" for key, value in spec.items())
    return f"{HEAD}kind: Component\nmetadata: {{name: {name}}}\nspec: {{type: service{said}}}\n"


@pytest.fixture
def lived(sessions):
    """Fills a catalog again and again: each state with how many days ago that was."""

    def live(*states) -> None:
        for number, (days, texts) in enumerate(states, 1):
            tree = Texts({f"{place}.yaml": text for place, text in enumerate(texts)})
            sync(sessions, "here", tree, config=Config(), as_of=TODAY)
            at = (NOW - timedelta(days=days)).replace(tzinfo=None)
            with writing(sessions) as session:
                session.execute(update(GenerationRow).where(GenerationRow.id == number).values(at=at))

    return live


def told(found: changes.Changes) -> list[tuple[object, ...]]:
    """Events as what became of whom, and in which fields."""
    return [
        (event.turn.value, event.entity.ref.name, *(each.pointer for each in event.differences))
        for event in found.events
    ]


def test_it_works(sessions, lived):
    """Since a week ago: what came, changed and went, newest first; what was before is left out."""
    lived(
        (30, [service("old"), service("shop"), service("mail")]),
        (20, [service("old"), service("shop", tier=3), service("mail")]),
        (6, [service("old"), service("shop", tier=1, owner="sales", lifecycle="production"), service("mail")]),
        (3, [service("shop", tier=1, owner="sales", lifecycle="production"), service("mail"), service("new")]),
    )
    with reading(sessions) as session, counting.selects(session) as asked:
        found = changes.since(session, NOW - changes.WEEK)

    assert told(found) == [
        ("registered", "new"),
        ("removed", "old"),
        ("changed", "shop", "/spec/tier", "/spec/owner"),
    ]
    assert (found.registered, found.changed, found.removed, found.total) == (1, 1, 1, 3)
    assert (found.began, found.first) == (None, 0)
    assert found.events[2].left_out == 1
    assert [event.entity.exists for event in found.events] == [True, False, True]
    assert found.events[0].at == NOW - timedelta(days=3)
    assert len(asked) == 5


def test_the_beginning_is_no_news(sessions, lived):
    """Where the catalog was first filled within the week, what it held then is counted apart."""
    lived((5, [service("shop"), service("mail")]), (1, [service("shop"), service("mail", tier=1)]))
    with reading(sessions) as session:
        found = changes.since(session, NOW - changes.WEEK)

    assert told(found) == [("changed", "mail", "/spec/tier")]
    assert (found.began, found.first) == (NOW - timedelta(days=5), 2)


def test_much(sessions, lived):
    """Of very many changes the newest are told and all are counted."""
    lived((9, [service("shop")]), (1, [service("shop"), *(service(f"s{number:02}") for number in range(30))]))
    with reading(sessions) as session:
        found = changes.since(session, NOW - changes.WEEK)

    assert (len(found.events), found.registered) == (changes.MOST, 30)
    assert [event.entity.ref.name for event in found.events][:2] == ["s00", "s01"]


def test_nothing(sessions):
    """Before the first sync nothing has happened."""
    with reading(sessions) as session, counting.selects(session) as asked:
        found = changes.since(session, NOW)

    assert (found.events, found.total, found.began) == ((), 0, None)
    assert len(asked) == 2
