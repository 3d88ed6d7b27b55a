"""What a failure or a removal does as a drawing, as rows of a table, and as data."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.drawing.dot import Edge, Graph, Node
from app.entities import Ref
from app.graph import exploring, folding
from app.graph.edges import Edge as Need
from app.graph.exploring import SORTS, Part, View
from app.graph.folding import Group
from app.graph.landscape import Landscape, Thing
from app.questions import signs
from app.questions.graph import MOST_ARROWS, READABLE
from app.questions.impact import Failing, Going, Hit, Rewrite, Tell, Written
from app.reports.graphs import Address

COLUMNS = ("hit", "thing", "type", "tier", "owner", "because", "criticality", "mode", "chain", "assumed")
REWRITES = ("thing", "type", "tier", "owner", "needs", "relation", "criticality", "mode", "file", "line")

_NO_APIS = View(sorts=frozenset(SORTS) - {"apis"})


def drawn(landscape: Landscape, found: Failing, address: Address = lambda _: "") -> Graph:
    """What stops and what degrades, what fails at the left; by team where it is too much to read."""
    hit = {each.thing.ref: each for each in (*found.stops, *found.degrades)}
    failing = [ref for ref in landscape.meant(found.thing.ref) if ref.kind != "api" or ref == found.thing.ref]
    down = {each.thing.ref for each in found.stops}
    if len(hit) + len(failing) <= READABLE:
        view = View() if found.thing.ref.kind == "api" else _NO_APIS
        part = exploring.around(landscape, [*failing, *hit], depth=0, view=view)
        nodes = [_node(landscape[ref], _state(ref, down, failing), address) for ref in part.refs]
        edges = [_edge(need) for need in part.edges if need.target in down or need.target in failing]
        return Graph(
            tuple(nodes), tuple(edge for edge in edges if edge.source not in map(str, failing)), direction="RL"
        )
    needs = tuple(_direct(each) for each in hit.values())
    folded = folding.folded(landscape, Part((*failing, *hit), needs), "team", READABLE, frozenset(failing[:1]))
    groups = [_group(landscape, group, down, failing, address) for group in folded.groups]
    links = [
        Edge(_key(link.source), _key(link.target), _many(len(link.edges), "need"), link.hard, link.sync)
        for link in folding.heaviest(folded.links, MOST_ARROWS)
    ]
    return Graph(tuple(groups), tuple(links), direction="RL", roomy=False)


def rows(found: Failing) -> Iterator[tuple[str | int | bool | None, ...]]:
    """Everything that is hit, as `COLUMNS`."""
    for word, hits in (("stops", found.stops), ("degrades", found.degrades)):
        for hit in hits:
            yield (
                word,
                hit.thing.ref.short,
                hit.thing.type,
                hit.thing.tier,
                _short(hit.owner),
                hit.because.ref.short,
                hit.chain[0].criticality,
                hit.chain[0].mode,
                " > ".join(ref.short for ref in (hit.thing.ref, *(need.target for need in hit.chain))),
                hit.assumed,
            )


def rewrites(found: Going, places: Mapping[Need, Written]) -> Iterator[tuple[str | int | None, ...]]:
    """Everything that has to be rewritten, as `REWRITES`."""
    for each in found.rewrites:
        place = places[each.need].position if each.need in places else None
        yield (
            each.thing.ref.short,
            each.thing.type,
            each.thing.tier,
            _short(each.owner),
            each.target.ref.short,
            each.need.relation,
            each.need.criticality,
            each.need.mode,
            place.path if place else None,
            place.line if place else None,
        )


def data(found: Failing, text: str) -> dict[str, Any]:
    """What a failure does as maps and lists."""
    return {
        "title": found.title,
        "told": found.told,
        "thing": _thing(found.thing, found.owner),
        "stops": [_hit(hit) for hit in found.stops],
        "degrades": [_hit(hit) for hit in found.degrades],
        "rewrites": [],
        "tell": [_tell(each) for each in found.tell],
        "unowned": found.unowned,
        "needs": found.needs,
        "assumed": found.assumed,
        "complete": found.complete,
        "text": text,
    }


def data_of_going(found: Going, places: Mapping[Need, Written], text: str) -> dict[str, Any]:
    """What has to be rewritten as maps and lists."""
    return {
        "title": found.title,
        "told": found.told,
        "thing": _thing(found.thing, found.owner),
        "stops": [],
        "degrades": [],
        "rewrites": [_rewrite(each, places) for each in found.rewrites],
        "tell": [_tell(each) for each in found.tell],
        "unowned": found.unowned,
        "needs": len(found.rewrites),
        "assumed": sum(each.need.assumed for each in found.rewrites),
        "complete": True,
        "text": text,
    }


def _direct(hit: Hit) -> Need:
    """The need that makes something a hit, past an API to whoever provides it."""
    need = hit.chain[0]
    past = need.target.kind == "api" and len(hit.chain) > 1
    return need._replace(target=hit.chain[1].target) if past else need


def _state(ref: Ref, down: set[Ref], failing: list[Ref]) -> str:
    return "is-root" if ref in failing else "is-down" if ref in down else "is-weak"


def _node(thing: Thing, state: str, address: Address) -> Node:
    owner = thing.owner.declared if thing.owner else "no owner"
    note = f"{owner} · tier {thing.tier}" if thing.tier else owner
    sign = signs.icon(thing)
    told = {"is-root": "fails", "is-down": "stops", "is-weak": "degrades"}[state]
    return Node(
        key=str(thing.ref),
        title=thing.ref.declared,
        note=note,
        hint=f"{thing.ref.declared} {note}, {told}",
        url=address(thing) if thing.exists else "",
        classes=(f"kind-{sign}", f"tier-{thing.tier}" if thing.tier else "", state),
        store=sign == "store",
    )


def _group(landscape: Landscape, group: Group, down: set[Ref], failing: list[Ref], address: Address) -> Node:
    if group.ref in failing and group.ref is not None:
        return _node(landscape[group.ref], "is-root", address)
    stops = sum(ref in down for ref in group.members)
    weak = sum(ref not in down and ref not in failing for ref in group.members)
    told = [f"{stops:,} stop{'s' if stops == 1 else ''}" if stops else ""]
    told.append(f"{weak:,} degrade{'s' if weak == 1 else ''}" if weak else "")
    note = ", ".join(part for part in told if part) or _many(len(group.members), "thing")
    title = group.ref.declared if group.ref else "no owner"
    thing = landscape[group.ref] if group.ref else None
    state = "is-down" if stops else "is-weak" if weak else "is-root"
    return Node(
        key=_key(group.ref),
        title=title,
        note=note,
        hint=f"{title} {note}",
        url=address(thing) if thing and thing.exists else "",
        classes=("kind-team", state, "is-folded"),
    )


def _edge(need: Need) -> Edge:
    hint = f"{need.source.declared} needs {need.target.declared}: {need.criticality}, {need.mode}"
    hint += ", assumed" if need.assumed else ""
    return Edge(str(need.source), str(need.target), hint, need.criticality == "hard", need.mode == "sync")


def _thing(thing: Thing, owner: Thing | None) -> dict[str, Any]:
    return {
        "ref": str(thing.ref),
        "title": thing.title,
        "type": thing.type,
        "lifecycle": thing.lifecycle,
        "tier": thing.tier,
        "owner": str(owner.ref) if owner else None,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    chain = [str(need.target) for need in hit.chain]
    return _thing(hit.thing, hit.owner) | _need(hit.chain[0]) | {"chain": chain, "assumed": hit.assumed}


def _need(need: Need) -> dict[str, Any]:
    return {
        "needs": str(need.target),
        "relation": need.relation,
        "criticality": need.criticality,
        "mode": need.mode,
        "access": need.access,
        "assumed": need.assumed,
    }


def _rewrite(each: Rewrite, places: Mapping[Need, Written]) -> dict[str, Any]:
    place = places[each.need].position if each.need in places else None
    known = {"file": place.path if place else None, "line": place.line if place else None}
    return _thing(each.thing, each.owner) | _need(each.need) | known


def _tell(tell: Tell) -> dict[str, Any]:
    return {
        "owner": str(tell.owner.ref),
        "stops": [str(thing.ref) for thing in tell.stops],
        "degrades": [str(thing.ref) for thing in tell.degrades],
        "rewrites": [str(thing.ref) for thing in tell.rewrites],
    }


def _short(thing: Thing | None) -> str:
    return thing.ref.short if thing else ""


def _key(ref: Ref | None) -> str:
    return str(ref) if ref else ""


def _many(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
