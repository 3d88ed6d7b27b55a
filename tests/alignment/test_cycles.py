"""Circles are known with the teams in them and the fewest needs to soften."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alignment import cycles, estate
from app.graph.components import strong
from app.graph.network import joining
from app.policy import DEFAULT
from app.rules import RULES
from tests.alignment.estates import EXAMPLES, estate_of
from tests.texts import a, all_of, team

TEAMS = all_of(team("red"), team("blue"))


def needing(name, owner, *needs, soft=(), hard=(), apis=(), provides=()):
    """A service and what it needs: `soft` and `hard` say so, of the others nobody does."""
    ways = {"criticality: hard, mode: sync": hard, "criticality: soft": soft}
    said = ", ".join(f"component:{need}: {{{how}}}" for how, names in ways.items() for need in names)
    return a(
        f"Component {name}",
        "type: service",
        *([f"owner: {owner}"] if owner else []),
        f"dependsOn: [{', '.join(f'component:{need}' for need in (*needs, *soft, *hard))}]",
        f"dependencyDetails: {{{said}}}",
        f"consumesApis: [{', '.join(apis)}]",
        f"providesApis: [{', '.join(provides)}]",
    )


TANGLED = [("a", "red", "b", "c"), ("b", "blue", "c", "a"), ("c", "red", "a", "b"), ("d", "red", "e"), ("e", "", "d")]
"""Circles with more than one smallest cut."""


def rows(*texts):
    """The rows of some things and the teams."""
    return cycles.rows(estate_of(all_of(*texts, TEAMS)))


def told(row):
    """A row in words: who, what to soften, and what that rests on."""
    cut = " ".join(f"{each.source.name}>{each.target.name}{'?' * each.assumed}{'!' * each.crosses}" for each in row.cut)
    return f"{' '.join(ref.name for ref in row.members)}: {row.verdict}: {cut}"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([needing("a", "red", "b"), needing("b", "red")], [], id="no circle"),
        pytest.param([needing("a", "red", "a")], [], id="what needs itself"),
        pytest.param([needing("a", "red", "b"), needing("b", "red", soft=["a"])], [], id="a soft need ends it"),
        pytest.param([needing("a", "red", "b"), needing("b", "red", "a")], ["a b: within: a>b?"], id="of one team"),
        pytest.param([needing("a", "red", "b"), needing("b", "blue", "a")], ["a b: across: a>b?!"], id="of two"),
        pytest.param([needing("a", "red", "b"), needing("b", "", "a")], ["a b: within: a>b?"], id="of one and nobody"),
        pytest.param(
            [needing("a", "red", hard=["b"]), needing("b", "blue", "a")],
            ["a b: across: b>a?!"],
            id="what nobody wrote first",
        ),
        pytest.param(
            [needing("a", "red", "b"), needing("b", "red", "c"), needing("c", "blue", "a")],
            ["a b c: across: b>c?!"],
            id="then what crosses",
        ),
        pytest.param(
            [needing("a", "red", "b"), needing("b", "red", hard=["c"]), needing("c", "blue", hard=["a"])],
            ["a b c: across: a>b?"],
            id="what nobody wrote before what crosses",
        ),
        pytest.param(
            [needing("a", "red", "b"), needing("b", "red", "c", "a"), needing("c", "red", "b")],
            ["a b c: within: a>b? b>c?"],
            id="two circles on one thing",
        ),
        pytest.param(
            [a("API p"), needing("a", "red", apis=["p"]), needing("b", "blue", "a", provides=["p"])],
            ["a b: across: b>a?!"],
            id="through an API, never how it is provided",
        ),
        pytest.param([a("API p"), needing("a", "red", apis=["p"], provides=["p"])], [], id="an API of its own"),
        pytest.param(
            [a("API p"), needing("a", "red", "b", apis=["p"], provides=["p"]), needing("b", "red", "a")],
            ["a b: within: a>b?"],
            id="an API of its own beside a circle",
        ),
        pytest.param(
            [
                a("API p"),
                needing("a", "red", apis=["p"], provides=["p"]),
                needing("b", "red", "a", provides=["p"]),
            ],
            ["a b: within: a>p?"],
            id="an API of its own and of another",
        ),
    ],
)
def test_names_the_fewest_needs_to_soften(texts, found):
    """`?` marks a need that nobody wrote to be hard, `!` one between two teams."""
    assert [told(row) for row in rows(*texts)] == found


def test_counts_what_is_in_it():
    """Members without APIs, services, teams, what nobody owns, needs and those on the default."""
    (row,) = rows(
        a("API p"),
        needing("a", "red", apis=["p"]),
        needing("b", "blue", hard=["c"], provides=["p"]),
        a("Component c", "type: library", "dependsOn: [component:a]"),
    )

    assert (row.size, row.services, row.unowned, row.edges, row.assumed) == (3, 2, 1, 4, 2)
    assert [ref.name for ref in row.teams] == ["blue", "red"]
    assert [ref.name for ref in row.way] == ["p", "b", "c", "a", "p"]
    assert (str(row.about), row.team.name, row.softenings, row.least, row.exact, row.opens) == (
        "component:default/a",
        "red",
        1,
        1,
        True,
        True,
    )


def test_an_api_of_very_many_is_cut_by_all(monkeypatch):
    """Where too many provide an API to tell them apart the circle is opened, and not said to be by the fewest needs."""
    monkeypatch.setattr(cycles, "MOST_PROVIDERS", 1)
    (row,) = rows(
        a("API p"), needing("a", "red", "b", apis=["p"], provides=["p"]), needing("b", "red", "a", provides=["p"])
    )

    assert told(row) == "a b: within: a>p? a>b?"
    assert (row.least, row.exact, row.opens) == (1, False, True)


def test_is_about_what_somebody_declares():
    """A member that nobody declares is in it all the same."""
    (row,) = rows(a("Resource r", "owner: red", "dependsOn: [component:x]", "dependencyOf: [component:x]"))

    assert [str(ref) for ref in row.members] == ["component:default/x", "resource:default/r"]
    assert (row.key, row.services, row.unowned) == ("resource:default/r", 0, 1)


def test_those_across_teams_stand_first():
    """Then the larger; keys stay in order."""
    found = rows(
        *(needing(one, "red", other) for one, other in [("a", "b"), ("b", "a")]),
        *(needing(one, "red", other) for one, other in [("c", "d"), ("d", "e"), ("e", "c")]),
        needing("x", "red", "y"),
        needing("y", "blue", "x"),
    )

    assert [row.first.name for row in found] == ["a", "c", "x"]
    assert [row.first.name for row in sorted(found, key=lambda row: (row.weight, row.key))] == ["x", "c", "a"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_agrees_with_the_rule(name):
    """There is a row for each finding of the rule, and a cut of one is the need that the rule names."""
    catalog = EXAMPLES[name]()
    found = cycles.rows(estate.of(catalog, DEFAULT))
    findings = sorted(RULES["cycle"].check(catalog, DEFAULT), key=lambda finding: finding.ref)

    assert [row.first for row in found] == [finding.ref for finding in findings]
    for row, finding in zip(found, findings, strict=True):
        if row.softenings == 1 and "no circle is left" in str(finding.remedy):
            assert f"`{row.cut[0].source.short}` need `{row.cut[0].target.short}`" in finding.remedy


@pytest.mark.parametrize("name", EXAMPLES)
def test_softened_no_circle_is_left(name):
    """Without the needs of all cuts nothing but a thing and its own API need each other."""
    here = estate.of(EXAMPLES[name](), DEFAULT)
    cut = {each[:3] for row in cycles.rows(here) for each in row.cut}
    left = joining(edge for edge in here.hard.edges if (edge.source, edge.target, edge.relation) not in cut)

    assert not [group for group in strong(left) if sum(ref.kind != "api" for ref in group) > 1]


@given(st.permutations([a("API p"), *(needing(*spec) for spec in TANGLED)]))
def test_does_not_depend_on_the_order_of_files(texts):
    """However things are written down, the same circles are found, with the same needs to soften."""
    assert rows(*texts) == rows(a("API p"), *(needing(*spec) for spec in TANGLED))
