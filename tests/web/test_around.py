"""What stands around an entity is told from where it stands, and drawn so that it can be read."""

from app.entities import Entity, Ref
from app.graph.edges import Edge
from app.positions import Position
from app.questions.entity import About, Related
from app.questions.mention import Mention
from app.questions.neighbourhood import Neighbour, Neighbourhood
from app.questions.owner import Owner
from app.web import around

PAYMENTS = Mention(Ref.parse("component:payments"), "payments", type="service", tier=1)
TEAM = Mention(Ref.parse("group:payments"), "payments")


def neighbour(name: str, team: str = "", tier: int | None = None, **more) -> Neighbour:
    """A service near payments, and the team that owns it."""
    owner = Mention(Ref.parse(f"group:{team}"), team) if team else None
    return Neighbour(Mention(Ref.parse(f"component:{name}"), name, type="service", tier=tier, **more), owner)


def need(source: str, target: str, criticality: str = "hard", mode: str = "sync") -> Edge:
    """One service needs another."""
    return Edge(
        Ref.parse(f"component:{source}"),
        Ref.parse(f"component:{target}"),
        "dependsOn",
        criticality,
        mode,
        "unknown",
        assumed=False,
    )


def told(neighbours, needs, left_out=0, relations=()) -> around.Around:
    """What is around payments."""
    entity = Entity({"kind": "Component", "metadata": {"name": "payments"}}, "a.yaml", 1)
    owner = Owner(PAYMENTS, TEAM, None, (), None, ())
    about = About(entity, PAYMENTS, owner, "catalog", tuple(relations), 0, (), None)
    near = Neighbourhood(Neighbour(PAYMENTS, TEAM), tuple(neighbours), tuple(needs), left_out)
    return around.of(about, near, lambda mention: "hue-1" if mention else "")


def test_needs_are_told_both_ways():
    """What it needs and what needs it stand apart; needs among others are drawn and not told."""
    ledger, shop, bank = neighbour("ledger", "ledger"), neighbour("shop", "web"), neighbour("bank")
    written = Position("a.yaml", 9, 5)
    relation = Related("dependsOn", ledger.mention, ledger.owner, PAYMENTS.ref, written)

    found = told(
        [bank, ledger, shop],
        [need("payments", "ledger", "soft"), need("shop", "payments"), need("ledger", "bank")],
        relations=[relation],
    )

    assert [(line.other, line.criticality, line.position) for line in found.needs] == [(ledger, "soft", written)]
    assert [(line.other, line.position) for line in found.needed] == [(shop, None)]
    assert found.source.count("->") == 3


def test_many_neighbours_are_drawn_by_team():
    """Above twenty boxes there is one for each team, with the stronger of its needs."""
    neighbours = [neighbour(f"s{number:02}", f"team-{number % 3}" if number else "") for number in range(30)]
    needs = [need(f"s{number:02}", "payments", "hard" if number == 3 else "soft") for number in range(30)]

    found = told(neighbours, needs)

    assert found.folded
    assert len(found.needed) == 30
    assert found.source.count("kind-team") == 4
    assert sorted(line.strip().split(" tooltip")[0] for line in found.source.splitlines() if "->" in line) == [
        'n2 -> n1 [class="soft sync" style=dashed',
        'n3 -> n1 [class="hard sync" style=solid',
        'n4 -> n1 [class="soft sync" style=dashed',
        'n5 -> n1 [class="soft sync" style=dashed',
    ]


def test_what_is_missing_is_drawn_without_a_link():
    """A name without an entity is drawn as missing, and leads nowhere."""
    found = told([neighbour("gone", exists=False)], [need("payments", "gone")])

    assert "is-missing" in found.source
    assert found.source.count("URL=") == 1
    assert "not in the catalog" in found.source


def test_nothing_around_is_not_drawn():
    """Without a need there is no drawing."""
    assert told([], []).source == ""
