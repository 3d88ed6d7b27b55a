"""The teams around one are drawn as long as they are few."""

import pytest

from app.entities import Entity, Ref
from app.questions.gaps import Gaps
from app.questions.load import Carried, Load
from app.questions.mention import Mention
from app.questions.tally import Tally
from app.questions.team import Neighbour, Team
from app.web import teamwork

SALES = Mention(Ref.parse("group:sales"), "Sales")


def team(*neighbours: Neighbour) -> Team:
    """The team of sales, and those around it."""
    entity = Entity({"kind": "Group", "metadata": {"name": "sales"}}, "a.yaml", 1)
    gaps = Gaps((), 0, 1, 50, Tally(), ())
    return Team(entity, SALES, (), None, None, (), (), (), 0, (), (), gaps, neighbours, Load(Carried(), None, 0), None)


def other(name: str, needs: int = 0, needed: int = 0, hard: int = 0, *, exists: bool = True) -> Neighbour:
    """Another team; `hard` counts both ways alike."""
    return Neighbour(Mention(Ref.parse(f"group:{name}"), name, exists), needs, needed, hard, hard)


def drawn(found: Team) -> str:
    """The drawing's DOT."""
    return teamwork.source(found, lambda mention: f"hue-{len(mention.ref.name)}" if mention else "")


def test_needs_are_drawn_both_ways():
    """An arrow goes each way there is a need, strong where any of it is hard, with their number."""
    dot = drawn(team(other("money", needs=3, needed=1, hard=1), other("press", needed=2)))

    assert dot.count("->") == 3
    assert dot.count("style=dashed") == 1
    assert "sales needs money: 3, 1 of them hard" in dot
    assert "press needs sales: 2, 0 of them hard" in dot
    assert 'URL="/teams/money"' in dot


def test_who_is_missing_is_drawn_without_a_link():
    """An owner that nobody declares is drawn as missing."""
    dot = drawn(team(other("gone", needs=1, exists=False)))

    assert "is-missing" in dot
    assert "/teams/gone" not in dot


@pytest.mark.parametrize(
    ("number", "is_drawn"),
    [
        pytest.param(0, False, id="nobody"),
        pytest.param(1, True, id="one"),
        pytest.param(teamwork.MOST, True, id="as many as can be read"),
        pytest.param(teamwork.MOST + 1, False, id="one more"),
    ],
)
def test_few_are_drawn(number, is_drawn):
    """More teams than can be read at a glance are left to the table."""
    assert bool(drawn(team(*(other(f"t{each}", needs=1) for each in range(number))))) is is_drawn
