"""What stands around an entity, as its page tells it: what it needs, and what needs it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.drawing import dot
from app.entities import Ref
from app.graph.edges import Edge
from app.positions import Position
from app.questions.entity import About
from app.questions.mention import Mention
from app.questions.neighbourhood import Neighbour, Neighbourhood
from app.web import urls, words

Hue: TypeAlias = Callable[[Mention | None], str]

# A need is written at one of its ends; seen from the needed end it is the other half of the relation.
_REVERSED = {"dependsOn": "dependencyOf", "consumesApi": "apiConsumedBy", "apiProvidedBy": "providesApi"}
_MOST_BOXES = 20


@dataclass(frozen=True, slots=True)
class Need:
    """A line of a table of needs: the other end, how it is needed, and where this entity says so."""

    other: Neighbour
    criticality: str
    mode: str
    access: str
    assumed: bool
    position: Position | None


@dataclass(frozen=True, slots=True)
class Around:
    """The needs of an entity, those for it, and the drawing of all as DOT.

    `source` is empty where a drawing would not help, and `folded` where it shows teams for what they own.
    """

    needs: tuple[Need, ...]
    needed: tuple[Need, ...]
    source: str
    folded: bool
    shown: int
    left_out: int


def of(about: About, near: Neighbourhood, hue: Hue) -> Around:
    """The neighbourhood of an entity, told from where it stands."""
    centre = near.centre.mention.ref
    others = {each.mention.ref: each for each in near.neighbours}
    written = {(each.type, each.target.ref): each.position for each in about.relations}
    needs = tuple(
        _need(others[edge.target], edge, written.get((edge.relation, edge.target)))
        for edge in near.needs
        if edge.source == centre and edge.target in others
    )
    needed = tuple(
        _need(others[edge.source], edge, written.get((_REVERSED.get(edge.relation, ""), edge.source)))
        for edge in near.needs
        if edge.target == centre and edge.source in others
    )
    folded = len(others) > _MOST_BOXES
    nodes, edges = _by_team(near, hue) if folded else _each(near, hue)
    return Around(
        needs,
        needed,
        dot.source(dot.Graph(tuple(nodes), tuple(edges))) if edges and not dot.too_large(nodes, edges) else "",
        folded,
        len(others),
        near.left_out,
    )


def _need(other: Neighbour, edge: Edge, position: Position | None) -> Need:
    return Need(other, edge.criticality, edge.mode, edge.access, edge.assumed, position)


def _each(near: Neighbourhood, hue: Hue) -> tuple[list[dot.Node], list[dot.Edge]]:
    """A box for each neighbour."""
    everyone = (near.centre, *near.neighbours)
    names = {each.mention.ref: words.name(each.mention) for each in everyone}
    return _rooted([_node(each, hue) for each in everyone]), [_edge(edge, names) for edge in near.needs]


def _by_team(near: Neighbourhood, hue: Hue) -> tuple[list[dot.Node], list[dot.Edge]]:
    """A box for each team among the neighbours, since forty boxes answer nothing at a glance."""
    centre, title = str(near.centre.mention.ref), words.name(near.centre.mention)
    teams = {str(each.mention.ref): _team_key(each.owner) for each in near.neighbours}
    owners = {_team_key(each.owner): each.owner for each in near.neighbours}
    sizes = Counter(teams.values())
    ends = {str(near.centre.mention.ref): centre, **teams}
    needs: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in near.needs:
        if near.centre.mention.ref in (edge.source, edge.target) and edge.source != edge.target:
            needs[ends[str(edge.source)], ends[str(edge.target)]].append(edge)
    nodes = [_team_node(key, owner, sizes[key], hue) for key, owner in owners.items()]
    edges = [
        dot.Edge(
            source,
            target,
            f"{words.count(len(found), 'need')} between {title} and {words.name(owner) if owner else 'no owner'}",
            hard=any(edge.criticality == "hard" for edge in found),
            sync=any(edge.mode == "sync" for edge in found),
        )
        for (source, target), found in needs.items()
        for owner in (owners[source if target == centre else target],)
    ]
    return _rooted([_node(near.centre, hue), *nodes]), edges


def _rooted(nodes: list[dot.Node]) -> list[dot.Node]:
    first, *others = nodes
    return [replace(first, classes=(*first.classes, "is-root")), *others]


def _team_key(owner: Mention | None) -> str:
    return f"owner {owner.ref}" if owner else "owner"


def _team_node(key: str, owner: Mention | None, size: int, hue: Hue) -> dot.Node:
    title = words.name(owner) if owner else "no owner"
    return dot.Node(
        key=key,
        title=title,
        note=words.count(size, "thing"),
        # What is heard begins with what is seen, for those who speak it to follow the link.
        hint=f"{title} {words.count(size, 'thing')}, owner of them",
        url=urls.entity(owner) if owner and owner.exists else "",
        classes=("kind-team", hue(owner), "" if owner and owner.exists else "is-missing"),
    )


def _node(neighbour: Neighbour, hue: Hue) -> dot.Node:
    mention, owner, name = neighbour.mention, neighbour.owner, words.name(neighbour.mention)
    note = words.name(owner) if owner else "no owner"
    if mention.tier:
        note = f"{note} · tier {mention.tier}"
    if not mention.exists:
        note = "not in the catalog"
    icon = words.icon(mention)
    return dot.Node(
        key=str(mention.ref),
        title=name,
        note=note,
        # As for teams: what is seen, then the rest.
        hint=f"{name} {note}, {words.kind(mention)}",
        url=urls.entity(mention) if mention.exists else "",
        classes=(
            f"kind-{icon}",
            f"tier-{mention.tier}" if mention.tier else "",
            words.life(mention.lifecycle),
            hue(owner),
            "" if mention.exists else "is-missing",
        ),
        store=icon == "store",
    )


def _edge(edge: Edge, names: Mapping[Ref, str]) -> dot.Edge:
    hint = f"{names[edge.source]} needs {names[edge.target]}: {edge.criticality}, {edge.mode}"
    return dot.Edge(str(edge.source), str(edge.target), hint, edge.criticality == "hard", edge.mode == "sync")
