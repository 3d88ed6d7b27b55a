"""What hangs together, as boxes and arrows, few enough to be read."""

from dataclasses import replace

import pytest

from app.entities import Ref
from app.graph.landscape import Landscape
from app.questions import graph
from app.questions.graph import MOST_ARROWS, READABLE, Wanted
from app.questions.landscape import Held, load
from tests.graph.landscapes import arrows, drawn, ref, word

SHOP = "shop>pay pay>ledger ledger>db.books pay~>mail fraud=>pay shop>api.pay api.pay>pay"
OWNERS = {"sales": "shop", "money": "pay ledger db.books", "post": "mail"}


def boxes(found) -> str:
    """Boxes in the order they come: `shop pay*`, the stars for those it starts from."""
    return " ".join(
        (word(box.thing.ref) if box.thing else "?") + (f"({box.size})" if box.size else "") + "*" * box.start
        for box in found.boxes
    )


def wanted(starts: str, to: str = "", **more) -> Wanted:
    """A wish, with references in words."""
    return Wanted(tuple(map(ref, starts.split())), tuple(map(ref, to.split())), **more)


@pytest.mark.parametrize(
    ("asked", "title", "shown"),
    [
        pytest.param(wanted("pay"), "4 things around pay", "pay* fraud ledger mail shop", id="both ways"),
        pytest.param(
            wanted("pay", direction="needs"), "2 things that pay needs", "pay* ledger mail", id="what it needs"
        ),
        pytest.param(
            wanted("pay", direction="needed"), "2 things that need pay", "pay* fraud shop", id="what needs it"
        ),
        pytest.param(wanted("ledger", direction="needed"), "1 thing that needs ledger", "ledger* pay", id="only one"),
        pytest.param(
            wanted("pay", depth=2, direction="needs"),
            "3 things that pay needs",
            "pay* ledger mail db.books",
            id="depth",
        ),
        pytest.param(
            wanted("pay", sorts=frozenset({"services", "apis"})),
            "5 things around pay",
            "pay* fraud ledger mail shop api.pay",
            id="sorts",
        ),
        pytest.param(wanted("api.pay"), "2 things around pay", "api.pay* pay shop", id="APIs where one is asked for"),
        pytest.param(wanted("mail shop"), "1 thing around mail and shop", "mail* shop* pay", id="from several"),
        pytest.param(
            wanted("team.money"), "6 things around team money", "ledger pay db.books fraud mail shop", id="team"
        ),
        pytest.param(wanted("team.none"), "Nothing around team none", "", id="a team that holds nothing"),
        pytest.param(wanted("pay", across=True), "3 things around pay", "pay* fraud mail shop", id="across teams"),
        pytest.param(
            wanted("pay", relations=frozenset({"consumesApi"})), "1 thing around pay", "pay* shop", id="by one relation"
        ),
        pytest.param(wanted(""), "6 things of 3 owners", "fraud ledger mail pay shop db.books", id="everything"),
    ],
)
def test_explores(asked, title, shown):
    """The title is the answer; the boxes are what was asked for."""
    found = graph.explored(drawn(SHOP, **OWNERS), asked)

    assert (found.title, set(boxes(found).split())) == (title, set(shown.split()))


@pytest.mark.parametrize(
    ("starts", "to", "title", "edges"),
    [
        pytest.param(
            "shop",
            "db.books",
            "shop needs books, through pay and ledger",
            "ledger>db.books pay>ledger shop>pay",
            id="on",
        ),
        pytest.param("ledger", "shop", "shop needs ledger, through pay", "pay>ledger shop>pay", id="back"),
        pytest.param("fraud", "pay", "fraud needs pay", "fraud=>pay", id="at once"),
        pytest.param(
            "shop", "fraud", "shop and fraud do not need each other, both need pay", "fraud=>pay shop>pay", id="shared"
        ),
        pytest.param("shop", "alone", "Nothing joins shop and alone", "", id="nothing"),
        pytest.param("mail", "team.money", "team money needs mail", "pay~>mail", id="to any of a team"),
    ],
)
def test_the_way_between(starts, to, title, edges):
    """A path says in words which way it leads, and through what."""
    found = graph.explored(drawn(f"{SHOP} alone", **OWNERS), wanted(starts, to))

    assert found.title == title
    assert set(arrows(found.edges).split()) == set(edges.split())


def test_says_how_the_needs_are():
    """Beside the size: how many are soft or asynchronous, and how many people answer for them."""
    found = graph.explored(drawn(SHOP, **OWNERS), wanted("pay"))

    assert found.told == "5 needs among them, 1 soft, 1 asynchronous. They have 3 owners."
    assert graph.explored(drawn("a b"), wanted("")).told == "Nothing among them needs another."


def many(number: int) -> Landscape:
    """One thing that so many need, each a team's own, and the first two one team's."""
    names = [f"s{place:03}" for place in range(number)]
    owners = {f"t{place:03}": name for place, name in enumerate(names[2:])}
    return drawn(" ".join(f"{name}>x" for name in names), both=" ".join(names[:2]), **owners)


def test_what_can_be_read_is_not_folded():
    """Up to the limit each thing has its box."""
    found = graph.explored(many(READABLE - 1), wanted("x"))

    assert (found.folded, len(found.boxes), found.left_out) == ("", READABLE, 0)


