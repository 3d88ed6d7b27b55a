"""Many things as few."""

import pytest

from app.graph import exploring, folding
from app.graph.exploring import Part
from tests.graph.landscapes import drawn, ref, shown, word

TEAMS = {"payments": "a b", "ledger": "c", "cards": "d"}


def told(folded) -> tuple[str, str]:
    """Groups as `payments(a b)`, links as `payments>ledger:2`."""
    name = {None: "?"}
    groups = " ".join(f"{name.get(each.ref) or each.ref.name}({shown(each.members)})" for each in folded.groups)
    links = " ".join(
        f"{name.get(each.source) or each.source.name}>{name.get(each.target) or each.target.name}:{len(each.edges)}"
        for each in folded.links
    )
    return groups, links


@pytest.mark.parametrize(
    ("text", "limit", "groups", "links"),
    [
        pytest.param("a>c b>c a>b", 9, "ledger(c) payments(a b)", "payments>ledger:2", id="needs inside are left out"),
        pytest.param("a>x", 9, "payments(a) ?(x)", "payments>?:1", id="what nobody owns comes last"),
        pytest.param("a>c c>a", 9, "ledger(c) payments(a)", "ledger>payments:1 payments>ledger:1", id="both ways"),
        pytest.param("a>c b>c a>d", 2, "ledger(c) payments(a b)", "payments>ledger:2", id="the heaviest stay"),
        pytest.param("", 9, "", "", id="nothing"),
    ],
)
def test_folds_by_team(text, limit, groups, links):
    """Things of one owner are one group, and needs between groups are counted."""
    landscape = drawn(text, **TEAMS)
    starts = [each for each in (ref("a"), ref("b")) if each in landscape.things]
    part = exploring.around(landscape, starts, depth=1)

    folded = folding.folded(landscape, part, "team", limit)

    assert told(folded) == (groups, links)


def test_says_how_many_groups_are_left_out():
    """The group it starts from stays, however little it needs."""
    landscape = drawn("a>c d>c e>c", payments="a", ledger="c", cards="d", lending="e")
    part = Part((ref("a"), ref("c"), ref("d"), ref("e")), landscape.network.edges)

    folded = folding.folded(landscape, part, "team", 2)

    assert {word(each.ref) for each in folded.groups if each.ref} == {"team.payments", "team.ledger"}
    assert folded.left_out == 2


def test_a_link_is_as_hard_as_its_hardest_need():
    """One hard need makes the link hard, one synchronous need makes it synchronous."""
    landscape = drawn("a~>c b=>c", payments="a b", ledger="c")
    part = Part(landscape.network.refs, landscape.network.edges)

    (link,) = folding.folded(landscape, part, "team", 9).links

    assert link.hard
    assert link.sync


def test_what_stands_apart_is_a_group_by_itself():
    """A thing that is asked about is not lost in its team, and stays whatever the limit."""
    landscape = drawn("a>c b>c d>c e>c", payments="a b c", ledger="d", cards="e")
    part = Part(landscape.network.refs, landscape.network.edges)

    folded = folding.folded(landscape, part, "team", 2, frozenset({ref("c")}))

    assert told(folded) == ("c(c) payments(a b)", "payments>c:2")
    assert folded.left_out == 2


def test_the_heaviest_links():
    """Of many links those stay that stand for most needs, in their order."""
    landscape = drawn("a>c b>c c>d d>a", payments="a b", ledger="c", cards="d")
    folded = folding.folded(landscape, Part(landscape.network.refs, landscape.network.edges), "team", 9)

    assert [len(link.edges) for link in folded.links] == [1, 1, 2]
    assert [len(link.edges) for link in folding.heaviest(folded.links, 2)] == [1, 2]
    assert folding.heaviest(folded.links, 3) == folded.links
