"""DOT from graph values: pure, sorted, and safe whatever authors write.

Names of nodes are our own (n1, n2, …); what authors wrote stands only in labels and tooltips, where
nothing of it can be read as markup or as an escape. DOT holds form and classes, never colour: the
style sheet colours drawings, and without it lines and outlines still tell one thing from another.
"""

import html
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import graphviz

from app import characters

MOST_NODES = 150
MOST_EDGES = 300
_MANY_NODES = 60
_LONGEST = 200

# Controls, lone surrogates, and what XML 1.0 does not hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Graphviz reads `\N` and its like even in markup and after entities, so a look-alike is drawn.
_BACKSLASH = "\N{REVERSE SOLIDUS OPERATOR}"
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[a-z][a-z0-9-]{0,39}")
_OWN_PATH = re.compile(r"/(?!/)[A-Za-z0-9._~!$'()*+,;=:@%/?&#-]*")

Direction = Literal["LR", "RL", "TB", "BT"]


UPRIGHT: Mapping[Direction, Direction] = {"LR": "TB", "RL": "BT"}
"""What stands for a direction where there is little width."""


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A box. `key` orders the drawing and ties edges to it, and is never written.

    `classes` are words of the style sheet, `url` a path of this site; other values are left out.
    `cluster` is the key of the frame it stands in, empty for none.
    """

    key: str
    title: str
    note: str = ""
    hint: str = ""
    url: str = ""
    classes: tuple[str, ...] = ()
    store: bool = False
    cluster: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """An arrow between the keys of two nodes: hard or soft, synchronous or not; `label` stands beside it."""

    source: str
    target: str
    hint: str = ""
    hard: bool = True
    sync: bool = True
    label: str = ""
    classes: tuple[str, ...] = ()

    @property
    def style(self) -> str:
        """How the line reads in black and white."""
        if not self.sync:
            return "dotted"
        return "solid" if self.hard else "dashed"


@dataclass(frozen=True, slots=True, order=True)
class Cluster:
    """A frame around the nodes that name its key."""

    key: str
    title: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """All that is drawn. `roomy` keeps its columns far apart, for many arrows between two of them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    direction: Direction = "LR"
    roomy: bool = True

    @property
    def ordered(self) -> tuple[tuple[str, Node], ...]:
        """The nodes by key, each with the name it has in text."""
        return tuple((f"n{number}", node) for number, node in enumerate(sorted(set(self.nodes)), 1))


def too_large(nodes: Collection[object], edges: Collection[object]) -> bool:
    """Whether a drawing would be a wall rather than an answer."""
    return len(nodes) > MOST_NODES or len(edges) > MOST_EDGES


def source(graph: Graph, *, icons: bool = True) -> str:
    """The DOT of a graph, the same for any order of its parts; an edge to no node is left out.

    With `icons` boxes leave room for the sign of their kind, which only our own SVG fills.
    """
    ordered = graph.ordered
    names = {node.key: name for name, node in ordered}
    drawing = graphviz.Digraph(
        "drawing",
        graph_attr=_graph(graph),
        node_attr={
            "shape": "box",
            "style": "rounded",
            "fontname": "Arial",
            "fontsize": "11.5",
            "margin": "0.09,0.045",
            "height": "0.44",
        },
        edge_attr={"fontname": "Arial", "fontsize": "9.5", "arrowhead": "vee", "arrowsize": "0.55"},
    )
    framed: dict[str, list[tuple[str, Node]]] = {cluster.key: [] for cluster in graph.clusters}
    for name, node in ordered:
        if node.cluster in framed:
            framed[node.cluster].append((name, node))
        else:
            drawing.node(name, _label(node, icons=icons), **_node(node))
    for number, cluster in enumerate(sorted(set(graph.clusters)), 1):
        with drawing.subgraph(name=f"cluster_{number}", graph_attr=_cluster(cluster)) as frame:
            for name, node in framed[cluster.key]:
                frame.node(name, _label(node, icons=icons), **_node(node))
    for edge in sorted(set(graph.edges)):
        if edge.source in names and edge.target in names:
            drawing.edge(names[edge.source], names[edge.target], **_edge(edge))
    written: str = drawing.source
    return written


