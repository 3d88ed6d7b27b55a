"""What stands around an entity, as its page tells it: what it needs, what needs it, and what stops with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from app.drawing import dot
from app.entities import Ref
from app.graph.edges import Edge
from app.positions import Position
from app.questions.entity import About
from app.questions.mention import Mention
from app.questions.neighbourhood import Neighbour, Neighbourhood
from app.web import urls, words

# A need is written at one of its ends; seen from the needed end it is the other half of the relation.
_REVERSED = {"dependsOn": "dependencyOf", "consumesApi": "apiConsumedBy", "apiProvidedBy": "providesApi"}
_MOST_TOLD = 6


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
class Failing:
    """What the failure of an entity does to what needs it directly, and which owners to tell."""

    stops: int = 0
    degrades: int = 0
    critical: int = 0
    tell: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """The needs of an entity, those for it, what its failure does, and the drawing of all as DOT."""

    needs: tuple[Need, ...]
    needed: tuple[Need, ...]
    failing: Failing
    source: str
    shown: int
    left_out: int


def of(about: About, near: Neighbourhood, hue: Callable[[Mention | None], str]) -> Around:
    """The neighbourhood of an entity, told from where it stands. `source` is empty where a drawing would not help."""
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
    return Around(needs, needed, _failing(needed, near.centre.owner), _source(near, hue), len(others), near.left_out)


def _need(other: Neighbour, edge: Edge, position: Position | None) -> Need:
    return Need(other, edge.criticality, edge.mode, edge.access, edge.assumed, position)


def _failing(needed: Iterable[Need], owner: Mention | None) -> Failing:
    lines = list(needed)
    hard = {line.other.mention.ref for line in lines if line.criticality == "hard"}
    every = {line.other.mention.ref: line.other for line in lines}
    tell = {each.owner.ref: each.owner for each in every.values() if each.owner and each.owner != owner}
    return Failing(
        len(hard),
        len(every) - len(hard),
        sum(each.mention.tier == 1 for each in every.values()),
        tuple(tell[ref] for ref in sorted(tell))[:_MOST_TOLD],
    )


def _source(near: Neighbourhood, hue: Callable[[Mention | None], str]) -> str:
    nodes = [_node(each, hue) for each in (near.centre, *near.neighbours)]
    nodes[0] = replace(nodes[0], classes=(*nodes[0].classes, "is-root"))
    names = {each.mention.ref: words.name(each.mention) for each in (near.centre, *near.neighbours)}
    edges = [_edge(edge, names) for edge in near.needs]
    return dot.source(nodes, edges) if edges and not dot.too_large(nodes, edges) else ""


def _node(neighbour: Neighbour, hue: Callable[[Mention | None], str]) -> dot.Node:
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
        hint=f"{name}, {words.kind(mention)}, {note}",
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
