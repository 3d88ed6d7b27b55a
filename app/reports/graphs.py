"""An answer about the graph as a drawing, as rows of a table, and as data."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.drawing.dot import Cluster, Direction, Edge, Graph, Node
from app.entities import Ref
from app.graph.landscape import Landscape, Thing
from app.questions import graph, signs
from app.questions.graph import HOLDERS, Arrow, Box, Explored
from app.questions.tally import Tally

Hue = Callable[[Ref | None], str]
"""The class of a team's hue, empty for who has none."""

Address = Callable[[Thing], str]
"""Where a box leads, empty for nowhere."""

HUES = 10
COLUMNS = ("source", "source_owner", "target", "target_owner", "relation", "criticality", "mode", "access", "assumed")

TIER_HUES: Mapping[int, int] = {1: 6, 2: 3, 3: 7, 4: 9}
LIFE_HUES: Mapping[str, int] = {"production": 8, "experimental": 7, "deprecated": 3}
GAP_HUES: Mapping[str, int] = {"error": 6, "gap": 3, "advice": 7, "notice": 9, "none": 8}
OTHER_HUE = 9
"""What a hue stands for where boxes are not coloured by owner."""

_MOST_LABELS = 30


def drawn(
    found: Explored,
    hue: Hue,
    address: Address = lambda _: "",
    tallies: Mapping[Ref, Tally] | None = None,
    direction: Direction = "LR",
) -> Graph:
    """What was explored as boxes, arrows and frames. `tallies` count the gaps, for colouring by these."""
    titles = {box.key: called(box, found) for box in found.boxes}
    frames = {box.frame.ref: box.frame for box in found.boxes if box.frame}
    labelled = bool(found.folded) and len(found.arrows) <= _MOST_LABELS
    return Graph(
        nodes=tuple(_node(box, found, hue, address, tallies or {}) for box in found.boxes),
        edges=tuple(_edge(arrow, titles, labelled=labelled) for arrow in found.arrows),
        clusters=tuple(Cluster(str(ref), ref.declared, (hue(ref),)) for ref in frames),
        direction=direction,
        roomy=found.wanted.depth == 1 and not (found.framed or found.folded or found.to),
    )


def palette(landscape: Landscape) -> Hue:
    """The hue of each team by its place among all of them, as pages give it out."""
    teams = sorted(ref for ref, thing in landscape.things.items() if ref.kind == "group" and thing.exists)
    places = {ref: f"hue-{place % HUES + 1}" for place, ref in enumerate(teams)}
    return lambda ref: places.get(ref, "") if ref else ""


def rows(landscape: Landscape, found: Explored) -> Iterator[tuple[str | bool, ...]]:
    """Every need that was found, as `COLUMNS`."""
    for line in graph.lines(landscape, found.edges):
        _, _, relation, criticality, mode, access, assumed = line.need
        yield (
            line.source.ref.short,
            line.source_owner.ref.short if line.source_owner else "",
            line.target.ref.short,
            line.target_owner.ref.short if line.target_owner else "",
            relation,
            criticality,
            mode,
            access,
            assumed,
        )


def data(found: Explored) -> dict[str, Any]:
    """What was explored as maps and lists; nodes and edges are the boxes and arrows that are shown."""
    return {
        "title": found.title,
        "told": found.told,
        "things": found.things,
        "owners": found.owners,
        "needs": len(found.edges),
        "folded": found.folded,
        "left_out": found.left_out,
        "edges_left_out": found.arrows_left_out,
        "complete": found.complete,
        "nodes": [_node_data(box) for box in found.boxes],
        "edges": [_edge_data(arrow) for arrow in found.arrows],
    }


def needs_told(arrow: Arrow) -> str:
    """How an arrow's needs are: `hard, sync`, or of several how many are hard and synchronous."""
    if len(arrow.needs) == 1:
        (need,) = arrow.needs
        return f"{need.criticality}, {need.mode}{', assumed' if need.assumed else ''}"
    hard = sum(need.criticality == "hard" for need in arrow.needs)
    later = sum(need.mode == "async" for need in arrow.needs)
    said = [f"{len(arrow.needs):,} needs", f"{hard:,} hard" if hard else "all soft"]
    return ", ".join([*said, *([f"{later:,} asynchronous"] if later else [])])


def called(box: Box, found: Explored) -> str:
    """What a box is called."""
    if box.thing is None:
        return "no owner" if found.folded == "team" else f"no {found.folded}"
    return box.thing.title if box.thing.ref.kind == "user" else box.thing.ref.declared


