"""A thing is blocked, degraded or independent by what leads from it to other teams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alignment import estate
from app.alignment.standing import VERDICTS, depths, standing
from app.policy import DEFAULT
from tests.alignment.estates import EXAMPLES
from tests.alignment.needing import HARD, LATER, READ, SOFT, WRITE, estate_with, store, thing
from tests.texts import a


def verdicts(here, now):
    """The verdict of each thing that may need others, by its name."""
    return {
        part.ref.name: now.verdict(node)
        for node, part in enumerate(here.parts)
        if part.ref.kind in {"component", "resource", "api"}
    }


def told(*texts, sure=False):
    """Who is not independent, in words."""
    here = estate_with(*texts)
    found = verdicts(here, standing(here, sure=sure))
    return " ".join(f"{name}={verdict}" for name, verdict in sorted(found.items()) if verdict != "independent")


CASES = [
    pytest.param([], "", id="nothing"),
    pytest.param([thing("a", "red", "b"), thing("b", "red")], "", id="own"),
    pytest.param([thing("a", "red", "b"), thing("b", "blue")], "a=blocked", id="another team's"),
    pytest.param([thing("a", "red", b=SOFT), thing("b", "blue")], "a=degraded", id="softly"),
    pytest.param([thing("a", "red", b=LATER), thing("b", "blue")], "a=degraded", id="asynchronously"),
    pytest.param([thing("a", "red", b=SOFT), thing("b", "red")], "", id="its own softly"),
    pytest.param([thing("a", "red", "c", b=SOFT), *(thing(x, "blue") for x in "bc")], "a=blocked", id="both"),
    pytest.param(
        [thing("a", "red", "b"), thing("b", "red", "c"), thing("c", "blue")],
        "a=blocked b=blocked",
        id="through its own",
    ),
    pytest.param(
        [thing("a", "red", b=SOFT), thing("b", "red", "c"), thing("c", "blue")],
        "a=degraded b=blocked",
        id="softly through its own",
    ),
    pytest.param(
        [thing("a", "red", "b"), thing("b", "red", c=SOFT), thing("c", "blue")],
        "a=degraded b=degraded",
        id="through its own softly",
    ),
    pytest.param([thing("a", "red", "b"), thing("b", ""), thing("c", "blue")], "", id="nobody's"),
    pytest.param([thing("a", "red", "x")], "", id="what nobody declares"),
    pytest.param([thing("a", "red", "b"), thing("b", "", "c"), thing("c", "blue")], "a=blocked", id="through nobody's"),
    pytest.param(
        [thing("a", "red", "b"), thing("b", "", c=SOFT), thing("c", "blue")], "a=degraded", id="nobody's softly"
    ),
    pytest.param([thing("a", "red", "b"), thing("b", "", "c"), thing("c", "red")], "", id="its own behind nobody's"),
    pytest.param([thing("a", "", "b"), thing("b", "blue")], "", id="nobody needs a team's"),
    pytest.param([thing("a", "gone", "b"), thing("b", "blue")], "", id="a team that nobody declares"),
    pytest.param(
        [thing("a", "", "b"), thing("b", "blue", "c"), thing("c", "red")],
        "a=blocked b=blocked",
        id="nobody's needs what is blocked",
    ),
    pytest.param(
        [thing("a", "red", "api:p"), a("API p", "owner: blue"), thing("b", "blue", provides=("p",))],
        "a=blocked",
        id="an API of another team",
    ),
    pytest.param(
        [thing("a", "red", "api:p"), a("API p", "owner: red"), thing("b", "blue", provides=("p",))],
        "a=blocked p=blocked",
        id="an API of its own that another provides",
    ),
    pytest.param(
        [thing("a", "red", "api:p"), a("API p"), thing("b", "blue", provides=("p",))], "a=blocked", id="nobody's API"
    ),
    pytest.param(
        [thing("a", "red", api_p=SOFT), a("API p", "owner: blue"), thing("b", "blue", provides=("p",))],
        "a=degraded",
        id="an API softly",
    ),
    pytest.param([thing("a", "red", "b"), thing("b", "red", "a")], "a=blocked b=blocked", id="a circle of its own"),
    pytest.param([thing("a", "red", "b"), thing("b", "red", a=SOFT)], "", id="a circle that is open"),
    pytest.param([thing("a", "red", "a")], "", id="itself"),
    pytest.param(
        [thing("a", "red", "api:p", provides=("p",)), a("API p", "owner: red")], "", id="its own API is no circle"
    ),
    pytest.param(
        [thing("a", "red", "b"), thing("b", "blue", "a")], "a=blocked b=blocked", id="a circle through two teams"
    ),
    pytest.param(
        [thing("a", "red", "b"), thing("b", "red", "c"), thing("c", "red", "b")],
        "b=blocked c=blocked",
        id="what leads into a circle is not in it",
    ),
    pytest.param(
        [thing("a", "red", "api:p"), a("API p", "owner: red"), thing("b", "red", "a", provides=("p",))],
        "a=blocked b=blocked",
        id="the API on a circle is not in it",
    ),
    pytest.param(
        [thing("a", "red", resource_db=WRITE), thing("b", "blue", resource_db=WRITE), store("db")],
        "a=blocked b=blocked",
        id="a store that two teams write",
    ),
    pytest.param(
        [thing("a", "red", resource_db=WRITE), thing("b", "blue", resource_db=READ), store("db")],
        "",
        id="a store that one writes",
    ),
    pytest.param(
        [thing("a", "red", resource_db=WRITE), thing("b", "blue", "resource:db"), store("db")],
        "",
        id="a store of which one does not say",
    ),
    pytest.param(
        [thing("a", "red", resource_db=WRITE), thing("b", "red", resource_db=WRITE), store("db")],
        "",
        id="a store that one team writes twice",
    ),
    pytest.param(
        [thing("a", "red", resource_db=WRITE), thing("b", "", resource_db=WRITE), store("db")],
        "",
        id="a store that nobody's writes, too",
    ),
    pytest.param(
        [
            thing("a", "red", resource_db="access: read-write, criticality: soft"),
            thing("b", "blue", resource_db=f"{WRITE}, mode: async"),
            thing("c", "red", "a"),
            store("db"),
        ],
        "a=blocked b=blocked",
        id="a store however it is needed, and only who writes it",
    ),
    pytest.param(
        [
            thing("a", "red", resource_q=WRITE),
            thing("b", "blue", resource_q=WRITE),
            a("Resource q", "type: topic"),
        ],
        "",
        id="a topic is written by all",
    ),
    pytest.param(
        [thing("a", "red", resource_db=WRITE), thing("Resource r", "blue", resource_db=WRITE), store("db")],
        "",
        id="a store that no other component writes",
    ),
    pytest.param(
        [
            thing("a", "red", resource_db=WRITE),
            thing("b", "blue", resource_db=WRITE),
            a(
                "Resource db",
                "type: database",
                "dependencyOf: [component:gone]",
                f"dependencyDetails: {{component:gone: {{{WRITE}}}}}",
            ),
        ],
        "a=blocked b=blocked",
        id="a store that something writes which nobody declares",
    ),
]


@pytest.mark.parametrize(("texts", "found"), CASES)
def test_says_what_becomes_of_each_thing(texts, found):
    """Who is not independent; what stops with others is blocked, what goes on with less is degraded."""
    assert told(*texts) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([thing("a", "red", "b"), thing("b", "blue")], "a=degraded", id="nothing is said"),
        pytest.param([thing("a", "red", b=HARD), thing("b", "blue")], "a=blocked", id="all is said"),
        pytest.param([thing("a", "red", b="criticality: hard"), thing("b", "blue")], "a=degraded", id="half is said"),
        pytest.param([thing("a", "red", "b"), thing("b", "red", "a")], "", id="circle"),
        pytest.param(
            [thing("a", "red", "api:p"), a("API p", "owner: red"), thing("b", "blue", provides=("p",))],
            "a=degraded p=blocked",
            id="how an API is provided is sure",
        ),
        pytest.param(
            [thing("a", "red", resource_db=WRITE), thing("b", "blue", resource_db=WRITE), store("db")],
            "a=blocked b=blocked",
            id="who writes a store is written",
        ),
    ],
)
def test_takes_for_soft_what_nobody_wrote(texts, found):
    """Where only what is written counts, the default holds nobody back."""
    assert told(*texts, sure=True) == found


def test_inherits_who_answers():
    """Where a thing names no owner, that of its system counts."""
    system = a("System s", "owner: red")
    inheriting = a("Component b", "type: service", "system: s", "dependsOn: [component:c]")

    assert told(system, thing("a", "red", "b"), inheriting, thing("c", "red")) == ""
    assert told(system, thing("a", "blue", "b"), inheriting, thing("c", "red")) == "a=blocked"
    assert told(system, thing("a", "red", "b"), inheriting, thing("c", "blue")) == "a=blocked b=blocked"


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_sure_is_never_worse(name):
    """Fewer hard needs block nothing more, and a verdict rests on what is told of circles and stores."""
    here = estate.of(EXAMPLES[name](), DEFAULT)
    now, sure = standing(here), standing(here, sure=True)
    least, most = verdicts(here, now), verdicts(here, sure)

    assert all(VERDICTS.index(least[thing]) <= VERDICTS.index(most[thing]) for thing in least)
    assert all(now.circles[now.circle_of[node]].count(node) == 1 for node in now.circle_of)
    assert all(now.verdict(node) == "blocked" for node in (*now.circle_of, *now.shared))


OWNERS = ["red", "blue", "green", ""]
THINGS = "abcdef"

made_up = st.tuples(
    st.lists(st.sampled_from(OWNERS), min_size=6, max_size=6),
    st.dictionaries(
        st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)), st.sampled_from([HARD, SOFT, ""]), max_size=12
    ),
)
"""Who owns each of six services, and how they need each other."""


def judged(owners, needs):
    """The verdicts of made-up services."""
    here = estate_with(
        *(
            thing(name, owner, **{target: how for (source, target), how in needs.items() if source == name})
            for name, owner in zip(THINGS, owners, strict=True)
        )
    )
    return verdicts(here, standing(here))


def walked(needs, start, follow):
    """What a walk comes to that looks at the needs of each thing of which `follow` holds, the first included."""
    seen, pending = {start}, [start]
    while pending:
        here = pending.pop()
        for target in [target for source, target in needs if source == here and target not in seen]:
            if follow(target):
                pending.append(target)
            seen.add(target)
    return seen


@given(made_up)
def test_agrees_with_a_walk_from_each_thing(both):
    """A team's thing stops where a walk by hard needs, through its own and nobody's, comes to another team's."""
    owners, needs = both
    owner = dict(zip(THINGS, owners, strict=True))
    hard = {need for need, how in needs.items() if how != SOFT}
    found = judged(owners, needs)

    for name in filter(owner.get, THINGS):

        def reaches(ways, own=owner[name], name=name):
            return any(owner[each] not in {"", own} for each in walked(ways, name, lambda one: owner[one] in {"", own}))

        circling = any(name in walked(hard, other, bool) for other in walked(hard, name, bool) if other != name)
        expected = "blocked" if circling or reaches(hard) else "degraded" if reaches(needs) else "independent"
        assert found[name] == expected


