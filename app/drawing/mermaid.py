"""Mermaid from graph values, for READMEs and wikis that draw it: pure, sorted, and safe whatever authors write.

Names of nodes are our own (n1, n2, …); what authors wrote stands in quoted labels, with every sign that
Mermaid, Markdown or HTML might read written as a number.
"""

import re
from collections.abc import Iterator, Mapping

from app.drawing.dot import Edge, Graph, Node, shown

_READ = re.compile(r"[^\w ,:;/·…-]|_|-(?= )")
"""What is written as a number: everything but letters, figures and a few signs that mean nothing to anybody.

A dot after a figure and a hyphen before a space would begin a list.
"""

_FORMS: Mapping[str, str] = {
    "is-root": "stroke-width:3px",
    "is-down": "stroke-width:2px",
    "is-weak": "stroke-dasharray:5 3",
    "is-missing": "stroke-dasharray:2 2",
    "is-folded": "stroke-width:2px,stroke-dasharray:9 2",
}
"""How the outline of a box reads in black and white."""


def source(graph: Graph) -> str:
    """The Mermaid flowchart of a graph, the same for any order of its parts; an edge to no node is left out."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    ordered = graph.ordered
    names = {node.key: name for name, node in ordered}
    frames = {cluster.key for cluster in graph.clusters}
    yield f"flowchart {graph.direction}"
    for name, node in ordered:
        if node.cluster not in frames:
            yield f"    {name}{_box(node)}"
    for number, cluster in enumerate(sorted(set(graph.clusters)), 1):
        yield f'    subgraph c{number}["{_escaped(cluster.title)}"]'
        yield from (f"        {name}{_box(node)}" for name, node in ordered if node.cluster == cluster.key)
        yield "    end"
    for edge in sorted(set(graph.edges)):
        if edge.source in names and edge.target in names:
            yield f"    {names[edge.source]} {_arrow(edge)} {names[edge.target]}"
    for word, form in _FORMS.items():
        formed = [name for name, node in ordered if word in node.classes]
        if formed:
            yield f"    classDef {word} {form}"
            yield f"    class {','.join(formed)} {word}"


def _box(node: Node) -> str:
    text = "<br>".join(_escaped(line) for line in (node.title, node.note) if line) or " "
    return f'[("{text}")]' if node.store else f'["{text}"]'


def _arrow(edge: Edge) -> str:
    line = "-->" if edge.style == "solid" else "-.->"
    said = ", ".join(word for word in (edge.label, "" if edge.sync else "async") if word)
    return f'{line}|"{_escaped(said)}"|' if said else line


def _escaped(text: str) -> str:
    """A text in which nothing can be read as Mermaid, Markdown or HTML."""
    return _READ.sub(lambda sign: f"#{ord(sign[0])};", shown(text)) or " "
