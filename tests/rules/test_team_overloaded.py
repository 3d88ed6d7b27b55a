"""A team owns about as much for each of its members as the others do."""

import pytest

from app.policy import Policy
from app.rules import team_overloaded
from tests.texts import a, all_of, printed, team


def organisation(*loads: tuple[int, int]) -> str:
    """Teams t1, t2 … and how many things and members each has."""
    texts = []
    for number, (things, members) in enumerate(loads, 1):
        people = ", ".join(f"p{number}-{each}" for each in range(members))
        texts.append(team(f"t{number}", f"members: [{people}]"))
        texts += (a(f"Component c{number}-{each}", f"owner: t{number}") for each in range(things))
    return all_of(*texts)


def found(catalog_of, *loads: tuple[int, int], score: float = 3.5) -> list[str]:
    """The teams that are overloaded."""
    catalog = catalog_of(organisation(*loads))
    policy = Policy(numbers={"team-overloaded.score": score})
    return [each.ref.name for each in team_overloaded.check(catalog, policy)]


@pytest.mark.parametrize(
    ("first", "others", "overloaded"),
    [
        pytest.param((6, 2), [(1, 2)] * 9, ["t1"], id="six times the others"),
        pytest.param((2, 2), [(1, 2)] * 9, [], id="twice the others is not far where all are alike"),
        pytest.param((6, 12), [(1, 2)] * 9, [], id="much, with many members"),
        pytest.param((6, 2), [(1, 2)] * 8, [], id="nine teams do not tell what is usual"),
        pytest.param((6, 2), [(1, 2)] * 8 + [(0, 2)], [], id="a team that owns nothing is no measure"),
        pytest.param((6, 2), [(1, 2)] * 8 + [(1, 0)], [], id="nor is one without members"),
        pytest.param((6, 0), [(1, 2)] * 10, [], id="a team without members is another rule's business"),
        pytest.param((6, 2), [(n, 2) for n in (1, 1, 2, 2, 3, 4, 5, 6, 7)], [], id="where the others differ as much"),
    ],
)
def test_finds_teams_that_own_far_more_for_each_member(catalog_of, first, others, overloaded):
    """A team far above the median of ten teams or more is found; distances are counted in the usual ones."""
    assert found(catalog_of, first, *others) == overloaded


def test_the_policy_says_how_far_is_too_far(catalog_of):
    """The threshold is the robust z-score, here 10."""
    loads = [(6, 2), *[(1, 2)] * 9]

    assert found(catalog_of, *loads, score=9.9) == ["t1"]
    assert found(catalog_of, *loads, score=10) == []


def test_the_usual_distance_is_the_median_one(catalog_of):
    """With 1 to 9 things each, the median is 5 and the usual distance 2.5 times 1.4826, whatever the largest has."""
    loads = [(n, 1) for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 30)]

    assert found(catalog_of, *loads) == ["t10"]
    assert found(catalog_of, *loads, score=6.6) == ["t10"]
    assert found(catalog_of, *loads, score=6.7) == []


def test_says_the_figures(catalog_of):
    """What the team owns, with how many, what is usual, and how far off that is."""
    catalog = catalog_of({"x.yaml": organisation((3, 1), *[(1, 2)] * 10)})
    (finding,) = team_overloaded.check(catalog, Policy())
    (line,) = printed(team_overloaded, catalog)

    assert line == (
        "x.yaml:1:1: advice: t1 owns 3 things with 1 member, 3.0 for each; the median of 11 teams is 0.5. "
        "Give some of it to a team with more hands, or write the members who are missing under `members`. "
        "[team-overloaded]"
    )
    assert finding.evidence == ("The robust z-score is 10.0, and more than 3.5 is too far.",)


def test_templates_and_other_kinds_are_not_counted(catalog_of):
    """Only what somebody has to keep up is a load."""
    templates = all_of(*(a(f"Template x{n}", "type: service", "owner: t1", "steps: []") for n in range(9)))

    text = all_of(organisation((1, 2), *[(1, 2)] * 9), templates.replace("v1alpha1", "v1beta3"))
    assert printed(team_overloaded, catalog_of(text)) == []
