"""What can be watched."""

import pytest

from app.alignment import estate, observability
from app.alignment.observability import Sight
from app.policy import DEFAULT, EVIDENCE
from app.rules import RULES
from tests.alignment.estates import EXAMPLES, estate_of
from tests.texts import a, all_of, team

TEAMS = all_of(team("red"), team("blue"), team("green"))
ALL = ("dashboard", "alerts", "runbook", "slo")
SERVICE = ("type: service", "owner: red")
USER = a("Component user", "type: website", "owner: blue", "dependsOn: [component:x]")


def showing(text: str, *types: str) -> str:
    """Something with a link of each of these types."""
    links = ", ".join(f"{{url: 'https://example.org', type: {type_}}}" for type_ in types)
    return text.replace("}\nspec", f", links: [{links}]}}\nspec")


def rows(*texts: str) -> dict[str, Sight]:
    """The rows of some things and the teams, by name."""
    return {sight.ref.name: sight for sight in observability.rows(estate_of(all_of(*texts, TEAMS)))}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param(showing(a("Component x", *SERVICE), *ALL), "seen", id="all four"),
        pytest.param(showing(a("Component x", *SERVICE, "slo: 99"), *ALL[:3]), "seen", id="a promise is a sign"),
        pytest.param(showing(a("Component x", *SERVICE), *ALL[:3]), "partly", id="three"),
        pytest.param(showing(a("Component x", *SERVICE), "alerts"), "partly", id="one"),
        pytest.param(a("Component x", *SERVICE), "dark", id="none"),
        pytest.param(
            showing(a("Component x", *SERVICE), "docs", "logs"),
            "dark",
            id="documentation and logs are for its own team",
        ),
        pytest.param(showing(a("Component x", "type: library", "owner: red"), "docs"), "at-rest", id="a library"),
    ],
)
def test_judges_by_what_others_can_watch(text, verdict):
    """A thing is seen by its dashboard, alerts, promise and runbook."""
    assert rows(text, USER)["x"].verdict == verdict


@pytest.mark.parametrize(
    ("provider", "verdict"),
    [
        pytest.param(showing(a("Component x", *SERVICE, "providesApis: [p]"), *ALL), "seen", id="all of its provider"),
        pytest.param(a("Component x", *SERVICE, "providesApis: [p]"), "partly", id="its own promise"),
        pytest.param(a("Component x", *SERVICE), "partly", id="its own promise, and nobody provides it"),
        pytest.param(a("Component x", "type: library", "providesApis: [p]"), "at-rest", id="of a library"),
    ],
)
def test_an_api_is_seen_through_its_provider(provider, verdict):
    """What a provider shows is to be seen of its API."""
    user = a("Component user", "type: website", "owner: blue", "consumesApis: [p]")

    assert rows(provider, a("API p", "owner: red", "slo: 99.9"), user)["p"].verdict == verdict


def test_an_api_without_promise_and_provider_is_dark():
    """Of what nobody provides there is nothing to be seen."""
    user = a("Component user", "owner: blue", "consumesApis: [p]")

    assert rows(a("API p", "owner: red"), user)["p"].verdict == "dark"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(a("Component x", "type: service"), "x", id="a service"),
        pytest.param(a("Resource x", "type: database"), "x", id="a data store"),
        pytest.param(a("Resource x", "type: topic"), "", id="a way between services"),
        pytest.param(a("Component x", "type: website"), "", id="what is neither"),
        pytest.param(all_of(a("Component x", "owner: red"), USER), "x", id="what another team needs hard"),
        pytest.param(all_of(a("Component x", "owner: blue"), USER), "", id="what its own team needs"),
        pytest.param(all_of(a("Component x"), USER), "", id="what nobody owns"),
        pytest.param(
            all_of(a("Component x", "owner: red"), USER + "  dependencyDetails: {component:x: {mode: async}}\n"),
            "",
            id="what another team needs asynchronously",
        ),
        pytest.param(
            a("Component x", "type: website", "lifecycle: production", "tier: 1"), "x", id="what has to show something"
        ),
    ],
)
def test_tells_what_matters_to_others(text, names):
    """Services, data stores, what another team needs hard, and whatever a tier demands something of."""
    assert " ".join(rows(text)) == names


