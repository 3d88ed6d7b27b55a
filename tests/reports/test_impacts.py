"""What a failure does as a drawing: what fails first, what stops in red, by team where it is much."""

from app.questions import impact
from app.reports import impacts
from tests.graph.landscapes import drawn, ref


def made(text: str, failing: str = "x", **owners: str):
    """The drawing of what a failure does."""
    landscape = drawn(text, **owners)
    return impacts.drawn(landscape, impact.failing(landscape, ref(failing)), lambda thing: f"/{thing.ref.name}")


def states(graph) -> dict[str, str]:
    """Each box with its state."""
    return {node.title: next(name for name in node.classes if name.startswith("is-")) for node in graph.nodes}


def arrows(graph) -> set[str]:
    """Arrows between the names of things."""
    titles = {node.key: node.title for node in graph.nodes}
    return {f"{titles[edge.source]}>{titles[edge.target]}" for edge in graph.edges}


def test_what_stops_and_what_degrades():
    """From right to left, what fails at the left; what it needs itself and what is not hit are not drawn."""
    graph = made("a>x b~>a x>z c>z b>z")

    assert graph.direction == "RL"
    assert states(graph) == {"x": "is-root", "a": "is-down", "b": "is-weak"}
    assert arrows(graph) == {"a>x", "b>a"}
    assert {node.title: node.hint for node in graph.nodes}["b"] == "b no owner, degrades"


def test_apis_are_passed_through():
    """Who consumes an API leads straight to its provider; an API that fails itself is drawn."""
    assert arrows(made("a>api.p api.p>x")) == {"a>x"}
    assert states(made("a>api.p api.p>x", "api.p")) == {"p": "is-root", "a": "is-down"}


def test_much_is_drawn_by_team():
    """More than can be read stands as teams, each with how much of it is hit."""
    text = " ".join(
        [*(f"s{number:02}>x" for number in range(20)), *(f"w{number:02}~>api.p" for number in range(9)), "api.p>x"]
    )
    graph = made(text, us="x", a=" ".join(f"s{n:02}" for n in range(20)), b=" ".join(f"w{n:02}" for n in range(9)))

    assert states(graph) == {"x": "is-root", "a": "is-down", "b": "is-weak"}
    assert {node.title: node.note for node in graph.nodes} == {"x": "us", "a": "20 stop", "b": "9 degrade"}
    assert arrows(graph) == {"a>x", "b>x"}


def test_all_that_a_team_holds():
    """Of several that fail each is a box."""
    assert states(made("a>x b>y", "team.us", us="x y")) == {
        "x": "is-root",
        "y": "is-root",
        "a": "is-down",
        "b": "is-down",
    }
