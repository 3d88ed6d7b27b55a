import pytest

from app.entities import Ref
from app.problems import Severity
from app.questions import gaps
from app.questions.gaps import Wanted
from tests.questions import counting
from tests.questions.organisation import HEAD, POLICY, TEXT

BROKEN = f"{HEAD}kind: API\nmetadata: {{name: broken, tags: [Loud]}}\nspec: {{type: x, owner: money, definition: y}}\n"


@pytest.fixture
def session(look):
    """A look at the organisation and one more file, with a fault in it."""
    with look({"a.yaml": TEXT, "b.yaml": BROKEN, "policy.yaml": POLICY}) as opened:
        yield opened


def test_it_works(session):
    """Findings and problems stand in one list, worst first, then by tier."""
    found = gaps.found(session, Wanted())

    assert found.total == len(found.gaps) == found.tally.total
    assert [gap.severity.rank for gap in found.gaps] == sorted(gap.severity.rank for gap in found.gaps)
    [problem] = [gap for gap in found.gaps if gap.source == "problem"]
    assert (problem.code, str(problem.position)) == ("schema", "b.yaml:3:33")
    assert problem.about is not None
    assert problem.about.ref.name == "broken"
    assert problem.owner is not None
    assert problem.owner.title == "Money"


def test_counts(session):
    """Each code is counted over all pages, with its severity and its age."""
    found = gaps.found(session, Wanted(size=1))

    assert (len(found.gaps), found.pages) == (1, found.total)
    assert sum(count.number for count in found.codes) == found.total
    assert [count.code for count in found.codes] == sorted(count.code for count in found.codes)
    assert all(count.oldest.tzinfo for count in found.codes)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(Wanted(rule="ref-unknown"), {("ref-unknown", "shop")}, id="by rule"),
        pytest.param(Wanted(rule="schema"), {("schema", "broken")}, id="by code"),
        pytest.param(Wanted(rule="\x00"), set(), id="by what no database holds"),
        pytest.param(
            Wanted(team=Ref("group", "default", "silent")),
            {("team-unreachable", "silent"), ("team-empty", "silent")},
            id="by team",
        ),
        pytest.param(Wanted(kind="API", severity=Severity.ERROR), {("schema", "broken")}, id="by kind and severity"),
        pytest.param(Wanted(page=99), set(), id="a page after the last"),
    ],
)
def test_filters(session, wanted, expected):
    """Only what was asked for is there."""
    found = gaps.found(session, wanted).gaps

    assert {(gap.code, gap.about.ref.name) for gap in found if gap.about} == expected


def test_a_problem_of_a_whole_file(look):
    """What is about no entity is shown all the same."""
    with look({"catalog-info.yaml": "kind: [unclosed"}) as session:
        [gap] = gaps.found(session, Wanted()).gaps

    assert (gap.about, gap.owner, gap.code) == (None, None, "yaml-syntax")


def test_the_time_first_seen_stays(look):
    """A later sync that changes something else leaves the age of a gap alone."""
    with look({"b.yaml": BROKEN}) as session:
        before = {gap.code: gap.since for gap in gaps.found(session, Wanted()).gaps}
    with look({"a.yaml": TEXT, "b.yaml": BROKEN, "policy.yaml": POLICY}) as session:
        after = {gap.code: gap.since for gap in gaps.found(session, Wanted()).gaps}

    assert before["schema"] == after["schema"] < after["ref-unknown"]


def test_nothing(look):
    """An empty catalog has no gaps, on one page."""
    with look({}) as session:
        found = gaps.found(session, Wanted())

    assert (found.gaps, found.total, found.pages, found.codes) == ((), 0, 1, ())


def test_queries(session):
    """Four questions: the numbers, which are on the page, what they say, the titles of the owners."""
    with counting.selects(session) as asked:
        gaps.found(session, Wanted())

    assert len(asked) == 4
