"""Landscapes for tests: drawn in words, with owners and sorts where they matter."""

from app.entities import Ref
from app.graph.edges import Edge
from app.graph.landscape import Landscape, Thing
from app.graph.network import joining

_ARROWS = {">": ("hard", "sync"), "~>": ("soft", "sync"), "=>": ("hard", "async")}


def ref(word: str) -> Ref:
    """`a` is a component, `db.a` a resource, `api.a` an API, `team.a`, `system.a` and `domain.a` what they say."""
    kind, _, name = word.rpartition(".")
    kinds = {"": "component", "db": "resource", "team": "group"}
    return Ref(kinds.get(kind, kind), "default", name)


def word(ref: Ref) -> str:
    """The other way round."""
    prefix = {"component": "", "resource": "db.", "group": "team."}.get(ref.kind, f"{ref.kind}.")
    return prefix + ref.name


def drawn(text: str, **owners: str) -> Landscape:
    """The landscape of words such as `a>b b~>c c=>d e`: hard, soft, asynchronous needs, and something alone.

    `owners` names the things of each team: `payments="a b"`. A component is a service, a resource a database.
    An arrow from an API says who provides it.
    """
    edges, alone = [], set()
    for part in text.split():
        arrow = next((each for each in ("~>", "=>", ">") if each in part), "")
        if not arrow:
            alone.add(ref(part))
            continue
        source, target = map(ref, part.split(arrow))
        relation = "apiProvidedBy" if source.kind == "api" else "consumesApi" if target.kind == "api" else "dependsOn"
        edges.append(Edge(source, target, relation, *_ARROWS[arrow], "unknown", assumed=arrow == ">"))
    network = joining(edges, alone)
    held = {ref(each): ref(f"team.{team}") for team, things in owners.items() for each in things.split()}
    types = {"component": "service", "resource": "database", "api": "openapi"}
    things = {
        each: Thing(each, each.name, exists=True, type=types.get(each.kind), owner=held.get(each))
        for each in network.refs
    }
    return Landscape(network, things)


def shown(refs) -> str:
    """Things in the order they come."""
    return " ".join(word(each) for each in refs)


def arrows(edges) -> str:
    """Needs in the order they come."""
    marks = {pair: arrow for arrow, pair in _ARROWS.items()}
    return " ".join(
        f"{word(each.source)}{marks.get((each.criticality, each.mode), '~=>')}{word(each.target)}" for each in edges
    )
