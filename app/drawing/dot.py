"""DOT from graph values: pure, sorted, and safe whatever authors write.

Names of nodes are our own (n1, n2, …); what authors wrote stands only in labels and tooltips, where
nothing of it can be read as markup or as an escape. DOT holds form and classes, never colour: the
style sheet colours drawings.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import graphviz

MOST_NODES = 150
MOST_EDGES = 300
_MANY_NODES = 60
_LONGEST = 200

# Controls, lone surrogates, marks that turn the direction of writing, and what XML 1.0 does not hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# Graphviz reads `\N` and its like even in markup and after entities, so a look-alike is drawn.
_BACKSLASH = "\N{REVERSE SOLIDUS OPERATOR}"
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[a-z][a-z0-9-]{0,39}")
_OWN_PATH = re.compile(r"/(?!/)[A-Za-z0-9._~!$'()*+,;=:@%/?&#-]*")

Direction = Literal["LR", "RL", "TB"]


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A box. `key` orders the drawing and ties edges to it, and is never written.

    `classes` are words of the style sheet, `url` a path of this site; other values are left out.
    """

    key: str
    title: str
    note: str = ""
    hint: str = ""
    url: str = ""
    classes: tuple[str, ...] = ()
    store: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """An arrow between the keys of two nodes: hard or soft, synchronous or not."""

    source: str
    target: str
    hint: str = ""
    hard: bool = True
    sync: bool = True

    @property
    def style(self) -> str:
        """How the line reads in black and white."""
        if not self.sync:
            return "dotted"
        return "solid" if self.hard else "dashed"


def too_large(nodes: Iterable[Node], edges: Iterable[Edge]) -> bool:
    """Whether a drawing would be a wall rather than an answer."""
    return len(list(nodes)) > MOST_NODES or len(list(edges)) > MOST_EDGES


def source(nodes: Iterable[Node], edges: Iterable[Edge], direction: Direction = "LR") -> str:
    """The DOT of a graph, the same for any order of its nodes and edges; an edge to no node is left out."""
    ordered = sorted(set(nodes))
    names = {node.key: f"n{number}" for number, node in enumerate(ordered, 1)}
    drawing = graphviz.Digraph(
        "drawing",
        graph_attr=_graph(len(ordered), direction),
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
    for node in ordered:
        drawing.node(names[node.key], _label(node), **_node(node))
    for edge in sorted(set(edges)):
        if edge.source in names and edge.target in names:
            drawing.edge(names[edge.source], names[edge.target], **_edge(edge))
    written: str = drawing.source
    return written


def shown(text: str) -> str:
    """An author's text on one line: controls gone, at most 200 characters, an ellipsis where it was cut."""
    plain = _SPACE.sub(" ", _UNWRITABLE.sub("", text[: 4 * _LONGEST])).strip().replace("\\", _BACKSLASH)
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rstrip() + "…"


def _graph(nodes: int, direction: Direction) -> dict[str, str]:
    crowded = nodes > _MANY_NODES
    return {
        "rankdir": direction,
        "bgcolor": "transparent",
        "pad": "0.1",
        "nodesep": "0.08",
        "ranksep": "1.5",
        "fontname": "Arial",
        "fontsize": "10",
        "splines": "line" if crowded else "spline",
        **({"nslimit": "2", "nslimit1": "2", "mclimit": ".3"} if crowded else {}),
    }


def _node(node: Node) -> dict[str, str]:
    attributes = {"class": _classes(node.classes), "tooltip": _quoted(node.hint)}
    if _OWN_PATH.fullmatch(node.url):
        attributes |= {"URL": _quoted(node.url)}
    if node.store:
        attributes |= {"shape": "cylinder", "style": "", "margin": "0.09,0.03"}
    return attributes


def _edge(edge: Edge) -> dict[str, str]:
    classes = ("hard" if edge.hard else "soft", "sync" if edge.sync else "async")
    return {"class": _classes(classes), "style": edge.style, "tooltip": _quoted(edge.hint)}


def _classes(words: Iterable[str]) -> str:
    return " ".join(word for word in words if _WORD.fullmatch(word))


def _quoted(text: str) -> str:
    # Graphviz reads entities in quoted strings too.
    quoted: str = graphviz.escape(html.escape(shown(text)))
    return quoted


def _label(node: Node) -> str:
    """Room for an icon, the title, and under it the note; a cylinder's lid takes a line of its own."""
    lid = '<TR><TD COLSPAN="2" HEIGHT="7"></TD></TR>' if node.store else ""
    return (
        '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">'
        f'{lid}<TR><TD ROWSPAN="2" WIDTH="22" HEIGHT="24" FIXEDSIZE="TRUE"></TD>'
        f'<TD ALIGN="LEFT"><B>{_marked_up(node.title)}</B></TD></TR>'
        f'<TR><TD ALIGN="LEFT"><FONT POINT-SIZE="9.5">{_marked_up(node.note)}</FONT></TD></TR></TABLE>>'
    )


def _marked_up(text: str) -> str:
    # An empty <B> or <FONT> is a syntax error to Graphviz.
    return html.escape(shown(text)) or " "
