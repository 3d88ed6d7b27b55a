"""How far things and teams have come, and what to mend next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import reading, rules
from app.entities import Ref
from app.policy import DEFAULT, Level, Policy, Waiver
from app.positions import Position
from app.problems import Finding, Severity
from app.scorecards import mending, scorecard
from tests.conftest import TODAY
from tests.texts import a, all_of, team
from tests.trees import Texts

MONEY = team("money", "profile: {email: money@example.org}")
SILENT = team("silent")
LEVELS = Policy(levels=(Level("owned", ("owner-missing",)), Level("told", ("type-missing", "lifecycle-missing"))))


def of(catalog, policy=DEFAULT):
    """How much each has reached, and the rule and the thing to see to next."""
    cards = scorecard(catalog, rules.check(catalog, policy), policy)
    return {
        ref.short: (card.reached, *((card.next.rule, card.next.ref.name) if card.next else ()))
        for ref, card in cards.items()
    }


def service(name, owner, *more):
    """The text of a service in production."""
    return a(f"Component {name}", "type: service", "lifecycle: production", f"owner: {owner}", *more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            all_of(MONEY, service("a", "money")), {"component:a": (3,), "group:money": (3,)}, id="all is well"
        ),
        pytest.param(
            a("Component a", "type: service", "lifecycle: production"),
            {"component:a": (0, "owner-missing", "a")},
            id="nobody owns it",
        ),
        pytest.param(
            all_of(MONEY, a("Component a", "owner: money", "lifecycle: production")),
            {"component:a": (1, "type-missing", "a"), "group:money": (1, "type-missing", "a")},
            id="a team is as far as what it owns",
        ),
        pytest.param(
            all_of(SILENT, service("a", "silent"), service("b", "gone")),
            {
                "component:a": (1, "team-unreachable", "silent"),
                "component:b": (0, "owner-unknown", "b"),
                "group:silent": (1, "team-unreachable", "silent"),
            },
            id="a thing is as far as its team",
        ),
        pytest.param(
            all_of(MONEY, service("a", "money"), a("Component b", "owner: money"), service("c", "gone")),
            {
                "component:a": (3,),
                "component:b": (1, "type-missing", "b"),
                "component:c": (0, "owner-unknown", "c"),
                "group:money": (1, "type-missing", "b"),
            },
            id="what another owns holds nobody back",
        ),
        pytest.param(
            all_of(MONEY, a("Group idle", "type: team", "children: []"), a("User ada", "memberOf: [idle]")),
            {},
            id="who owns nothing has no level",
        ),
    ],
)
def test_it_works(catalog_of, text, expected):
    """A level is reached where none of its rules, nor of those below, finds anything about a thing or its team."""
    assert of(catalog_of(text)) == expected


BAD = all_of(a("Component a"), a("Component b", "lifecycle: production", "owner: nobody"))


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        pytest.param(
            LEVELS, {"component:a": (0, "owner-missing", "a"), "component:b": (1, "type-missing", "b")}, id="own levels"
        ),
        pytest.param(
            Policy(levels=LEVELS.levels, off=frozenset(("owner-missing",))),
            {"component:a": (1, "type-missing", "a"), "component:b": (1, "type-missing", "b")},
            id="a rule that is off",
        ),
        pytest.param(
            Policy(
                levels=LEVELS.levels,
                waivers=(
                    Waiver("owner-missing", Ref.parse("component:a"), TODAY, "until it moves", "ada", Position("p", 1)),
                ),
            ),
            {"component:a": (1, "type-missing", "a"), "component:b": (1, "type-missing", "b")},
            id="a finding that is waived",
        ),
        pytest.param(Policy(levels=()), {"component:a": (0,), "component:b": (0,)}, id="no levels"),
        pytest.param(
            Policy(levels=(Level("one", ("nonsense",)), Level("two", ()))),
            {"component:a": (2,), "component:b": (2,)},
            id="levels that ask for nothing",
        ),
        pytest.param(
            Policy(levels=(Level("one", ("type-missing",)), Level("two", ("owner-missing", "type-missing")))),
            {"component:a": (0, "type-missing", "a"), "component:b": (0, "type-missing", "b")},
            id="a rule of two levels counts in the lower",
        ),
    ],
)
def test_policies(catalog_of, policy, expected):
    """The policy says which levels there are; what it switches off or waives holds nothing back."""
    assert of(catalog_of(BAD), policy) == expected


def test_the_order_in_which_to_mend():
    """The worst first, then the highest tier, what has none last, then what stands lowest in the levels."""
    key = mending(LEVELS)
    ordered = [
        (Severity.ERROR, None, "ref-unknown"),
        (Severity.GAP, 1, "lifecycle-missing"),
        (Severity.GAP, 2, "owner-missing"),
        (Severity.GAP, 2, "type-missing"),
        (Severity.GAP, 2, "team-of-one"),
        (Severity.GAP, None, "owner-missing"),
        (Severity.ADVICE, 1, "owner-missing"),
    ]

    assert sorted(sorted(ordered, key=str), key=lambda each: key(*each)) == ordered


TEXTS = [
    MONEY,
    SILENT,
    service("a", "money", "tier: 1"),
    service("b", "silent"),
    service("c", "gone", "dependsOn: [component:nowhere]"),
    a("Component d", "type: service", "owner: money"),
    a("Component e", "owner: silent"),
    a("System f", "owner: user:ada"),
]


def read(texts):
    """The catalog of these texts, a file each."""
    return reading.read(Texts({f"{place}.yaml": text for place, text in enumerate(texts)})).catalog(TODAY)


@given(order=st.permutations(range(len(TEXTS))))
def test_the_order_of_files_does_not_matter(order):
    """However files are read, each has the same level; which of two equal findings comes first is told by place."""
    found = of(read([TEXTS[place] for place in order]))

    assert {name: each[0] for name, each in found.items()} == {name: each[0] for name, each in of(read(TEXTS)).items()}


CATALOG = read(TEXTS)
FOUND = rules.check(CATALOG)


@given(kept=st.sets(st.sampled_from(range(len(FOUND)))), gone=st.sampled_from(range(len(FOUND))))
def test_a_level_never_falls_when_a_finding_goes(kept, gone):
    """Whatever else is found, mending one thing takes nobody down."""
    before = scorecard(CATALOG, [FOUND[place] for place in sorted(kept)], DEFAULT)
    after = scorecard(CATALOG, [FOUND[place] for place in sorted(kept - {gone})], DEFAULT)

    assert all(after[ref].reached >= card.reached for ref, card in before.items())


@given(kept=st.sets(st.sampled_from(range(len(FOUND)))))
def test_the_next_step_is_a_step(kept):
    """Whoever has not reached the top is told a finding of the level that comes next; whoever has, none."""
    cards = scorecard(CATALOG, [FOUND[place] for place in sorted(kept)], DEFAULT)

    for card in cards.values():
        if card.next is None:
            assert card.reached == len(DEFAULT.levels)
        else:
            assert isinstance(card.next, Finding)
            assert card.next.rule in DEFAULT.levels[card.reached].rules
