"""What holds services and teams back is known, and which single changes would free them."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alignment import autonomy, coupling, estate
from app.alignment.autonomy import Freeing, Service, Share, Team
from app.alignment.standing import VERDICTS, standing
from app.policy import DEFAULT
from tests.alignment.estates import EXAMPLES, estate_of
from tests.alignment.needing import HARD, LATER, SOFT, WRITE, estate_with, store, thing
from tests.texts import a


class Told(NamedTuple):
    services: list[Service]
    teams: list[Team]
    freeing: list[Freeing]
    share: Share


def told(here):
    """All that is told of an estate."""
    now, sure = standing(here), standing(here, sure=True)
    found = autonomy.services(here, now, sure)
    among = autonomy.teams(here, found, now, sure, coupling.places(coupling.rows(here)))
    return Told(found, among, autonomy.freeing(here, now), autonomy.share(here, found, among, now))


def services(*texts):
    """The services among some things."""
    return told(estate_with(*texts)).services


def teams(*texts):
    """The teams of some things, by name."""
    return {row.ref.name: row for row in told(estate_with(*texts)).teams}


def freeing(*texts):
    """The changes that would free some of these."""
    return told(estate_with(*texts)).freeing


def held(service):
    """What holds a service back, in words; `?` where that rests on what nobody wrote."""
    holds = [
        f"{hold.kind} {hold.target.name}{'?' * hold.assumed}{''.join(f' {team.name}' for team in hold.teams)}"
        for hold in service.holds
    ]
    return f"{service.ref.name}: {', '.join(holds)}"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([thing("a", "red", "b"), thing("b", "red")], [], id="nothing"),
        pytest.param([thing("a", "red", b=SOFT), thing("b", "blue")], [], id="nothing hard"),
        pytest.param([thing("a", "red", "b"), thing("b", "blue")], ["a: need b? blue"], id="a need"),
        pytest.param([thing("a", "red", b=HARD), thing("b", "blue")], ["a: need b blue"], id="a need that is written"),
        pytest.param(
            [thing("a", "red", "b", "c", "d"), thing("b", "blue"), thing("c", "red"), thing("d", "green")],
            ["a: need b? blue, need d? green"],
            id="several needs",
        ),
        pytest.param(
            [thing("a", "red", b=HARD), thing("b", "red", "c"), thing("c", "blue")],
            ["a: through b", "b: need c? blue"],
            id="through its own",
        ),
        pytest.param(
            [thing("a", "red", "b"), thing("b", ""), thing("c", "")], [], id="nobody's thing that leads nowhere"
        ),
        pytest.param(
            [thing("a", "red", "x"), thing("x", "", "b"), thing("b", "blue")],
            ["a: need x?"],
            id="nobody's thing in between",
        ),
        pytest.param(
            [thing("a", "red", "x"), thing("x", "", "b"), thing("b", "red", "c"), thing("c", "blue")],
            ["a: through x?", "b: need c? blue", "x: through b?"],
            id="nobody's thing and then its own",
        ),
        pytest.param(
            [thing("a", "red", "api:p"), a("API p", "owner: blue"), thing("b", "blue", provides=("p",))],
            ["a: need p? blue"],
            id="an API",
        ),
        pytest.param(
            [thing("a", "red", "api:p"), a("API p", "owner: red"), thing("b", "blue", provides=("p",))],
            ["a: through p?"],
            id="its own API that others provide",
        ),
        pytest.param(
            [thing("a", "red", resource_db=WRITE), thing("b", "blue", resource_db=WRITE), store("db", "red")],
            ["a: store db blue", "b: need db? red, store db red"],
            id="a store",
        ),
        pytest.param(
            [thing("a", "red", "b"), thing("b", "red", "a")],
            ["a: circle a", "b: circle a"],
            id="a circle of its own",
        ),
        pytest.param(
            [thing("b", "red", "c"), thing("c", "blue", "d"), thing("d", "green", "b")],
            [
                "b: need c? blue, circle b blue green",
                "c: need d? green, circle b green red",
                "d: need b? red, circle b blue red",
            ],
            id="a circle through others",
        ),
        pytest.param([thing("a", "red", "a")], [], id="itself"),
        pytest.param(
            [thing("a", "red", "a", "b"), thing("b", "blue")], ["a: need b? blue"], id="itself is not in between"
        ),
        pytest.param(
            [
                a("System s", "owner: red"),
                thing("a", "red", "b"),
                a("Component b", "type: service", "system: s", "dependsOn: [component:c]"),
                thing("c", "blue"),
            ],
            ["a: through b?", "b: need c? blue"],
            id="an owner that is inherited",
        ),
        pytest.param(
            [
                a(
                    "Component a",
                    "type: service",
                    "owner: red",
                    "consumesApis: [p]",
                    "dependsOn: [api:p]",
                    "dependencyDetails: {api:p: {criticality: hard, mode: sync}}",
                ),
                a("API p", "owner: blue"),
            ],
            ["a: need p blue"],
            id="by two relations, both written",
        ),
    ],
)
def test_says_what_holds_a_service_back(texts, found):
    """Needs first, then what is its own and held back, stores, and the circle; with the others that it is about."""
    rows = services(*texts)

    assert [held(row) for row in rows if row.holds] == found
    assert all(bool(row.holds) == (row.verdict == "blocked") for row in rows)


@pytest.mark.parametrize(
    ("texts", "verdict", "if_soft"),
    [
        pytest.param([thing("a", "red", "b"), thing("b", "blue")], "blocked", "degraded", id="nothing is said"),
        pytest.param([thing("a", "red", b=HARD), thing("b", "blue")], "blocked", "blocked", id="all is said"),
        pytest.param([thing("a", "red", b=SOFT), thing("b", "blue")], "degraded", "degraded", id="soft"),
        pytest.param([thing("a", "red", "b"), thing("b", "red", "a")], "blocked", "independent", id="a circle"),
        pytest.param(
            [thing("a", "red", "b"), thing("b", "red", c=HARD), thing("c", "blue")],
            "blocked",
            "degraded",
            id="a way is as sure as its least sure need",
        ),
    ],
)
def test_says_what_rests_on_the_default(texts, verdict, if_soft):
    """A service has the verdict that it has, and that which it would have if what nobody wrote were soft."""
    row = services(*texts)[0]

    assert (row.ref.name, row.verdict, row.if_soft) == ("a", verdict, if_soft)


@pytest.mark.parametrize(
    ("texts", "depth"),
    [
        pytest.param([thing("a", "red")], 0, id="needs nothing"),
        pytest.param([thing("a", "red", b=SOFT), thing("b", "red")], 0, id="needs nothing hard"),
        pytest.param([thing("a", "red", "b"), thing("b", "blue", "c"), thing("c", "red")], 2, id="a chain"),
        pytest.param(
            [thing("a", "red", "api:p"), a("API p"), thing("b", "blue", provides=("p",))],
            1,
            id="an API and its provider",
        ),
        pytest.param([thing("a", "red", "api:p"), a("API p")], 1, id="an API that nobody provides"),
        pytest.param([thing("a", "red", "resource:db")], 1, id="what nobody declares"),
        pytest.param([thing("a", "red", "b"), thing("b", "red", "a")], 0, id="in a circle"),
        pytest.param([thing("a", "red", "b"), thing("b", "red", "c"), thing("c", "red", "b")], 1, id="above a circle"),
        pytest.param(
            [
                thing("a", "red", "api:p"),
                a("API p"),
                thing("b", "red", "c", provides=("p",)),
                thing("c", "red", "api:p"),
            ],
            1,
            id="above a circle that is entered by its API",
        ),
        pytest.param([a("API p"), thing("a", "red", "api:p", provides=("p",))], 0, id="its own API"),
    ],
)
def test_counts_the_way_down(texts, depth):
    """The things on the longest way down the hard needs, whoever they are of."""
    assert next(row.depth for row in services(*texts) if row.ref.name == "a") == depth


def test_tells_of_services_only():
    """Libraries, stores and what is of no type are no services; what holds a service back may be any."""
    rows = services(
        thing("a", "red", "b"), thing("b", "red", "resource:db", type_="library"), store("db", "blue"), a("Component c")
    )

    assert [held(row) for row in rows] == ["a: through b?"]


def test_those_that_are_blocked_stand_first():
    """Then those that are degraded; among the blocked what least holds back, then the lower tier."""
    tiers = {"h": 3, "i": 2}
    rows = services(
        thing("f", "red", "x", "y"),
        *(thing(name, "red", "x") for name in "ga"),
        *(thing(name, "red", "x") + f"  tier: {tier}\n" for name, tier in tiers.items()),
        thing("e", "red", x=SOFT),
        thing("d", "red") + "  tier: 1\n",
        thing("x", "blue", type_="website"),
        thing("y", "blue", type_="website"),
    )

    assert [row.ref.name for row in rows] == sorted(row.ref.name for row in rows)
    assert "".join(row.ref.name for row in sorted(rows, key=lambda row: (row.weight, row.key))) == "ihagfed"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([thing("a", "red", "b"), thing("b", "red")], "independent independent", id="alone"),
        pytest.param([thing("a", "red", "b"), thing("b", "blue")], "blocked degraded", id="blocked"),
        pytest.param([thing("a", "red", b=HARD), thing("b", "blue")], "blocked blocked", id="surely blocked"),
        pytest.param([thing("a", "red", b=LATER), thing("b", "blue")], "degraded degraded", id="degraded"),
        pytest.param([thing("a", "red", "b"), thing("b", "red", "a")], "independent independent", id="its own circle"),
        pytest.param(
            [thing("a", "red", "b"), thing("b", "blue", "a")], "blocked degraded", id="a circle through another"
        ),
        pytest.param(
            [thing("a", "red", resource_db=WRITE), thing("b", "blue", resource_db=WRITE), store("db", "red")],
            "blocked blocked",
            id="a store that others write",
        ),
        pytest.param(
            [thing("a", "red", type_="library", b=HARD), thing("b", "blue")], "blocked blocked", id="not only services"
        ),
        pytest.param(
            [thing("a", "red", "x"), thing("x", "", "b"), thing("b", "blue")], "blocked degraded", id="through nobody's"
        ),
        pytest.param(
            [
                a("System s", "owner: red"),
                a("Component a", "system: s", "dependsOn: [component:b]"),
                thing("b", "blue"),
            ],
            "blocked degraded",
            id="what it answers for through a system",
        ),
    ],
)
def test_says_how_a_team_stands(texts, found):
    """As the worst of its things, but that its own circles do not count; and if what nobody wrote were soft."""
    row = teams(*texts)["red"]

    assert f"{row.verdict} {row.if_soft}" == found


def test_counts_what_a_team_needs_and_has():
    """Services by verdict, things, needs either way, whom it waits for most, stores, and how it says it works."""
    rows = teams(
        thing("a", "red", "x", "y", "n", "d"),
        thing("b", "red", x=SOFT, m=LATER),
        thing("c", "red", "b"),
        thing("d", "red", "e", type_="library"),
        thing("e", "red"),
        thing("f", "red", resource_db=WRITE),
        thing("x", "blue", type_="website"),
        thing("y", "blue", "a"),
        thing("m", "green", "n", resource_db=WRITE),
        thing("n", "green"),
        thing("nobody", "", "a"),
        store("db", "red"),
        a("Group other", "type: team", "interaction: platform"),
    )
    red, other = rows["red"], rows["other"]

    assert (red.services, red.independent, red.degraded, red.blocked, red.things) == (5, 1, 2, 2, 7)
    assert (red.hard, red.soft, red.needed) == (3, 2, 2)
    assert [(each.team.name, each.hard) for each in red.waits_for] == [("blue", 2), ("green", 1)]
    assert [ref.name for ref in red.stores] == [ref.name for ref in rows["green"].stores] == ["db"]
    assert (red.about, red.team, red.key, red.weight) == (red.ref, red.ref, "group:default/red", red.place)
    assert (other.interaction, other.verdict, other.services, other.things) == ("platform", "independent", 0, 0)
    assert other.place == 3
    assert sorted(rows[name].place for name in ("red", "blue", "green")) == [0, 1, 2]


def test_names_the_first_of_many_teams(monkeypatch):
    """All are counted, the most needed are told."""
    monkeypatch.setattr(autonomy, "MOST_TOLD", 1)
    row = teams(thing("a", "red", "b", "c", "d"), thing("b", "blue"), thing("c", "green"), thing("d", "green"))["red"]

    assert [(each.team.name, each.hard) for each in row.waits_for] == [("green", 2)]
    assert row.hard == 3


def change(row):
    """A change in words: what, whose it is to make, whom it frees; `?` where it rests on what nobody wrote."""
    what = f"{row.source.name}>{row.target.name}" if row.source else row.target.name
    owner = row.owner.name if row.owner else "nobody"
    return f"{row.kind} {what}{'?' * row.assumed} {owner}: {' '.join(ref.name for ref in row.services)}"


RING = [thing("a", "red", "b"), thing("b", "red", "c"), thing("c", "red", "a", "x"), thing("x", "blue")]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([thing("a", "red", "b"), thing("b", "red")], [], id="nothing is held"),
        pytest.param([thing("a", "red", "b"), thing("b", "blue")], ["need a>b? red: a"], id="one need"),
        pytest.param([thing("a", "red", b=HARD), thing("b", "blue")], ["need a>b red: a"], id="one that is written"),
        pytest.param([thing("a", "red", "b", "c"), thing("b", "blue"), thing("c", "blue")], [], id="two needs"),
        pytest.param(
            [thing("a", "red", "b"), thing("b", "red", "c"), thing("c", "blue")],
            ["need b>c? red: a b"],
            id="all that are held by it",
        ),
        pytest.param(
            [thing("a", "red", "b", "c"), thing("b", "red", "c"), thing("c", "blue")],
            ["need b>c? red: b"],
            id="not those that something else holds",
        ),
        pytest.param(
            [thing("a", "red", "b"), thing("b", "red", "c", type_="library"), thing("c", "blue")],
            ["need b>c? red: a"],
            id="services alone are freed",
        ),
        pytest.param(
            [thing("a", "red", "api:p"), a("API p", "owner: red"), thing("b", "blue", provides=("p",))],
            [],
            id="how an API is provided cannot change",
        ),
        pytest.param(
            [thing("a", "red", "api:p"), a("API p"), thing("b", "blue", "c", provides=("p",)), thing("c", "green")],
            ["need a>p? red: a", "need b>c? blue: b"],
            id="an API that nobody owns",
        ),
        pytest.param([thing("a", "red", "b"), thing("b", "red", "a")], [], id="a circle of its own"),
        pytest.param(
            [thing("a", "red", "b"), thing("b", "blue", "a")],
            ["need a>b? red: a", "need b>a? blue: b"],
            id="opens a circle",
        ),
        pytest.param(RING, [], id="does not open a circle"),
        pytest.param([thing("d", "red", "a"), *RING], ["need c>x? red: d"], id="above a circle nothing else holds"),
        pytest.param(
            [thing("a", "red", "b", "c"), thing("b", "blue", "a"), thing("c", "red", "a")],
            ["need b>a? blue: b"],
            id="opens one of two circles",
        ),
        pytest.param(
            [thing("a", "red", "api:p"), a("API p", "owner: blue"), thing("b", "blue", "a", provides=("p",))],
            ["need a>p? red: a", "need b>a? blue: b"],
            id="opens a circle at an API",
        ),
        pytest.param(
            [thing("a", "red", "b", "c"), thing("b", "red", "a"), thing("c", "red", "x"), thing("x", "blue", "c")],
            ["need c>x? red: c", "need x>c? blue: x"],
            id="not those in another circle",
        ),
        pytest.param(
            [
                thing("a", "red", resource_db=f"{WRITE}, {SOFT}"),
                thing("b", "blue", resource_db=f"{WRITE}, {SOFT}"),
                store("db", "green"),
            ],
            ["store db green: a b"],
            id="a store",
        ),
        pytest.param(
            [
                thing("a", "red", resource_db=f"{WRITE}, {SOFT}", resource_file=f"{WRITE}, {SOFT}"),
                thing("b", "blue", resource_db=f"{WRITE}, {SOFT}", resource_file=f"{WRITE}, {SOFT}"),
                thing("c", "blue", "d", resource_db=f"{WRITE}, {SOFT}"),
                thing("d", "blue", "c"),
                thing("e", "blue", "x", resource_db=f"{WRITE}, {SOFT}"),
                thing("f", "blue", resource_db=f"{WRITE}, {SOFT}"),
                thing("x", "red"),
                store("db"),
                store("file"),
            ],
            ["store db nobody: f"],
            id="not those that write two, are in a circle, or need others",
        ),
    ],
)
def test_names_single_changes_that_free(texts, found):
    """What one need less, or one team alone writing a store, would let run on its own."""
    rows = freeing(*texts)

    assert [change(row) for row in rows] == found
    assert [row.frees for row in rows] == [len(row.services) for row in rows]


def test_what_frees_most_stands_first(monkeypatch):
    """All that are freed are counted, the first are told; whoever can change it has to see to it."""
    monkeypatch.setattr(autonomy, "MOST_TOLD", 2)
    first, last = freeing(
        thing("a", "red", "x"),
        thing("b", "green", "x"),
        *(thing(name, "green", "b") for name in "cd"),
        thing("x", "blue"),
    )

    assert (change(first), first.frees, first.weight) == ("need b>x? green: b c", 3, -3)
    assert change(last) == "need a>x? red: a"
    assert (first.key, first.verdict) == ("need component:default/b component:default/x", "need")
    assert (first.about, first.team) == (first.target, first.owner)


def test_circles_are_opened_until_too_much_is_tried(monkeypatch):
    """Beyond the limit what is in a circle is not said to be freed, and all else is."""
    texts = [thing("a", "red", "b"), thing("b", "blue", "a"), thing("c", "blue", "b")]
    everything = ["need b>a? blue: b c", "need a>b? red: a"]

    assert [change(row) for row in freeing(*texts)] == everything
    monkeypatch.setattr(autonomy, "MOST_TRIED", 3)
    assert [change(row) for row in freeing(*texts)] == everything[:1]
    monkeypatch.setattr(autonomy, "MOST_TRIED", 1)
    assert [change(row) for row in freeing(*texts)] == ["need b>a? blue: c"]


def test_sums_up_the_whole():
    """Services by verdict, those that could run alone, and how far that rests on what nobody wrote."""
    whole = told(
        estate_with(
            thing("a", "red", b=HARD),
            thing("b", "blue", "c"),
            thing("c", "red", "o"),
            thing("d", "red", "e"),
            thing("e", "red", "d"),
            thing("f", "red", "g"),
            thing("g", "red", "h"),
            thing("h", "red", "i"),
            thing("i", "red", "j"),
            thing("j", "red", "f"),
            thing("k", "green", b=SOFT),
            thing("l", "green"),
            thing("m", "", "b"),
            thing("n", "green", "l", type_="library"),
            thing("o", "red", "a", type_="library"),
        )
    ).share

    assert (whole.services, whole.independent, whole.degraded, whole.blocked) == (13, 1, 1, 11)
    assert (whole.alone, whole.alone_if_soft) == (2, 12)
    assert (whole.hard, whole.assumed, whole.soft) == (2, 1, 1)
    assert (whole.silent, whole.unowned) == (1, 1)
    assert (whole.largest_circle, whole.teams, whole.teams_alone) == (3, 3, 1)


def test_nothing_comes_to_nothing():
    """Where there are no services there is nothing to count."""
    assert told(estate_of("")) == Told([], [], [], Share(*[0] * len(Share._fields)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_counts_agree(name):
    """What is told of services, of teams and of the whole comes to the same."""
    found, among, _, whole = told(estate.of(EXAMPLES[name](), DEFAULT))

    assert whole.independent + whole.degraded + whole.blocked == whole.services == len(found)
    assert sum(row.services for row in among) == sum(row.owner is not None for row in found)
    assert sum(row.hard for row in among) == sum(row.needed for row in among) == whole.hard
    assert whole.alone <= whole.alone_if_soft
    assert [row.ref for row in among] == sorted(row.ref for row in among)
    assert all(bool(row.holds) == (row.verdict == "blocked") for row in found)


THINGS = "abcdef"
APIS = "pq"

made_up = st.tuples(
    st.lists(st.sampled_from(["red", "blue", "green", ""]), min_size=8, max_size=8),
    st.dictionaries(
        st.tuples(st.sampled_from(THINGS), st.sampled_from([*THINGS, "api_p", "api_q", "resource_db"])),
        st.sampled_from([HARD, SOFT, "", WRITE, f"{WRITE}, {SOFT}"]),
        max_size=14,
    ),
    st.sets(st.tuples(st.sampled_from(THINGS), st.sampled_from(APIS)), max_size=3),
)
"""Who owns each of six services and two APIs, how they need each other and a store, and who provides the APIs."""


def described(owners, needs, provided):
    """What is made up, a text for each thing."""
    owner = dict(zip([*THINGS, *APIS], owners, strict=True))
    return [
        *(a(f"API {name}", *([f"owner: {owner[name]}"] if owner[name] else [])) for name in APIS),
        *(
            thing(
                name,
                owner[name],
                provides=tuple(api for provider, api in sorted(provided) if provider == name),
                **{target: how for (source, target), how in needs.items() if source == name},
            )
            for name in THINGS
        ),
        store("db"),
    ]


def softened(needs, need):
    """The needs, of which one is soft; who writes a store still does."""
    return needs | {need: f"{WRITE}, {SOFT}" if WRITE in needs[need] else SOFT}


def blocked(*made):
    """The services that are blocked among what is made up."""
    return {row.ref for row in services(*described(*made)) if row.verdict == "blocked"}


def told_to_free(*made):
    """The needs that are said to free services, as they are made up, and whom each frees."""
    return {
        (row.source.name, row.target.name if row.target.kind == "component" else f"api_{row.target.name}"): row.services
        for row in freeing(*described(*made))
        if row.kind == "need"
    }


@given(made_up)
def test_what_is_freed_runs_on_its_own_after_the_change(made):
    """Where a need becomes soft, the services that this is said to free are no longer blocked, as they were before."""
    owners, needs, provided = made
    for need, freed in told_to_free(*made).items():
        assert blocked(*made) - blocked(owners, softened(needs, need), provided) >= set(freed)


@given(made_up)
def test_no_need_that_frees_is_missed(made):
    """Where all things are of a team, each need of another's thing that would free services is told, with all."""
    owners, needs, provided = made
    owners = [owner or "red" for owner in owners]
    found = told_to_free(owners, needs, provided)
    owner = dict(zip([*THINGS, *(f"api_{name}" for name in APIS)], owners, strict=True))
    before = blocked(owners, needs, provided)

    for source, target in needs:
        if owner[source] != owner.get(target, owner[source]):
            freed = before - blocked(owners, softened(needs, (source, target)), provided)
            assert set(found.get((source, target), ())) == freed


@given(made_up, st.data())
def test_a_softer_need_blocks_no_team(made, data):
    """Teams and services stand no worse where something is needed more softly."""
    owners, needs, provided = made
    softer = {need: data.draw(st.sampled_from([how, softened(needs, need)[need]])) for need, how in needs.items()}
    before, after = (teams(*described(owners, each, provided)) for each in (needs, softer))

    assert all(before[name].blocked >= after[name].blocked for name in after)
    assert all(VERDICTS.index(before[name].verdict) <= VERDICTS.index(after[name].verdict) for name in after)


MIXED = described(
    ["red", "blue", "green", "", "red", "blue", "blue", ""],
    {
        **dict.fromkeys(("ab", "bc", "ca", "de", "ef", "fd"), HARD),
        ("a", "api_p"): "",
        ("d", "api_q"): SOFT,
        ("e", "resource_db"): WRITE,
        ("f", "resource_db"): WRITE,
    },
    {("b", "p"), ("e", "q")},
)
"""Circles, a store, and APIs of several teams."""


@given(st.permutations(MIXED))
def test_does_not_depend_on_the_order_of_files(texts):
    """However things are written down, the same is told."""
    assert told(estate_with(*texts)) == told(estate_with(*MIXED))