def shown(text: str) -> str:
    """An author's text on one line: controls gone, at most 200 characters, an ellipsis where it was cut."""
    plain = characters.calm(_UNWRITABLE.sub("", characters.cut(text, _LONGEST)))
    return _SPACE.sub(" ", plain).strip().replace("\\", _BACKSLASH)


def _graph(graph: Graph) -> dict[str, str]:
    crowded = len(graph.nodes) > _MANY_NODES
    return {
        "rankdir": graph.direction,
        "bgcolor": "transparent",
        "pad": "0.1",
        "nodesep": "0.16" if graph.direction in UPRIGHT.values() else "0.08",
        "ranksep": "1.5" if graph.roomy else "0.7",
        "fontname": "Arial",
        "fontsize": "10",
        "splines": "line" if crowded else "spline",
        **({"nslimit": "2", "nslimit1": "2", "mclimit": ".3"} if crowded else {}),
        **({"newrank": "true"} if graph.clusters else {}),
    }


def _cluster(cluster: Cluster) -> dict[str, str]:
    return {
        "class": _classes(cluster.classes),
        "label": _quoted(cluster.title),
        "labeljust": "l",
        "style": "rounded",
        "fontsize": "10",
        "margin": "9",
    }


def _node(node: Node) -> dict[str, str]:
    attributes = {"class": _classes(node.classes), "tooltip": _quoted(node.hint)}
    if _OWN_PATH.fullmatch(node.url):
        attributes |= {"URL": _quoted(node.url)}
    if node.store:
        attributes |= {"shape": "cylinder", "style": "", "margin": "0.09,0.03"}
    for word in node.classes:
        attributes |= _FORMS.get(word, {})
    if node.store and "style" in attributes:
        attributes["style"] = attributes["style"].removeprefix("rounded").removeprefix(",")
    return attributes


_FORMS = {
    "is-root": {"penwidth": "2"},
    "is-down": {"penwidth": "1.75"},
    "is-weak": {"style": "rounded,dashed"},
    "is-missing": {"style": "rounded,dotted"},
    "is-folded": {"peripheries": "2"},
}
"""How the outline of a box reads in black and white."""


def _edge(edge: Edge) -> dict[str, str]:
    classes = ("hard" if edge.hard else "soft", "sync" if edge.sync else "async", *edge.classes)
    attributes = {"class": _classes(classes), "style": edge.style, "tooltip": _quoted(edge.hint)}
    return attributes | ({"label": _quoted(edge.label)} if edge.label else {})


def _classes(words: Iterable[str]) -> str:
    return " ".join(word for word in words if _WORD.fullmatch(word))


def _quoted(text: str) -> str:
    # Graphviz reads entities in quoted strings too.
    quoted: str = graphviz.escape(html.escape(shown(text)))
    return quoted


def _label(node: Node, *, icons: bool) -> str:
    """Room for an icon, the title, and under it the note; a cylinder's lid takes a line of its own."""
    lid = '<TR><TD COLSPAN="2" HEIGHT="7"></TD></TR>' if node.store else ""
    icon = '<TD ROWSPAN="2" WIDTH="22" HEIGHT="24" FIXEDSIZE="TRUE"></TD>' if icons else ""
    return (
        '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">'
        f"{lid}<TR>{icon}"
        f'<TD ALIGN="LEFT"><B>{_marked_up(node.title)}</B></TD></TR>'
        f'<TR><TD ALIGN="LEFT"><FONT POINT-SIZE="9.5">{_marked_up(node.note)}</FONT></TD></TR></TABLE>>'
    )


def _marked_up(text: str) -> str:
    # An empty <B> or <FONT> is a syntax error to Graphviz.
    return html.escape(shown(text)) or " "
