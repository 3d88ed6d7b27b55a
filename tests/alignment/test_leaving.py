"""What is being left, and what needs it still."""

from datetime import date

import pytest

from app.alignment import estate, leaving
from app.alignment.leaving import Leaving
from app.policy import DEFAULT
from tests.alignment.estates import estate_of, example
from tests.texts import a, all_of, team

TEAMS = all_of(team("red"), team("blue"))
OLD = a("Component old", "owner: red", "lifecycle: deprecated")
NEW = a("Component new", "owner: red", "replaces: [old]")


def rows(*texts: str) -> list[Leaving]:
    """The rows of some things and the teams."""
    return leaving.rows(estate_of(all_of(*texts, TEAMS)))


def needing(name: str, owner: str, *spec: str) -> str:
    """Something that needs what is being left."""
    return a(f"Component {name}", f"owner: {owner}", *spec)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        pytest.param([a("Component old"), NEW], "replaced", id="something replaces it"),
        pytest.param([NEW], "replaced", id="nobody declares it any more"),
        pytest.param([a("Component old", "sunset: 2027-03-31")], "sunset", id="it has a last day"),
        pytest.param([OLD], "deprecated", id="it is deprecated"),
        pytest.param([a("API old", "lifecycle: Deprecated")], "deprecated", id="an API"),
        pytest.param([OLD + "  sunset: 2027-03-31\n", NEW], "replaced sunset deprecated", id="for every reason"),
    ],
)
def test_says_why_a_thing_is_being_left(texts, why):
    """A thing is being left where it is replaced, has a last day, or is deprecated."""
    (found,) = rows(*texts)

    assert (found.ref.name, " ".join(found.why)) == ("old", why)


def test_what_stays_is_left_out():
    """What is in production, experimental or says nothing is not being left."""
    assert (
        rows(a("Component a", "lifecycle: production"), a("Component b", "lifecycle: experimental"), a("API c")) == []
    )


def test_names_what_takes_over_and_the_last_day():
    """All that say they replace it are told, and the day on which it goes."""
    (found,) = rows(OLD + "  sunset: 2027-03-31\n", NEW, NEW.replace("new", "another"))

    assert [ref.name for ref in found.successors] == ["another", "new"]
    assert found.sunset == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("texts", "verdict", "needs"),
    [
        pytest.param([OLD], "free", "", id="nobody"),
        pytest.param([OLD, needing("x", "blue", "dependsOn: [component:old]")], "needed", "x>old hard", id="hard"),
        pytest.param(
            [
                OLD,
                needing(
                    "x",
                    "blue",
                    "dependsOn: [component:old]",
                    "dependencyDetails: {component:old: {criticality: soft, mode: sync}}",
                ),
            ],
            "needed",
            "x>old soft",
            id="softly",
        ),
        pytest.param(
            [OLD + "  providesApis: [p]\n", a("API p"), needing("x", "blue", "consumesApis: [p]")],
            "needed",
            "x>p hard",
            id="through its API",
        ),
        pytest.param(
            [
                OLD + "  providesApis: [p]\n",
                a("API p"),
                needing("x", "blue", "consumesApis: [p]"),
                needing("y", "red", "providesApis: [p]"),
            ],
            "free",
            "",
            id="its API is provided by another, too",
        ),
        pytest.param([OLD + "  dependsOn: [component:x]\n", a("Component x")], "free", "", id="what it needs itself"),
        pytest.param(
            [OLD, NEW + "  dependsOn: [component:old]\n"], "needed", "new>old hard succeeding", id="its successor"
        ),
        pytest.param(
            [OLD, needing("x", "blue", "sunset: 2027-01-01", "dependsOn: [component:old]")],
            "needed",
            "x>old hard leaving",
            id="what is being left itself",
        ),
    ],
)
def test_tells_what_needs_it_still(texts, verdict, needs):
    """A thing is free where nothing needs it, itself or through an API that it alone provides."""
    found = next(each for each in rows(*texts) if each.ref.name == "old")
    said = [
        f"{need.source.name}>{need.target.name} {'hard' if need.hard else 'soft'}"
        + (" succeeding" if need.succeeding else "")
        + (" leaving" if need.leaving else "")
        for need in found.needs
    ]

    assert (found.verdict, ", ".join(said)) == (verdict, needs)


def test_counts_needs_by_team():
    """Hard and soft needs are counted, those of what stays, and by team, the one with the most first."""
    soft = "dependencyDetails: {component:old: {mode: async}}"
    found = next(
        each
        for each in rows(
            OLD,
            needing("a", "red", "dependsOn: [component:old]"),
            needing("b", "red", "dependsOn: [component:old]", soft),
            needing("c", "blue", "dependsOn: [component:old]"),
            needing("d", "nobody", "dependsOn: [component:old]", "lifecycle: deprecated"),
        )
        if each.ref.name == "old"
    )

    assert (found.hard, found.soft, found.staying) == (3, 1, 3)
    assert [(each.team and each.team.name, each.hard, each.soft) for each in found.teams] == [
        ("red", 1, 1),
        ("blue", 1, 0),
        (None, 1, 0),
    ]
    assert [need.assumed for need in found.needs] == [True, True, True, True]


def test_many_needs_are_counted():
    """However many needs there are, some are told and all are counted."""
    (found,) = rows(OLD, *(needing(f"x{number:02}", "red", "dependsOn: [component:old]") for number in range(60)))

    assert (found.hard, len(found.needs)) == (60, 50)


def test_what_goes_first_stands_first():
    """What is needed stands by its last day, then by how much it is needed; what is free comes last."""
    needs = "dependsOn: [component:soon, component:later, component:much, component:little]"
    found = rows(
        a("Component soon", "sunset: 2027-01-01"),
        a("Component later", "sunset: 2028-01-01"),
        a("Component much", "lifecycle: deprecated"),
        a("Component little", "lifecycle: deprecated"),
        a("Component free", "sunset: 2026-01-01"),
        needing("x", "red", needs),
        needing("y", "red", "dependsOn: [component:much]"),
    )

    assert [each.ref.name for each in sorted(found, key=lambda each: (each.weight, each.key))] == [
        "soon",
        "later",
        "much",
        "little",
        "free",
    ]


def test_the_measure_counts_needs_of_what_is_replaced():
    """Only things that something replaces count, and those also where nothing needs them any more."""
    found = rows(
        OLD, NEW, a("Component other", "lifecycle: deprecated"), needing("x", "red", "dependsOn: [component:old]")
    )

    assert {ref.name: number for ref, number in leaving.needs_of_replaced(found).items()} == {"old": 1}
    assert {ref.name: number for ref, number in leaving.needs_of_replaced(rows(OLD, NEW)).items()} == {"old": 0}


def test_tells_of_the_monolith_of_the_example():
    """Six things have taken over from the monolith of the example organisation, and three need it still."""
    found = next(each for each in leaving.rows(estate.of(example(), DEFAULT)) if each.ref.name == "core-monolith")

    assert (len(found.successors), found.hard, found.soft) == (6, 2, 1)
