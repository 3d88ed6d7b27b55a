import pytest

from app.entities import Ref
from app.errors import EntityNotFoundError
from app.questions import team
from tests.questions import counting
from tests.questions.organisation import HEAD


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

    def told(team):
        return [
            (each.team.title, each.needs, each.hard_needs, each.needed, each.hard_needed) for each in team.neighbours
        ]

    assert told(sales) == [("Money", 2, 2, 0, 0)]
    assert told(money) == [("Sales", 0, 0, 2, 2)]


def test_neighbours_need_each_other_softly(look):
    """Of the needs between two teams those are counted apart that are hard."""
    text = "---\n".join(
        f"{HEAD}kind: Component\nmetadata: {{name: {name}}}\nspec: {{type: service, owner: {owner}{more}}}\n"
        for name, owner, more in (
            ("a", "sales", ", dependsOn: [component:b, component:c, component:d]"),
            ("b", "money", ", dependsOn: [component:a], dependencyDetails: {component:a: {criticality: soft}}"),
            ("c", "money", ""),
            ("d", "sales", ", dependsOn: [component:gone]"),
        )
    )
    with look(
        f"{HEAD}kind: Group\nmetadata: {{name: sales}}\nspec: {{type: team, children: []}}\n---\n{text}"
    ) as session:
        [money] = team.about(session, Ref.parse("group:sales")).neighbours

    assert (money.needs, money.hard_needs, money.needed, money.hard_needed) == (2, 2, 1, 0)
    assert not money.team.exists


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
    """Seventeen questions, however much a team owns."""
    with counting.selects(organisation) as asked:
        team.about(organisation, Ref.parse("group:money"))

    assert len(asked) <= 17