def test_tells_what_is_asked_demanded_shown_and_lacking():
    """What makes sense, what the tier demands in production, what is there, and what of the demanded is not."""
    demanding = ("type: service", "lifecycle: production", "tier: 2")
    found = rows(
        showing(a("Component x", *demanding), "docs", "dashboard"),
        showing(a("Component y", *demanding[:1], "tier: 2"), "docs"),
        a("API p", *demanding[1:]),
        showing(a("Component z", "type: service", "slo: 99", "providesApis: [p]"), "dashboard"),
    )

    assert found["x"].asked == found["x"].demanded == EVIDENCE
    assert found["x"].shown == ("dashboard", "docs")
    assert found["x"].lacking == ("alerts", "runbook", "logs", "slo", "source")
    assert (found["y"].demanded, found["y"].lacking) == ((), ())
    assert (found["p"].asked, found["p"].shown, found["p"].lacking) == (("slo",), ("slo",), ())


def test_counts_who_needs_it():
    """Hard needs of other teams are counted, and the teams told, those with most needs first."""
    needs = [
        a(f"Component {name}", f"owner: {owner}", "dependsOn: [component:x]")
        for name, owner in (("a", "green"), ("b", "blue"), ("c", "green"), ("d", "red"), ("e", "nobody"))
    ]
    found = rows(a("Component x", *SERVICE), *needs)["x"]

    assert (found.hard, found.teams) == (3, 2)
    assert [(each.team.name, each.hard) for each in found.needing] == [("green", 2), ("blue", 1)]


def test_what_an_api_needs_otherwise_is_not_seen_through_it():
    """Only what provides an API lets it be seen."""
    store = showing(a("Resource x", "type: database", "owner: red", "dependencyOf: [api:p]"), *ALL)
    user = a("Component user", "owner: blue", "consumesApis: [p]")

    assert rows(a("API p", "owner: red"), store, user)["p"].verdict == "dark"


def test_many_teams_are_counted():
    """However many teams need a thing, some are told and all are counted."""
    names = [f"t{number:02}" for number in range(30)]
    needs = [a(f"Component of-{name}", f"owner: {name}", "dependsOn: [component:x]") for name in names]
    found = rows(a("Component x", *SERVICE), *needs, *map(team, names))["x"]

    assert (found.teams, len(found.needing)) == (30, 20)


def test_the_worst_stands_first():
    """What others need comes first, of that what is dark; of the rest what is dark, then the higher tier."""
    text = all_of(
        a("Component needed", *SERVICE),
        a("Component very", *SERVICE, "tier: 1"),
        a("Component low", *SERVICE, "tier: 4"),
        showing(a("Component seen", *SERVICE), *ALL),
        showing(a("Component kept", *SERVICE), *ALL),
        USER.replace("component:x", "component:needed, component:kept"),
        TEAMS,
    )
    found = observability.rows(estate_of(text))

    assert [each.ref.name for each in sorted(found, key=lambda each: (each.weight, each.key))] == [
        "needed",
        "kept",
        "very",
        "low",
        "seen",
    ]


def test_covers_all_and_each_team():
    """Hard needs between teams are counted by what is to be seen at their end, and evidence by what it is."""
    found = rows(
        showing(a("Component x", *SERVICE, "lifecycle: production", "tier: 1"), *ALL),
        a("Component y", "type: service", "owner: blue"),
        a("Component z", "type: service", "owner: green", "dependsOn: [component:x, component:y]"),
        a("Component w", "type: service", "owner: blue", "dependsOn: [component:x]"),
    )
    covered = observability.coverage(found.values())

    assert covered.whole == (None, 3, 2, 0, 1, 0, 7, 4)
    assert [(each.owner and each.owner.name, *each[1:]) for each in covered.teams] == [
        ("blue", 1, 0, 0, 1, 0, 0, 0),
        ("green", 0, 0, 0, 0, 0, 0, 0),
        ("red", 2, 2, 0, 0, 0, 7, 4),
    ]
    assert [each for each in covered.evidence if each.what in ("alerts", "docs")] == [
        ("alerts", 4, 1, 1, 0),
        ("docs", 4, 0, 1, 1),
    ]


def test_covers_nothing_where_there_is_nothing():
    """Without things every number is 0."""
    assert observability.coverage([]).whole == (None, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_agrees_with_the_rules(name):
    """What rules on evidence find is just what is lacking."""
    catalog = EXAMPLES[name]()
    found = observability.rows(estate.of(catalog, DEFAULT))

    assert {(what, each.ref) for each in found for what in each.lacking} == {
        (what, each.ref) for what in EVIDENCE for each in RULES[f"no-{what}"].check(catalog, DEFAULT)
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_counts_every_hard_need_between_teams_once(name):
    """The rows together have as many hard needs as lead from one team to another."""
    found = estate.of(EXAMPLES[name](), DEFAULT)

    assert observability.coverage(observability.rows(found)).whole.hard == sum(
        found.crosses(edge.source, edge.target) for edge in found.hard.edges
    )
