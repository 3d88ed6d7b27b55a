"""Teams that need each other are known by their needs, and stand where that shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alignment import coupling, estate
from app.alignment.estate import INTERACTIONS
from app.entities import Ref
from app.policy import DEFAULT
from tests.alignment.estates import EXAMPLES, estate_of
from tests.texts import a, all_of, team

SOFT = "criticality: soft"
HARD = "criticality: hard, mode: sync"


def thing(name, owner, *needs, **how):
    """A service and what it needs, `b="criticality: soft"` where it says how."""
    said = ", ".join(f"component:{need}: {{{text}}}" for need, text in how.items())
    listed = ", ".join(f"component:{need}" for need in (*needs, *how))
    return a(
        f"Component {name}",
        *([f"owner: {owner}"] if owner else []),
        f"dependsOn: [{listed}]",
        f"dependencyDetails: {{{said}}}",
    )


WOVEN = [("a", "red", "b", "c"), ("b", "blue", "c", "a"), ("c", "green", "a"), ("d", "blue", "a"), ("e", "", "d")]
"""Teams that need each other in every way."""


def rows(*texts, red="", blue=""):
    """The rows of some things and two teams, that may declare how they work with others."""
    teams = (team("red", f"interaction: {red}"), team("blue", f"interaction: {blue}"), team("green"))
    return coupling.rows(estate_of(all_of(*texts, *teams)))


def told(pair):
    """A pair in words: hard needs, of them assumed, soft ones, and the other way."""
    counts = f"{pair.hard} hard ({pair.assumed} assumed) {pair.soft} soft, {pair.reciprocal} back"
    return f"{pair.source.name}>{pair.target.name} {pair.verdict}: {counts}"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([thing("a", "red", "b"), thing("b", "red")], [], id="one team"),
        pytest.param([thing("a", "red", "b"), thing("b", "")], [], id="of nobody"),
        pytest.param([thing("a", "", "b"), thing("b", "red")], [], id="by nobody"),
        pytest.param(
            [thing("a", "red", "b"), thing("b", "blue")], ["red>blue hard: 1 hard (1 assumed) 0 soft, 0 back"], id="one"
        ),
        pytest.param(
            [thing("a", "red", b=HARD, c=SOFT, d="mode: async"), *(thing(name, "blue") for name in ("b", "c", "d"))],
            ["red>blue hard: 1 hard (0 assumed) 2 soft, 0 back"],
            id="as they are written",
        ),
        pytest.param(
            [thing("a", "red", b=SOFT), thing("b", "blue")],
            ["red>blue soft: 0 hard (0 assumed) 1 soft, 0 back"],
            id="soft",
        ),
        pytest.param(
            [thing("a", "red", "b", "c"), thing("b", "blue"), thing("c", "blue", d=HARD), thing("d", "red")],
            [
                "blue>red circle: 1 hard (0 assumed) 0 soft, 2 back",
                "red>blue circle: 2 hard (2 assumed) 0 soft, 1 back",
            ],
            id="both ways",
        ),
        pytest.param(
            [thing("a", "red", "b"), thing("b", "blue", a=SOFT)],
            ["blue>red soft: 0 hard (0 assumed) 1 soft, 1 back", "red>blue hard: 1 hard (1 assumed) 0 soft, 0 back"],
            id="hard one way, soft the other",
        ),
        pytest.param(
            [
                a("Component a", "owner: red", "consumesApis: [p]"),
                a("API p", "owner: blue"),
                a("Component b", "owner: green", "providesApis: [p]"),
            ],
            ["blue>green hard: 1 hard (0 assumed) 0 soft, 0 back", "red>blue hard: 1 hard (1 assumed) 0 soft, 0 back"],
            id="through an API of a third",
        ),
    ],
)
def test_counts_what_teams_need_of_each_other(texts, found):
    """A pair is known by its needs either way; a need of nobody, or by nobody, is of no pair."""
    assert [told(pair) for pair in rows(*texts)] == found


@pytest.mark.parametrize("red", ["", *INTERACTIONS])
@pytest.mark.parametrize("blue", ["", *INTERACTIONS])
def test_says_what_contradicts_and_why(red, blue):
    """A platform or a subsystem does not rest on a stream, and nothing rests on those who only teach."""
    (pair,) = rows(thing("a", "red", "b"), thing("b", "blue"), red=red, blue=blue)
    wrong = blue == "enabling" or (blue == "stream-aligned" and red in {"platform", "complicated-subsystem"})

    assert (pair.verdict, bool(pair.reason)) == (("contradicts", True) if wrong else ("hard", False))
    assert (pair.interaction, pair.other_interaction) == (red, blue)


def test_a_soft_need_contradicts_nothing():
    """What goes on without the other may need whoever it is."""
    (pair,) = rows(thing("a", "red", b=SOFT), thing("b", "blue"), red="platform", blue="stream-aligned")

    assert (pair.verdict, pair.reason) == ("soft", "")


def test_tells_the_first_of_many_needs(monkeypatch):
    """The first hard needs are told, and all are counted."""
    monkeypatch.setattr(coupling, "MOST_TOLD", 2)
    (pair,) = rows(*(thing(name, "red", "x") for name in "cab"), thing("x", "blue"))

    assert [f"{edge.source.name}>{edge.target.name}" for edge in pair.edges] == ["a>x", "b>x"]
    assert (pair.hard, pair.key) == (3, "group:default/red group:default/blue")


def test_what_contradicts_stands_first():
    """Then circles, then the pairs with the most hard needs, and soft ones last."""
    found = rows(
        thing("a", "red", "b", c=SOFT),
        thing("b", "blue"),
        thing("c", "green", "a", "b"),
        thing("d", "green", "b"),
        red="platform",
        blue="stream-aligned",
    )
    ordered = sorted(found, key=lambda pair: (pair.weight, pair.key))

    assert [told(pair).split(":")[0] for pair in ordered] == [
        "red>blue contradicts",
        "green>blue hard",
        "green>red hard",
        "red>green soft",
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_crossing_need_is_in_one_pair(name):
    """All needs between two teams are counted once, and pairs know each other."""
    here = estate.of(EXAMPLES[name](), DEFAULT)
    found = coupling.rows(here)
    hard = {(pair.source, pair.target): pair.hard for pair in found}
    crossing = [edge for edge in here.network.edges if here.crosses(edge.source, edge.target)]

    assert sum(pair.hard + pair.soft for pair in found) == len(crossing)
    assert sum(pair.hard for pair in found) == sum(edge.stops for edge in crossing)
    assert list(hard) == sorted(hard)
    assert all(pair.reciprocal == hard.get((pair.target, pair.source), 0) for pair in found)


def test_hard_needs_bring_teams_together():
    """Those that need each other hard stand together, those that do so softly further apart."""
    needs = [thing("d", "d", "a", b=SOFT), thing("b", "b", "c"), thing("c", "c", a=SOFT), thing("a", "a")]
    pairs = coupling.rows(estate_of(all_of(*needs, *map(team, "abcd"))))
    places = {ref.name: place for ref, place in coupling.places(pairs).items()}

    assert abs(places["a"] - places["d"]) == 1
    assert abs(places["b"] - places["c"]) == 1


def test_teams_that_need_each_other_stand_together():
    """Each team has a place of its own, beside those it needs most."""
    pairs = rows(thing("a", "red", "b"), thing("b", "green"), thing("c", "blue", a=SOFT))

    assert sorted(coupling.places(pairs).items(), key=lambda each: each[1]) == [
        (Ref("group", "default", name), place) for place, name in enumerate(["blue", "red", "green"])
    ]
    assert coupling.places(reversed(pairs)) == coupling.places(pairs)
    assert coupling.places([]) == {}


@given(st.permutations([thing(*spec) for spec in WOVEN]))
def test_does_not_depend_on_the_order_of_files(texts):
    """However things are written down, the same pairs are found."""
    assert rows(*texts) == rows(*(thing(*spec) for spec in WOVEN))