def test_more_is_folded_into_teams():
    """Above it teams stand for their things; what it starts from stays by itself, and the heaviest teams stay."""
    found = graph.explored(many(100), wanted("x"))

    assert (found.folded, len(found.boxes), found.left_out) == ("team", READABLE, 76)
    assert {"x*", "team.both(2)", "team.t000(1)"} <= set(boxes(found).split())
    assert found.told.endswith("Folded into 100 teams; the 76 that are joined least are left out.")
    assert len(found.edges) == 100


@pytest.mark.parametrize(
    ("asked", "folded"),
    [
        pytest.param(wanted("x", fold="none"), "", id="not at all"),
        pytest.param(wanted("x", fold="system"), "system", id="into systems"),
        pytest.param(wanted("x", fold="domain"), "domain", id="into domains"),
        pytest.param(wanted("x"), "system", id="into systems, since these are few enough to be read"),
    ],
)
def test_folds_as_asked(asked, folded):
    """Whoever says into what has it so."""
    landscape = many(100)
    systems = {
        each: thing._replace(system=Ref("system", "default", each.name[:3])) if each.name != "x" else thing
        for each, thing in landscape.things.items()
    }

    found = graph.explored(replace(landscape, things=systems), asked)

    assert found.folded == folded


def test_a_wall_is_folded_whoever_asks():
    """Above what anybody draws, asking for no folding is no use."""
    found = graph.explored(many(151), wanted("x", fold="none"))

    assert found.folded == "team"
    assert not found.too_large


def test_a_folded_graph_keeps_its_heaviest_arrows():
    """Of very many arrows the ones that stand for most needs are drawn, and that is told."""
    teams = [f"t{place:02}" for place in range(20)]
    text = " ".join(f"{a}a>{b}b {a}c>{b}d" if a == "t00" else f"{a}a>{b}b" for a in teams for b in teams if a != b)
    landscape = drawn(text, **{team: f"{team}a {team}b {team}c {team}d" for team in teams})

    found = graph.explored(landscape, wanted(""))

    assert (len(found.arrows), found.arrows_left_out) == (MOST_ARROWS, 20 * 19 - MOST_ARROWS)
    assert sum(len(arrow.needs) == 2 for arrow in found.arrows) == 19
    assert "Of the arrows the 60 heaviest are drawn." in found.told


def test_frames():
    """Around what holds several things boxes stand in frames by team, around one thing only where that is asked."""

    def framed(asked: Wanted) -> str:
        found = graph.explored(drawn(SHOP, **OWNERS), asked)
        return " ".join(sorted({word(box.frame.ref) for box in found.boxes if box.frame}))

    assert framed(wanted("team.money")) == "team.money team.post team.sales"
    assert framed(wanted("team.money", group="none")) == ""
    assert framed(wanted("pay")) == ""
    assert framed(wanted("pay", group="team")) == "team.money team.post team.sales"


def test_an_arrow_stands_for_all_needs_between_two():
    """A pair that is joined by two relations has one arrow, as hard as the harder."""
    found = graph.explored(drawn(SHOP, **OWNERS), wanted("shop"))

    (arrow,) = found.arrows
    assert [need.relation for need in arrow.needs] == ["consumesApi", "dependsOn"]
    assert (arrow.hard, arrow.sync, arrow.assumed) == (True, True, True)


def test_rows_say_who_owns_both_ends():
    """Each need with its ends and their owners, who may be nobody."""
    landscape = drawn(SHOP, **OWNERS)

    lines = [
        (word(line.source.ref), line.source_owner and word(line.source_owner.ref), word(line.target.ref))
        for line in graph.lines(landscape, graph.explored(landscape, wanted("pay")).edges)
    ]

    assert lines == [
        ("fraud", None, "pay"),
        ("pay", "team.money", "ledger"),
        ("pay", "team.money", "mail"),
        ("shop", "team.sales", "pay"),
        ("shop", "team.sales", "pay"),
    ]


def test_everything_is_found_once():
    """Whoever asks again has the same answer."""
    held = Held(1, drawn(SHOP, **OWNERS))

    assert graph.of(held, wanted("")) is graph.of(held, wanted(""))
    assert graph.of(held, wanted("pay")) is graph.of(held, wanted("pay"))


def test_what_most_others_need():
    """The most needed comes first, through its APIs as well; that an API is provided by it is no need of it."""
    most = graph.most_needed(Held(1, drawn(SHOP, **OWNERS)))

    assert [(word(thing.ref), number) for thing, number in most] == [
        ("pay", 2),
        ("api.pay", 1),
        ("ledger", 1),
        ("mail", 1),
        ("db.books", 1),
    ]


def test_names_are_those_of_things_that_need(organisation):
    """A bare name stands for what may need or be needed; a reference for whatever it says."""
    assert graph.resolved(organisation, ("shop", "group:sales", "component:shop")) == (
        Ref("component", "default", "shop"),
        Ref("group", "default", "sales"),
    )


def test_gaps_of_what_is_shown(organisation):
    """Things are counted by what is missing about them; what has no gap is not there."""
    found = graph.explored(load(organisation).landscape, wanted("shop"))

    tallies = graph.gaps(organisation, found.boxes)
    assert tallies[ref("shop")].total > 0
    assert ref("ledger") not in tallies