def _node(box: Box, found: Explored, hue: Hue, address: Address, tallies: Mapping[Ref, Tally]) -> Node:
    thing, name = box.thing, called(box, found)
    if thing is None:
        note = _many(box.size, "thing")
        return Node(box.key, name, note, f"{name} {note}", classes=("kind-unknown", "is-missing", "is-folded"))
    note = _note(box, found, tallies)
    sign = signs.icon(thing)
    classes = (
        f"kind-{sign}",
        f"tier-{thing.tier}" if thing.tier else "",
        f"life-{thing.lifecycle}" if thing.lifecycle in LIFE_HUES else "",
        _coloured(box, found, hue, tallies),
        "is-root" if box.start else "",
        "" if thing.exists else "is-missing",
        "is-folded" if box.size else "",
    )
    return Node(
        key=box.key,
        title=name,
        note=note,
        # What is heard begins with what is seen, for those who speak it to follow the link.
        hint=f"{name} {note}, {signs.kind(thing)}",
        url=address(thing) if thing.exists else "",
        classes=classes,
        store=sign == "store",
        cluster=str(box.frame.ref) if box.frame else "",
    )


def _note(box: Box, found: Explored, tallies: Mapping[Ref, Tally]) -> str:
    """The second line of a box: whose it is, and what the colour tells."""
    thing = box.thing
    if box.size or thing is None:
        return _many(box.size, "thing")
    if not thing.exists:
        return "not in the catalog"
    if found.wanted.colour == "lifecycle":
        told = thing.lifecycle or "no lifecycle"
    elif found.wanted.colour == "gap":
        told = _many(tallies[thing.ref].total, "gap") if thing.ref in tallies else "no gap"
    else:
        told = f"tier {thing.tier}" if thing.tier else ""
    owner = thing.owner.declared if thing.owner else "no owner"
    known = found.framed == "team" and thing.owner is not None
    return " · ".join(part for part in (signs.kind(thing) if known else owner, told) if part)


def _coloured(box: Box, found: Explored, hue: Hue, tallies: Mapping[Ref, Tally]) -> str:
    thing = box.thing
    if thing is None or (box.size and found.wanted.colour != "owner"):
        return ""
    if found.wanted.colour == "tier":
        return f"hue-{TIER_HUES[thing.tier]}" if thing.tier else ""
    if found.wanted.colour == "lifecycle":
        return f"hue-{LIFE_HUES.get(thing.lifecycle, OTHER_HUE)}" if thing.lifecycle else ""
    if found.wanted.colour == "gap":
        worst = tallies[thing.ref].worst if thing.ref in tallies else None
        return f"hue-{GAP_HUES[worst or 'none']}"
    if found.framed == "team":
        return ""
    return hue(thing.ref if thing.ref.kind in HOLDERS else thing.owner)


def _edge(arrow: Arrow, titles: Mapping[str, str], *, labelled: bool) -> Edge:
    return Edge(
        arrow.source,
        arrow.target,
        f"{titles[arrow.source]} needs {titles[arrow.target]}: {needs_told(arrow)}",
        hard=arrow.hard,
        sync=arrow.sync,
        label=f"{len(arrow.needs):,}" if labelled and len(arrow.needs) > 1 else "",
    )


def _node_data(box: Box) -> dict[str, Any]:
    thing = box.thing
    return {
        "key": box.key,
        "ref": str(thing.ref) if thing else None,
        "title": thing.title if thing else "",
        "exists": bool(thing and thing.exists),
        "type": thing.type if thing else None,
        "lifecycle": thing.lifecycle if thing else None,
        "tier": thing.tier if thing else None,
        "owner": str(thing.owner) if thing and thing.owner else None,
        "system": str(thing.system) if thing and thing.system else None,
        "domain": str(thing.domain) if thing and thing.domain else None,
        "things": box.size or 1,
        "start": box.start,
    }


def _edge_data(arrow: Arrow) -> dict[str, Any]:
    return {
        "source": arrow.source,
        "target": arrow.target,
        "needs": len(arrow.needs),
        "relations": sorted({need.relation for need in arrow.needs}),
        "criticality": "hard" if arrow.hard else "soft",
        "mode": "sync" if arrow.sync else "async",
        "access": sorted({need.access for need in arrow.needs}),
        "assumed": sum(need.assumed for need in arrow.needs),
    }


def _many(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
