"""What is promised, against what hard needs allow."""

import pytest

from app.alignment import estate, promises
from app.policy import DEFAULT
from app.rules import slo_incoherent
from tests.alignment.estates import EXAMPLES, estate_of
from tests.texts import a, all_of, team

HARD = "{criticality: hard, mode: sync}"


def needing(promise: str = "", *needs: str, kind: str = "service", said: bool = True, name: str = "a") -> str:
    """A component that promises and needs things, and may say that it needs them hard."""
    details = ", ".join(f"{need}: {HARD}" for need in needs) if said else ""
    slo = (f"slo: {promise}",) if promise else ()
    own = (f"dependsOn: [{', '.join(needs)}]", f"dependencyDetails: {{{details}}}")
    return a(f"Component {name}", f"type: {kind}", *slo, *own)


X = a("Component x", "slo: 99.9", "owner: red")
DB = a("Resource db", "slo: 99.95", "type: database")
BOTH = ("component:x", "resource:db")


def row(text: str, name: str = "component:default/a") -> promises.Promise:
    """The row of one thing."""
    return next(each for each in promises.rows(estate_of(text)) if each.key == name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(all_of(needing("99.9", *BOTH), X, DB), ("too-high", 99.9, 99.85005, 0.04995), id="too high"),
        pytest.param(all_of(needing("99.8", *BOTH), X, DB), ("holds", 99.8, 99.85005, 0), id="holds"),
        pytest.param(all_of(needing("", *BOTH), X, DB), ("promises-nothing", None, 99.85005, 0), id="could promise"),
        pytest.param(all_of(needing("99.9")), ("no-needs", 99.9, None, 0), id="rests on nothing"),
        pytest.param(
            all_of(needing("99.9", "component:x"), a("Component x")), ("no-needs", 99.9, None, 0), id="on no promise"
        ),
        pytest.param(
            all_of(needing("99.9", "component:x", kind="website"), X), ("holds", 99.9, 99.9, 0), id="any sort of thing"
        ),
    ],
)
def test_holds_promises_against_what_is_allowed(text, told):
    """A promise above what hard needs allow is too high, by so much; a service that promises nothing could."""
    found = row(text)

    assert (found.verdict, found.promised, found.allowed, found.short) == told


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(needing(), id="a service without promise and needs"),
        pytest.param(all_of(needing("", "component:x"), a("Component x")), id="nothing promises anything"),
        pytest.param(all_of(needing("", *BOTH, kind="website"), X, DB), id="what is no service need not promise"),
    ],
)
def test_leaves_out_what_there_is_nothing_to_say_of(text):
    """Without a promise only services are told, where their needs promise something."""
    assert "component:default/a" not in [each.key for each in promises.rows(estate_of(text))]


def test_shows_the_calculation():
    """Each step has the promise, its team, what lies between, and the product so far; the weakest is the first."""
    text = all_of(
        needing("99.99", "component:m", "resource:db"),
        needing("", "component:x", name="m"),
        X,
        DB,
        team("red"),
    )
    found = row(text)

    assert found.weakest is not None
    assert found.weakest.short == "component:x"
    assert [
        (each.ref.name, each.owner and each.owner.name, each.percent, [ref.name for ref in each.through], each.product)
        for each in found.steps
    ] == [("x", "red", 99.9, ["m"], 99.9), ("db", None, 99.95, [], 99.85005)]


def test_tells_outage_in_minutes():
    """An availability of 99.9 % leaves 43 minutes and 12 seconds of 30 days."""
    found = row(all_of(needing("99.9", *BOTH), X, DB))

    assert (found.minutes_promised, found.minutes_allowed) == (43.2, 64.78)
    assert found.gain is not None
    assert (found.gain.source.name, found.gain.target.name, found.gain.allowed, found.gain.minutes) == (
        "a",
        "x",
        99.95,
        21.6,
    )


@pytest.mark.parametrize(
    ("promise", "nines"),
    [
        pytest.param("99", [False, False], id="a tenth of the outage"),
        pytest.param("99.4", [True, False], id="a little more"),
        pytest.param("99.9", [True, True], id="as much"),
        pytest.param("", [False, False], id="of nothing"),
    ],
)
def test_asks_for_one_nine_more(promise, nines):
    """What is needed should be out no longer than a tenth of the time that is promised."""
    found = row(all_of(needing(promise, *BOTH), X, DB))

    assert [each.lacks_nine for each in found.steps] == nines
    assert found.nines == sum(nines)


def test_a_tenth_is_a_tenth_however_it_is_reckoned():
    """What is just one nine better lacks none, though no float is just a tenth of another."""
    assert row(all_of(needing("99.9", "component:x"), X.replace("99.9", "99.99"))).nines == 0


def test_an_api_is_as_good_as_its_provider():
    """An API need not be worse than what provides it."""
    text = all_of(a("API p", "slo: 99.9"), a("Component x", "slo: 99.9", "providesApis: [p]"))

    assert row(text, "api:default/p").nines == 0


def test_says_what_rests_on_the_default():
    """Needs of which nobody wrote how they are are counted and told, and what is allowed without them."""
    text = all_of(needing("99.9", *BOTH, said=False), X, DB)
    found = row(text)

    assert (found.assumed, found.if_soft, found.allowed) == (2, 100, 99.85005)
    assert [f"{need.source.short} {need.target.short}" for need in found.unsaid] == [
        "component:a component:x",
        "component:a resource:db",
    ]
    assert row(text.replace("dependencyDetails: {", f"dependencyDetails: {{resource:db: {HARD}")).if_soft == 99.95
    assert row(all_of(needing("99.9", *BOTH), X, DB)).if_soft == 99.85005


def test_counts_what_leads_to_no_promise():
    """Needs that lead to no promise are counted, whether others do or not."""
    assert row(all_of(needing("99.9", *BOTH), X, a("Resource db"))).silent == 1
    assert row(all_of(needing("99.9", *BOTH), a("Component x"), a("Resource db"))).silent == 2
    assert row(needing("99.9", "component:a")).silent == 0


def test_the_worst_stands_first():
    """What promises most beyond its means comes first, then what promises nothing, then what holds, by outage."""
    text = all_of(
        needing("99.95", "component:x", name="little"),
        needing("99.99", "component:x", name="much"),
        needing("99.5", "component:x", name="holds"),
        needing("", "component:x", name="silent"),
        X,
    )
    found = sorted(promises.rows(estate_of(text)), key=lambda each: (each.weight, each.key))

    assert [each.ref.name for each in found] == ["much", "little", "silent", "holds", "x"]


def test_a_long_calculation_is_told_from_its_lowest_promises():
    """However many count, the lowest are told, and all of them in number and in what is allowed."""
    others = [a(f"Component n{number:02}", f"slo: {99 + number / 100}") for number in range(12)]
    found = row(all_of(needing("99.9", *(f"component:n{number:02}" for number in range(12))), *others))

    assert [each.percent for each in found.steps] == [99 + number / 100 for number in range(10)]
    assert found.factors == 12
    assert found.allowed is not None
    assert found.allowed < found.steps[-1].product


@pytest.mark.parametrize("name", EXAMPLES)
def test_agrees_with_the_rule(name):
    """What the rule finds is just what is too high."""
    catalog = EXAMPLES[name]()
    found = promises.rows(estate.of(catalog, DEFAULT))

    assert [each.ref for each in found if each.verdict == "too-high"] == [
        each.ref for each in slo_incoherent.check(catalog, DEFAULT)
    ]
