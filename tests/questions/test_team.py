import pytest

from app.entities import Ref
from app.errors import EntityNotFoundError
from app.questions import team
from tests.questions import counting


def test_it_works(organisation):
    """What a team owns, who is in it, how it is reached, and whom it works with."""
    money = team.about(organisation, Ref.parse("group:money"))

    assert money.mention.title == "Money"
    assert [row.entity.ref.name for row in money.owned] == ["ledger", "ledger-db", "ledger-api"]
    assert money.owned_total == 3
    assert dict(money.shelves) == {"services": 1, "apis": 1, "stores": 1}
    assert money.tiers == ((1, 1), (2, 1), (None, 1))
    assert [member.ref.name for member in money.members] == ["ada", "bob"]
    assert money.parent is not None
    assert money.parent.title == "Everybody"
    assert [contact.value for contact in money.contacts] == ["money@example.org"]
    assert money.on_call is None


def test_neighbours(organisation):
    """Needs across teams are counted both ways, through APIs too; needs of nobody's things are not."""
    sales = team.about(organisation, Ref.parse("group:sales"))
    money = team.about(organisation, Ref.parse("group:money"))

    assert [(each.team.title, each.needs, each.needed) for each in sales.neighbours] == [("Money", 2, 0)]
    assert [(each.team.title, each.needs, each.needed) for each in money.neighbours] == [("Sales", 0, 2)]


def test_children(organisation):
    """A group of groups lists them."""
    everybody = team.about(organisation, Ref.parse("group:all"))

    assert [child.ref.name for child in everybody.children] == ["money", "sales"]
    assert (everybody.owned, everybody.neighbours, everybody.parent) == ((), (), None)


def test_gaps(organisation):
    """The gaps of what it owns and its own stand together, and are its to close."""
    silent = team.about(organisation, Ref.parse("group:silent"))

    assert "team-unreachable" in [gap.code for gap in silent.gaps.gaps]
    assert {gap.owner.ref.name for gap in silent.gaps.gaps if gap.owner} == {"silent"}


@pytest.mark.parametrize("written", ["group:nobody", "component:shop"])
def test_no_team(organisation, written):
    """What is not there, or no team, is not found as one."""
    with pytest.raises(EntityNotFoundError):
        team.about(organisation, Ref.parse(written))


def test_queries(organisation):
    """Fifteen questions, however much a team owns."""
    with counting.selects(organisation) as asked:
        team.about(organisation, Ref.parse("group:money"))

    assert len(asked) <= 15
