"""How far things and teams have come, asked of the database."""

import pytest

from app import rules
from app.config import Config
from app.entities import Ref
from app.policy import DEFAULT
from app.questions import scorecards
from app.questions.scorecards import Wanted
from app.scorecards import scorecard
from app.sources.folder import Folder
from app.store import rows
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.corpus import EXAMPLE
from tests.questions import counting

LEVELS = ["", "bronze", "silver", "gold"]


@pytest.fixture
def example(sessions):
    """A look at the example organisation."""
    sync(sessions, "example", Folder(EXAMPLE), config=Config(), as_of=TODAY)
    with reading(sessions) as session:
        yield session


def test_it_agrees_with_the_rules(example):
    """Every thing and team has the level and the next step that come of the whole catalog."""
    catalog = rows.load_catalog(example, TODAY)
    expected = scorecard(catalog, rules.check(catalog), DEFAULT)

    found = scorecards.cards(example, [entity.ref for entity in catalog])

    assert {ref: card.reached for ref, card in found.items()} == {ref: card.reached for ref, card in expected.items()}
    assert {ref: card.next and (card.next.code, card.next.message) for ref, card in found.items()} == {
        ref: card.next and (card.next.rule, card.next.message) for ref, card in expected.items()
    }


def test_it_names_the_levels(organisation):
    """A card names what is reached and what comes next; a person has none."""
    quiet = scorecards.of(organisation, Ref.parse("component:quiet"))
    mail = scorecards.of(organisation, Ref.parse("component:mail"))

    assert quiet is not None
    assert (quiet.reached, quiet.level, quiet.ahead) == (1, "bronze", "silver")
    assert quiet.next is not None
    assert quiet.next.about is not None
    assert (quiet.next.code, quiet.next.about.ref.name) == ("team-unreachable", "silent")
    assert mail is not None
    assert (mail.reached, mail.level, mail.ahead) == (0, "", "bronze")
    assert mail.next is not None
    assert mail.next.code == "owner-inherited-only"
    assert scorecards.of(organisation, Ref.parse("user:ada")) is None
    assert scorecards.of(organisation, Ref.parse("component:nowhere")) is None


def test_all_teams(organisation):
    """Everything is counted by how far it has come; teams go by that, then by reference."""
    found = scorecards.found(organisation)

    assert [(card.about.ref.name, card.level) for card in found.teams] == sorted(
        ((card.about.ref.name, card.level) for card in found.teams), key=lambda each: LEVELS.index(each[1])
    )
    assert {card.about.ref.name for card in found.teams} == {"money", "sales", "silent"}
    assert [step.name for step in found.levels] == LEVELS
    assert sum(step.teams for step in found.levels) == found.total == 3
    assert found.levels[0].rules == ()


def test_one_team(organisation):
    """Of one team its own card is told, and what it owns is counted."""
    found = scorecards.found(organisation, Wanted(team=Ref.parse("group:silent")))

    assert [card.about.ref.name for card in found.teams] == ["silent"]
    assert [(step.name, step.entities, step.teams) for step in found.levels if step.entities or step.teams] == [
        ("bronze", 1, 1)
    ]
    assert scorecards.found(organisation, Wanted(team=Ref.parse("group:nobody"))).teams == ()


def test_pages(organisation):
    """Teams come in pages, and each costs as many queries as the next."""
    with counting.selects(organisation) as asked:
        first = scorecards.found(organisation, Wanted(size=2))
    second = scorecards.found(organisation, Wanted(page=2, size=2))

    assert (first.pages, len(first.teams), len(second.teams)) == (2, 2, 1)
    assert {card.about.ref for card in first.teams}.isdisjoint(card.about.ref for card in second.teams)
    assert len(asked) <= 8
