"""Mermaid is the same for one graph in any order, and nothing an author writes is read as Mermaid or HTML."""

import random
import re

import pytest

from app.drawing.dot import Cluster, Edge, Graph, Node
from app.drawing.mermaid import source


def test_a_graph_in_mermaid():
    """Boxes, stores, frames and arrows, with names of our own."""
    nodes = (
        Node("a", "payments", "payments · tier 1", classes=("is-root",)),
        Node("b", "ledger", "ledger", cluster="ledger"),
        Node("c", "db", store=True, cluster="ledger"),
        Node("d", "mail", classes=("is-missing",)),
    )
    edges = (
        Edge("a", "b"),
        Edge("a", "c", hard=False),
        Edge("a", "d", sync=False),
        Edge("b", "c", label="3 needs"),
        Edge("a", "z"),
    )

    assert source(Graph(nodes, edges, (Cluster("ledger", "ledger"),), "RL")) == (
        "flowchart RL\n"
        '    n1["payments<br>payments · tier 1"]\n'
        '    n4["mail"]\n'
        '    subgraph c1["ledger"]\n'
        '        n2["ledger<br>ledger"]\n'
        '        n3[("db")]\n'
        "    end\n"
        "    n1 --> n2\n"
        "    n1 -.-> n3\n"
        '    n1 -.->|"async"| n4\n'
        '    n2 -->|"3 needs"| n3\n'
        "    classDef is-root stroke-width:3px\n"
        "    class n1 is-root\n"
        "    classDef is-missing stroke-dasharray:2 2\n"
        "    class n4 is-missing\n"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("payments-api", "payments-api", id="plain"),
        pytest.param("end", "end", id="a keyword, which quotes make a text"),
        pytest.param('a"b', "a#34;b", id="quote"),
        pytest.param("a]b)c}d>e|f", "a#93;b#41;c#125;d#62;e#124;f", id="brackets"),
        pytest.param("<script>&amp;", "#60;script#62;#38;amp;", id="markup"),
        pytest.param("`**bold** _so_`", "#96;#42;#42;bold#42;#42; #95;so#95;#96;", id="Markdown"),
        pytest.param("#quot;", "#35;quot;", id="an entity of Mermaid"),
        pytest.param("%%{init: {}}%%", "#37;#37;#123;init: #123;#125;#125;#37;#37;", id="a directive"),
        pytest.param("1. a", "1#46; a", id="a numbered list"),
        pytest.param("- a - b-c", "#45; a #45; b-c", id="a list"),
        pytest.param("a\nb", "a b", id="lines"),
        pytest.param(
            "\\n", "\N{REVERSE SOLIDUS OPERATOR}n".replace("\N{REVERSE SOLIDUS OPERATOR}", "#10741;"), id="\\"
        ),
        pytest.param("日本語 é", "日本語 é", id="other scripts"),
        pytest.param("", " ", id="nothing"),
        pytest.param("x" * 1_000, "x" * 200 + "…", id="a long one"),
    ],
)
def test_text_stays_text(written, expected):
    """What could be read as anything else is written as a number."""
    assert source(Graph((Node("a", written),))) == f'flowchart LR\n    n1["{expected}"]\n'


def test_everywhere():
    """In titles, notes, labels and frames."""
    text = '"]\n click n1 "javascript:alert(1)"'

    written = source(Graph((Node("a", text, text, cluster="c"),), (Edge("a", "a", label=text),), (Cluster("c", text),)))

    assert len(written.splitlines()) == 5
    assert "click" not in re.sub(r'"[^"]*"', "", written)


def test_no_label_is_empty():
    """What has nothing to show has a space, since Mermaid reads no empty label."""
    written = source(Graph((Node("a", "\x00", cluster="c"),), (), (Cluster("c", ""),)))

    assert 'subgraph c1[" "]' in written
    assert 'n1[" "]' in written


def test_order_does_not_matter():
    """Shuffled and repeated input gives the same text."""
    nodes = [Node(f"k{number}", f"s{number}", cluster=f"c{number % 3}") for number in range(20)]
    edges = [Edge(a.key, b.key) for a in nodes for b in nodes if (len(a.key) + int(b.key[1:])) % 5 == 0]
    clusters = [Cluster(f"c{number}", "c") for number in range(3)]
    first = source(Graph(tuple(nodes), tuple(edges), tuple(clusters)))

    for seed in range(5):
        mix = random.Random(seed)  # noqa: S311 - chance, not a secret
        more = Graph(
            tuple(mix.sample(nodes, 20)) + tuple(nodes[:1]),
            tuple(mix.sample(edges, len(edges))) + tuple(edges[:1]),
            tuple(mix.sample(clusters, 3)),
        )
        assert source(more) == first
