"""The numbers the catalog is judged by."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import measures, reading, rules
from app.alignment import estate, survey
from app.entities import Ref
from app.measures import MEASURES, Spell
from app.policy import DEFAULT, Policy
from tests.conftest import TODAY
from tests.texts import a, all_of, team
from tests.trees import Texts

MONEY = team("money", "profile: {email: money@example.org}")
SALES = team("sales", "profile: {email: sales@example.org}")
SILENT = team("silent")


def service(name, owner, *more):
    """The text of a service in production."""
    return a(f"Component {name}", "type: service", "lifecycle: production", f"owner: {owner}", *more)


def measured(catalog, policy=DEFAULT):
    """Every number of a catalog."""
    surveyed = survey.survey(estate.of(catalog, policy))
    return measures.measure(catalog, rules.check(catalog, policy), policy, surveyed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(all_of(MONEY, service("a", "money")), {"need_owner": 1, "owned": 1}, id="owned"),
        pytest.param(all_of(SILENT, service("a", "silent")), {"need_owner": 1, "owned": 0}, id="by a silent team"),
        pytest.param(service("a", "gone"), {"need_owner": 1, "owned": 0}, id="by a team that is not there"),
        pytest.param(a("Component a", "type: service"), {"need_owner": 1, "owned": 0}, id="by nobody"),
        pytest.param(MONEY, {"entities": 1, "need_owner": 0, "owned": 0}, id="a team needs no owner"),
        pytest.param(
            all_of(MONEY, service("a", "money", "tier: 1"), service("b", "gone", "tier: 2"), service("c", "gone")),
            {"need_owner": 3, "owned": 1, "need_owner_watched": 2, "owned_watched": 1},
            id="watched tiers are counted apart",
        ),
        pytest.param("", {"entities": 0, "services": 0, "promises": 0, "evidence_demanded": 0}, id="nothing at all"),
        pytest.param(
            all_of(MONEY, SALES, service("a", "money", "dependsOn: [component:b]"), service("b", "sales")),
            {"services": 2, "independent_services": 1, "hard_needs_across_teams": 1},
            id="a hard need of another team",
        ),
        pytest.param(
            all_of(
                MONEY,
                SALES,
                service(
                    "a",
                    "money",
                    "dependsOn: [component:b]",
                    "dependencyDetails: {component:b: {criticality: soft}}",
                ),
                service("b", "sales"),
            ),
            {"independent_services": 2, "hard_needs_across_teams": 0},
            id="a soft one ties nobody",
        ),
        pytest.param(
            all_of(MONEY, service("a", "money", "dependsOn: [component:b]"), service("b", "gone")),
            {"independent_services": 2, "hard_needs_across_teams": 0},
            id="what nobody owns is nobody else's",
        ),
        pytest.param(
            all_of(
                MONEY,
                service("a", "money", "dependsOn: [component:b]"),
                service("b", "money", "dependsOn: [component:a]"),
                service("c", "money"),
            ),
            {"services": 3, "independent_services": 1, "largest_cycle_across_teams": 0},
            id="a circle within a team",
        ),
        pytest.param(
            all_of(
                MONEY,
                SALES,
                service("a", "money", "dependsOn: [component:b]"),
                service("b", "sales", "dependsOn: [component:a]"),
            ),
            {"independent_services": 0, "largest_cycle_across_teams": 2, "hard_needs_across_teams": 2},
            id="a circle across teams",
        ),
        pytest.param(
            all_of(
                MONEY,
                SALES,
                service("a", "money", "dependsOn: [component:b]", "dependencyDetails: {component:b: {mode: async}}"),
                service("b", "sales"),
            ),
            {"independent_services": 2, "degraded_services": 1, "hard_needs_across_teams": 0},
            id="what waits for another team runs with less",
        ),
        pytest.param(
            all_of(
                MONEY,
                service("a", "money", "providesApis: [a-api]", "consumesApis: [a-api]"),
                a("API a-api", "type: openapi", "lifecycle: production", "owner: money", "definition: x"),
            ),
            {"independent_services": 1},
            id="a service that asks itself is no circle",
        ),
        pytest.param(
            all_of(
                MONEY,
                SALES,
                *(
                    service(
                        name, owner, "dependsOn: [resource:db]", "dependencyDetails: {resource:db: {access: write}}"
                    )
                    for name, owner in (("a", "money"), ("b", "sales"))
                ),
                a("Resource db", "type: database", "owner: money"),
            ),
            # The writer of the other team needs it hard besides.
            {"services": 2, "independent_services": 0, "hard_needs_across_teams": 1},
            id="a store that two teams write ties both",
        ),
        pytest.param(
            all_of(
                MONEY,
                service("a", "money", "slo: 99.9", "dependsOn: [component:b]"),
                service("b", "money", "slo: 99"),
                service("c", "money"),
            ),
            {"promises": 2, "coherent_promises": 1},
            id="a promise that what is needed does not allow",
        ),
        pytest.param(
            all_of(MONEY, service("a", "money", "tier: 1", "slo: 99.9"), service("b", "money")),
            {"evidence_demanded": 7, "evidence_shown": 1},
            id="of seven pieces of evidence one is there, and without a tier none is asked for",
        ),
    ],
)
def test_it_works(catalog_of, text, expected):
    """Each number counts what it says; a share comes as its part and its whole."""
    found = measured(catalog_of(text))

    assert {name: found[name, ""] for name in expected} == expected


def test_by_team_and_tier(catalog_of):
    """Parts and wholes come for each team and tier; what leads to none is counted under an empty scope."""
    text = all_of(
        MONEY,
        SILENT,
        service("a", "money", "tier: 1"),
        service("b", "silent", "tier: 1"),
        a("Component c", "type: service", "system: s"),
        a("System s", "owner: money"),
        service("d", "gone"),
    )
    found = measured(catalog_of(text))
    money, silent = "group:default/money", "group:default/silent"

    assert {scope: value for (name, scope), value in found.items() if name == "need_owner_by_team"} == {
        # What inherits its owner is the team's to see to, and not owned yet.
        money: 3,
        silent: 1,
        "": 1,
    }
    assert {scope: value for (name, scope), value in found.items() if name == "owned_by_team"} == {
        money: 2,
        silent: 0,
        "": 0,
    }
    assert {scope: value for (name, scope), value in found.items() if name == "owned_by_tier"} == {"1": 1, "": 1}
    assert found["findings_by_rule", "team-unreachable"] == 1
    assert found["findings_by_team", silent] >= 1


def test_parts_are_parts(catalog_of):
    """The scopes of a measure by team or tier sum up to the measure as a whole."""
    found = measured(catalog_of(all_of(MONEY, service("a", "money", "tier: 2"), service("b", "gone"), SILENT)))

    for name in ("need_owner", "owned"):
        for by in ("team", "tier"):
            assert sum(value for (each, _), value in found.items() if each == f"{name}_by_{by}") == found[name, ""]


def test_what_is_switched_off_is_not_demanded(catalog_of):
    """Evidence whose rule is off is neither asked for nor counted."""
    catalog = catalog_of(all_of(MONEY, service("a", "money", "tier: 1")))

    assert measured(catalog, Policy(off=frozenset(("no-logs",))))["evidence_demanded", ""] == 6


@given(order=st.permutations(range(6)))
def test_the_order_of_files_does_not_matter(order):
    """However files are named and read, every number is the same."""
    texts = [
        MONEY,
        SILENT,
        service("a", "money", "tier: 1", "dependsOn: [component:b]"),
        service("b", "silent", "dependsOn: [component:a]"),
        service("c", "gone"),
        a("Resource db", "type: database"),
    ]

    def of(some):
        files = {f"{place}.yaml": text for place, text in enumerate(some)}
        return measured(reading.read(Texts(files)).catalog(TODAY))

    assert of([texts[place] for place in order]) == of(texts)


def test_every_number_is_explained(catalog_of):
    """What is measured stands in the table, with its whole; what is part of something comes with it."""
    catalog = catalog_of(all_of(MONEY, service("a", "money", "tier: 1", "replaces: [component:old]")))
    found = {**measured(catalog), **measures.over_time(catalog, [])}
    apart = {"findings", "problems", "days_to_own"}

    assert {name for name, _ in found} | apart == set(MEASURES)
    assert all(each.whole in MEASURES for each in MEASURES.values() if each.whole)
    assert all(MEASURES[each.whole].by in ("", each.by) for each in MEASURES.values() if each.whole)


def days_ago(days):
    """A stored time so many days before today."""
    return datetime.combine(TODAY, time(12)) - timedelta(days=days)


OWNED = Ref.parse("component:a")


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        pytest.param([], {"given_owners": 0}, id="nothing"),
        pytest.param([Spell("owner-missing", OWNED, days_ago(9), days_ago(5))], {"days_to_own": 4}, id="one"),
        pytest.param(
            [
                Spell("owner-missing", OWNED, days_ago(20), days_ago(15)),
                Spell("owner-unknown", OWNED, days_ago(15), days_ago(5)),
            ],
            {"days_to_own": 15, "given_owners": 1},
            id="one fault after the other is one time",
        ),
        pytest.param(
            [
                Spell("owner-missing", OWNED, days_ago(80), days_ago(70)),
                Spell("owner-missing", OWNED, days_ago(3), days_ago(1)),
            ],
            {"days_to_own": 2, "given_owners": 1},
            id="the last time counts",
        ),
        pytest.param([Spell("owner-missing", OWNED, days_ago(200), days_ago(91))], {"given_owners": 0}, id="long ago"),
        pytest.param(
            [Spell("owner-missing", Ref.parse("component:gone"), days_ago(9), days_ago(5))],
            {"given_owners": 0},
            id="what is gone got none",
        ),
        pytest.param(
            [Spell("owner-missing", Ref.parse("component:b"), days_ago(9), days_ago(5))],
            {"given_owners": 0},
            id="nor what was only waived",
        ),
        pytest.param([Spell("no-logs", OWNED, days_ago(9), days_ago(5))], {"given_owners": 0}, id="another rule"),
    ],
)
def test_time_to_own(catalog_of, spells, expected):
    """How long what a team owns now had stood without, the median of the last 90 days; none is no number."""
    catalog = catalog_of(all_of(MONEY, service("a", "money"), service("b", "gone")))
    found = measures.over_time(catalog, spells)

    assert {name: found[name, ""] for name in expected} == expected
    assert (("days_to_own", "") in found) == bool(found["given_owners", ""])


def test_ages(catalog_of):
    """A finding counts from the day on which it has stood for so long; one that is closed has no age."""
    spells = [Spell("no-logs", OWNED, days_ago(days)) for days in (0, 6, 7, 29, 30, 90, 400)]
    found = measures.over_time(catalog_of(""), [*spells, Spell("no-logs", OWNED, days_ago(400), days_ago(1))])

    assert {days: found["findings_by_age", days] for days in ("7", "30", "90")} == {"7": 5, "30": 3, "90": 2}


@pytest.mark.parametrize(
    ("days", "dropped"),
    [
        pytest.param([89, 89], [], id="young enough for each to stay"),
        pytest.param([90, 90], [1], id="of a day the last"),
        pytest.param([729, 728], [], id="a day each"),
        pytest.param([731, 730], [1], id="of a month the last"),
        pytest.param([760, 731, 89, 89], [], id="each on its own"),
    ],
)
def test_what_is_kept(days, dropped):
    """All of ninety days, then the last of each day, after two years the last of each month."""
    points = [(number, days_ago(each)) for number, each in enumerate(days, start=1)]

    assert list(measures.thinned(points, TODAY)) == dropped


def histories():
    """The points of a measure: generations in the order of their times, over four years."""
    begin = datetime.combine(date(2023, 1, 1), time())
    hours = st.lists(st.integers(0, 4 * 365 * 24), max_size=60, unique=True)
    return hours.map(
        lambda some: [(number, begin + timedelta(hours=each)) for number, each in enumerate(sorted(some), start=1)]
    )


def standing(points, moment):
    """The point that held at a time."""
    return max((each for each in points if each[1] <= moment), default=None)


@given(points=histories(), days=st.integers(0, 3 * 365))
def test_thinning(points, days):
    """The newest point stays, as does all of 90 days; every older day or month ends with what it ended with."""
    last = points[-1][1].date() if points else TODAY
    today = last + timedelta(days=days)
    dropped = set(measures.thinned(points, today))
    kept = [each for each in points if each[0] not in dropped]

    assert kept[-1:] == points[-1:]
    assert not list(measures.thinned(kept, today))
    for _, at in points:
        end = datetime.combine(at, time.max)
        if today - at.date() < timedelta(days=2 * 365):
            assert standing(kept, end) == standing(points, end)
        assert today - at.date() >= timedelta(days=90) or (standing(points, at) in kept)
    of_months = {(at.year, at.month) for _, at in kept if today - at.date() >= timedelta(days=2 * 365)}
    assert len(of_months) == sum(today - at.date() >= timedelta(days=2 * 365) for _, at in kept)


@given(points=histories(), first=st.integers(0, 800), second=st.integers(0, 800))
def test_thinning_now_and_then(points, first, second):
    """However often it is done, what is left in the end is the same."""
    last = points[-1][1].date() if points else TODAY
    one, other = last + timedelta(days=first), last + timedelta(days=first + second)

    def left(some, today):
        dropped = set(measures.thinned(some, today))
        return [each for each in some if each[0] not in dropped]

    assert left(left(points, one), other) == left(points, other)