@given(made_up, st.data())
def test_a_softer_need_makes_nothing_worse(both, data):
    """Whatever is hard may become soft: nobody stands worse for it."""
    owners, needs = both
    softened = {need: data.draw(st.sampled_from([how, SOFT])) for need, how in needs.items()}
    before, after = judged(owners, needs), judged(owners, softened)

    assert all(VERDICTS.index(before[name]) <= VERDICTS.index(after[name]) for name in THINGS)


@given(made_up, st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)))
def test_one_more_hard_need_makes_nothing_better(both, need):
    """Whoever needs more stands no better for it, nor does anybody else."""
    owners, needs = both
    before, after = judged(owners, needs), judged(owners, needs | {need: HARD})

    assert all(VERDICTS.index(after[name]) <= VERDICTS.index(before[name]) for name in THINGS)


@pytest.mark.parametrize(
    ("ahead", "steps", "found"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([[]], [1], [0], id="what needs nothing"),
        pytest.param([[1], [2], []], [1, 1, 1], [2, 1, 0], id="a chain"),
        pytest.param([[1, 2], [2], []], [1, 1, 1], [2, 1, 0], id="the longest of two ways"),
        pytest.param([[1], [2], []], [1, 0, 1], [1, 1, 0], id="what counts nothing"),
        pytest.param([[0]], [1], [0], id="itself"),
        pytest.param([[1], [2], [1, 3], []], [1, 1, 1, 1], [2, 1, 1, 0], id="a circle is one step"),
        pytest.param([[1], [2], [1]], [1, 0, 1], [1, 0, 0], id="a circle entered by what counts nothing"),
    ],
)
def test_counts_the_most_steps_down(ahead, steps, found):
    """The longest way counts, a circle as one step wherever a way comes in."""
    assert depths(ahead, steps) == found
