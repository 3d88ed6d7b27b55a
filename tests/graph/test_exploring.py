"""Parts of the landscape: around things, and between two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph import exploring
from app.graph.exploring import View
from app.graph.network import joining
from tests.graph.landscapes import arrows, drawn, ref, shown
from tests.graph.networks import closure, names, pairs

NO_APIS = View(sorts=frozenset(exploring.SORTS) - {"apis"})

AROUND = [
    pytest.param("a>m m>z", "m", 1, "both", View(), "m a z", "a>m m>z", id="one step each way"),
    pytest.param("a>m m>z", "m", 1, "needs", View(), "m z", "m>z", id="what it needs"),
    pytest.param("a>m m>z", "m", 1, "needed", View(), "m a", "a>m", id="what needs it"),
    pytest.param("a>m m>z z>y", "m", 2, "both", View(), "m a z y", "a>m m>z z>y", id="two steps"),
    pytest.param("m>z b>z", "m", 2, "both", View(), "m z", "m>z", id="never along and then against"),
    pytest.param("a>m n>z", "m n", 1, "both", View(), "m n a z", "a>m n>z", id="several at once"),
    pytest.param("m>api.p api.p>b", "m", 1, "both", View(), "m api.p", "m>api.p", id="an API is a step"),
    pytest.param("m~>api.p api.p>b", "m", 1, "both", NO_APIS, "m b", "m~>b", id="an API left out leads on, as soft"),
    pytest.param("a=>api.p api.p>m", "m", 1, "both", NO_APIS, "m a", "a=>m", id="and back"),
    pytest.param("m>api.p", "m", 1, "both", NO_APIS, "m", "", id="an API that nobody provides leads nowhere"),
    pytest.param(
        "m>b m>db.d", "m", 1, "both", View(sorts=frozenset(("services",))), "m b", "m>b", id="a sort left out"
    ),
    pytest.param(
        "m>b m>api.p", "m", 1, "both", View(relations=frozenset(("dependsOn",))), "m b", "m>b", id="one relation"
    ),
    pytest.param("m>m", "m", 1, "both", View(), "m", "", id="what needs itself"),
    pytest.param("a>b", "m", 1, "both", View(), "m", "", id="not there"),
    pytest.param("a>m", "", 1, "both", View(), "", "", id="from nothing"),
]


@pytest.mark.parametrize(("text", "starts", "depth", "direction", "view", "refs", "edges"), AROUND)
def test_around(text, starts, depth, direction, view, refs, edges):
    """The starts first, then what is near, and the needs among them that are seen."""
    part = exploring.around(
        drawn(text), [ref(each) for each in starts.split()], depth=depth, direction=direction, view=view
    )

    assert shown(part.refs) == refs
    assert arrows(part.edges) == edges
    assert part.complete


def test_only_across_teams():
    """Needs inside a team are passed over, and nothing is reached through them."""
    landscape = drawn("a>b b>c b>d", payments="a b", ledger="c")

    part = exploring.around(landscape, [ref("a"), ref("b")], depth=2, view=View(across=True))

    assert shown(part.refs) == "a b c d"
    assert arrows(part.edges) == "b>c b>d"


def test_budget_ends_the_walk():
    """More things than the budget are cut, and the answer says so."""
    landscape = drawn(" ".join(f"m>n{number}" for number in range(40)))

    part = exploring.around(landscape, [ref("m")], budget=10)

    assert len(part.refs) == 10
    assert not part.complete


PATHS = [
    pytest.param("a>b", "a", "b", "needs", "a b", "a>b", id="straight"),
    pytest.param("a>b", "b", "a", "needed", "b a", "a>b", id="back"),
    pytest.param("a>x x>b a>y y>b", "a", "b", "needs", "a b x y", "a>x a>y x>b y>b", id="every shortest way"),
    pytest.param("a>b a>x x>b", "a", "b", "needs", "a b", "a>b", id="no longer way"),
    pytest.param("a>x x>y b>y", "a", "b", "shared", "a b x y", "a>x b>y x>y", id="both need something"),
    pytest.param("x>a x>b", "a", "b", "", "a b", "", id="needed by the same is no way"),
    pytest.param("a b", "a", "b", "", "a b", "", id="nothing"),
    pytest.param("a>b b>a", "a", "b", "needs", "a b", "a>b", id="a circle, the way that was asked first"),
    pytest.param("a>c b>d c>e d>e", "a b", "e", "needs", "a b e c d", "a>c b>d c>e d>e", id="from several"),
]


@pytest.mark.parametrize(("text", "one", "other", "how", "refs", "edges"), PATHS)
def test_between(text, one, other, how, refs, edges):
    """All shortest ways along the arrows, else back, else to what both need; the ends first."""
    path = exploring.between(drawn(text), [ref(each) for each in one.split()], [ref(other)])

    assert path.how == how
    assert shown(path.part.refs) == refs
    assert arrows(path.part.edges) == edges


@given(pairs, names, names)
def test_a_way_is_found_where_there_is_one(needs, one, other):
    """A way along the arrows is told exactly where one thing leads to another, and its needs are real."""
    landscape = drawn(" ".join(f"{a}>{b}" for a, b in needs) or "a")
    path = exploring.between(landscape, [ref(one)], [ref(other)])

    if one != other:
        assert (path.how == "needs") == ((one, other) in closure(needs))
    assert set(path.part.edges) <= set(landscape.network.edges)


@given(pairs, names, st.integers(1, 4))
def test_softness_changes_no_part(needs, start, depth):
    """What is around a thing does not depend on how hard needs are."""
    hard = drawn(" ".join(f"{a}>{b}" for a, b in needs) or "a")
    soft = hard.__class__(
        joining((edge._replace(criticality="soft") for edge in hard.network.edges), hard.network.refs), hard.things
    )

    refs = [exploring.around(each, [ref(start)], depth=depth).refs for each in (hard, soft)]
    assert refs[0] == refs[1]
