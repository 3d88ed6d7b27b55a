"""The teams around one: a small drawing of who needs whose things."""

from collections.abc import Callable

from app.drawing import dot
from app.questions.mention import Mention
from app.questions.team import Neighbour, Team
from app.web import urls, words

MOST = 12
"""How many teams a small drawing holds; the table beside it holds all."""


def source(team: Team, hue: Callable[[Mention | None], str]) -> str:
    """The drawing as DOT, empty where there is nothing to draw or too much."""
    if not 0 < len(team.neighbours) <= MOST:
        return ""
    nodes = (_node(team.mention, hue, "is-root"), *(_node(each.team, hue) for each in team.neighbours))
    edges = (edge for each in team.neighbours for edge in _edges(team.mention, each))
    return dot.source(dot.Graph(nodes, tuple(edges)))


def _node(team: Mention, hue: Callable[[Mention | None], str], *more: str) -> dot.Node:
    name, note = words.name(team), words.kind(team) if team.exists else "not in the catalog"
    return dot.Node(
        key=str(team.ref),
        title=name,
        note=note,
        # What is heard begins with what is seen, for those who speak it to follow the link.
        hint=f"{name} {note}",
        url=urls.entity(team) if team.exists else "",
        classes=(f"kind-{words.icon(team)}", hue(team), *more, *(() if team.exists else ("is-missing",))),
    )


def _edges(ours: Mention, other: Neighbour) -> list[dot.Edge]:
    found = []
    for source, target, number, hard in (
        (ours, other.team, other.needs, other.hard_needs),
        (other.team, ours, other.needed, other.hard_needed),
    ):
        if number:
            hint = f"{words.name(source)} needs {words.name(target)}: {number}, {hard} of them hard"
            found.append(dot.Edge(str(source.ref), str(target.ref), hint, hard=hard > 0, label=str(number)))
    return found
