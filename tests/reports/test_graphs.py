"""The graph as a drawing: what boxes say, what colours mean, and where they lead."""

import pytest

from app.questions import graph
from app.questions.graph import Wanted
from app.questions.tally import Tally
from app.reports import graphs
from tests.graph.landscapes import drawn, ref

SHOP = "shop>pay pay~>mail pay=>db.books"


def box(asked: Wanted, name: str, tallies=None):
    """One box of the drawing of a small shop."""
    landscape = drawn(SHOP, sales="shop", money="pay db.books")
    tiers = {"pay": 1, "shop": 2}
    things = {
        each: thing._replace(
            tier=tiers.get(each.name),
            lifecycle="deprecated" if each.name == "shop" else None,
            exists=each.name != "mail",
        )
        for each, thing in landscape.things.items()
    }
    found = graph.explored(type(landscape)(landscape.network, things), asked)
    hues = {ref("team.sales"): "hue-2", ref("team.money"): "hue-1"}
    made = graphs.drawn(
        found, lambda owner: hues.get(owner, "") if owner else "", lambda thing: f"/x/{thing.ref.name}", tallies
    )
    return next(node for node in made.nodes if node.title == name)


@pytest.mark.parametrize(
    ("more", "name", "note", "classes"),
    [
        pytest.param(
            {}, "pay", "money · tier 1", {"kind-service", "tier-1", "hue-1", "is-root"}, id="what it starts from"
        ),
        pytest.param(
            {}, "shop", "sales · tier 2", {"kind-service", "tier-2", "hue-2", "life-deprecated"}, id="by owner"
        ),
        pytest.param({}, "books", "money", {"kind-store", "hue-1"}, id="a data store without a tier"),
        pytest.param({}, "mail", "not in the catalog", {"kind-service", "is-missing"}, id="what nobody declares"),
        pytest.param(
            {"group": "team"}, "shop", "service · tier 2", {"kind-service", "tier-2", "life-deprecated"}, id="framed"
        ),
        pytest.param(
            {"colour": "tier"}, "pay", "money · tier 1", {"kind-service", "tier-1", "hue-6", "is-root"}, id="tier"
        ),
        pytest.param(
            {"colour": "lifecycle"},
            "shop",
            "sales · deprecated",
            {"kind-service", "tier-2", "life-deprecated", "hue-3"},
            id="life",
        ),
        pytest.param({"colour": "lifecycle"}, "books", "money · no lifecycle", {"kind-store"}, id="no life"),
        pytest.param(
            {"colour": "gap"},
            "shop",
            "sales · 3 gaps",
            {"kind-service", "tier-2", "life-deprecated", "hue-6"},
            id="gaps",
        ),
        pytest.param({"colour": "gap"}, "books", "money · no gap", {"kind-store", "hue-8"}, id="no gap"),
    ],
)
def test_boxes(more, name, note, classes):
    """Under its name whose it is and what the colour tells, so that nothing is told by colour alone."""
    made = box(Wanted((ref("pay"),), **more), name, {ref("shop"): Tally(error=1, gap=2)})

    assert made.note == note
    assert set(made.classes) - {""} == classes


def test_where_boxes_lead():
    """What exists leads somewhere, and is heard as it is seen; what is missing leads nowhere."""
    assert box(Wanted((ref("pay"),)), "shop").url == "/x/shop"
    assert box(Wanted((ref("pay"),)), "shop").hint == "shop sales · tier 2, service"
    assert box(Wanted((ref("pay"),)), "mail").url == ""


def test_folded_boxes():
    """A team stands for its things, and for those of nobody something that says so."""
    team = box(Wanted((), fold="team"), "money")
    nobody = box(Wanted((), fold="team"), "no owner")

    assert team.note == "2 things"
    assert {"kind-team", "is-folded", "hue-1"} <= set(team.classes)
    assert (nobody.note, nobody.url) == ("1 thing", "")


def test_arrows_say_how():
    """Each need in words; several as numbers."""
    landscape = drawn("a>b a~>c d=>c e>b", us="a e", them="b c")
    one = graphs.drawn(graph.explored(landscape, Wanted((ref("a"),))), lambda _: "")
    many = graphs.drawn(graph.explored(landscape, Wanted((), fold="team")), lambda _: "")

    assert [edge.hint for edge in one.edges] == ["a needs b: hard, sync, assumed", "a needs c: soft, sync"]
    assert {edge.hint: edge.label for edge in many.edges} == {
        "us needs them: 3 needs, 2 hard": "3",
        "no owner needs them: hard, async": "",
    }


def test_the_palette_of_the_command_line():
    """Teams have their hue by their place, as on pages; others have none."""
    landscape = drawn("a", **{f"t{number:02}": "a" for number in range(12)})
    teams = {
        ref(f"team.t{number:02}"): landscape[ref("a")]._replace(ref=ref(f"team.t{number:02}")) for number in range(12)
    }
    hue = graphs.palette(type(landscape)(landscape.network, {**landscape.things, **teams}))

    assert [hue(ref(f"team.t{number:02}")) for number in (0, 9, 10)] == ["hue-1", "hue-10", "hue-1"]
    assert hue(ref("team.none")) == hue(None) == ""
