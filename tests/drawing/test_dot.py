"""DOT is the same for one graph in any order, and nothing an author writes is read as DOT or markup."""

import random
import re

import pytest

from app.drawing import dot
from app.drawing.dot import Cluster, Edge, Graph, Node, shown, too_large

PAYMENTS = Node(
    "component:default/payments",
    "payments",
    "payments · tier 1",
    "payments, service",
    "/services/payments",
    ("kind-service", "tier-1", "is-root"),
)
LEDGER = Node(
    "component:default/ledger",
    "ledger",
    "ledger · tier 1",
    "ledger, service",
    "/services/ledger",
    ("kind-service", "tier-1"),
)
STORE = Node("resource:default/db", "db", "no owner", "db, data store", "/stores/db", ("kind-store",), store=True)


def source(nodes, edges=(), **more) -> str:
    """The DOT of these nodes and edges."""
    return dot.source(Graph(tuple(nodes), tuple(edges), **more))


def test_a_graph_in_dot():
    """Nodes are n1, n2, … by key; meaning stands in classes and line styles, colour nowhere."""
    text = source(
        [PAYMENTS, LEDGER, STORE],
        [
            Edge(PAYMENTS.key, LEDGER.key, "payments needs ledger"),
            Edge(PAYMENTS.key, STORE.key, "", hard=False),
        ],
    )

    body = [line.strip() for line in text.splitlines() if re.match(r"\tn\d", line)]
    label = '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">'
    assert body[0].startswith(f"n1 [label={label}<TR>")
    assert body[0].endswith('URL="/services/ledger" class="kind-service tier-1" tooltip="ledger, service"]')
    assert 'class="kind-service tier-1 is-root"' in body[1]
    assert "shape=cylinder" in body[2]
    assert body[3:] == [
        'n2 -> n1 [class="hard sync" style=solid tooltip="payments needs ledger"]',
        'n2 -> n3 [class="soft sync" style=dashed tooltip=""]',
    ]
    assert "color=" not in text.replace("bgcolor=transparent", "")


def test_order_does_not_matter():
    """Shuffled and repeated input gives the same text."""
    nodes = [Node(f"component:default/s{number}", f"s{number}") for number in range(30)]
    edges = [Edge(a.key, b.key) for a in nodes for b in nodes if (hash_of(a) + hash_of(b)) % 7 == 0]
    first = source(nodes, edges)

    for seed in range(10):
        mix = random.Random(seed)  # noqa: S311 - chance, not a secret
        assert source(mix.sample(nodes, len(nodes)), mix.sample(edges, len(edges)) + edges[:3]) == first


def hash_of(node: Node) -> int:
    """A number that does not change from run to run."""
    return sum(node.key.encode())


def test_an_edge_to_no_node_is_left_out():
    """What is not drawn has no arrow either."""
    assert "->" not in source([PAYMENTS], [Edge(PAYMENTS.key, "component:default/elsewhere")])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("payments", "payments", id="plain"),
        pytest.param(" a\n\tb\r\nc ", "a b c", id="lines become spaces"),
        pytest.param("a\x00b\x01c\x7fd\x9be", "abcde", id="controls go"),
        pytest.param("a\ud800b\udfffc", "abc", id="lone surrogates go"),
        pytest.param("a\u202eb\u2066c\ufffe\uffff", "abc", id="marks of direction and non-characters go"),
        pytest.param(
            "\\N and \\G",
            "\N{REVERSE SOLIDUS OPERATOR}N and \N{REVERSE SOLIDUS OPERATOR}G",
            id="backslashes become look-alikes",
        ),
        pytest.param("日本語 👩\u200d👧", "日本語 👩\u200d👧", id="other scripts stay"),
        pytest.param("x" * 200, "x" * 200, id="200 stay"),
        pytest.param("x" * 16_385, "x" * 200 + "…", id="more are cut"),
        pytest.param("x" * 1_000_000, "x" * 200 + "…", id="a megabyte is cut"),
        pytest.param("\x00", "", id="nothing left"),
    ],
)
def test_text_fits_on_one_line(written, expected):
    """Authors' text is one line of at most 200 characters that XML can hold."""
    assert shown(written) == expected


@pytest.mark.parametrize(
    ("url", "stays"),
    [
        pytest.param("/services/payments", True, id="own path"),
        pytest.param("/entities/component/a/b%20c", True, id="quoted path"),
        pytest.param("//evil.example/x", False, id="another host"),
        pytest.param("/\\evil.example", False, id="backslash host"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param("https://evil.example", False, id="absolute"),
        pytest.param("", False, id="none"),
    ],
)
def test_links_lead_to_own_paths_only(url, stays):
    """An address that is no path of this site is left out."""
    assert ("URL=" in source([Node("k", "t", url=url)], [])) is stays


def test_a_frame_around_nodes():
    """Nodes stand in the frame whose key they name, others outside; a frame's title is quoted like any text."""
    nodes = [
        Node("a", "a", cluster="pay"),
        Node("b", "b"),
        Node("c", "c", cluster="pay"),
        Node("d", "d", cluster="no frame"),
    ]
    text = source(nodes, [Edge("a", "b")], clusters=(Cluster("pay", 'pay "&" \\N', ("hue-3",)),))

    frame = text[text.index("subgraph") : text.index("}", text.index("subgraph"))]
    assert frame.startswith("subgraph cluster_1 {")
    assert 'class="hue-3"' in frame
    assert 'label="pay &quot;&amp;&quot; \N{REVERSE SOLIDUS OPERATOR}N"' in frame
    assert re.findall(r"\bn\d \[", frame) == ["n1 [", "n3 ["]
    assert re.findall(r"^\tn\d \[", text, re.MULTILINE) == ["\tn2 [", "\tn4 ["]
    assert "newrank=true" in text


@pytest.mark.parametrize(
    ("word", "store", "form"),
    [
        ("is-root", False, "penwidth=2"),
        ("is-down", False, "penwidth=1.75"),
        ("is-weak", False, 'style="rounded,dashed"'),
        ("is-weak", True, "style=dashed"),
        ("is-missing", False, 'style="rounded,dotted"'),
        ("is-folded", False, "peripheries=2"),
    ],
)
def test_states_read_in_black_and_white(word, store, form):
    """What a class colours on pages, the outline says everywhere."""
    line = next(line for line in source([Node("a", "a", classes=(word,), store=store)]).splitlines() if "n1 [" in line)

    assert form in line


def test_an_arrow_with_a_label():
    """An arrow that stands for many says how many."""
    assert 'label="3 needs"' in source([PAYMENTS, LEDGER], [Edge(PAYMENTS.key, LEDGER.key, label="3 needs")])
    assert "label=" not in source([PAYMENTS, LEDGER], [Edge(PAYMENTS.key, LEDGER.key)]).split("->")[1]


def test_room_for_signs_only_where_they_are_put():
    """A picture that Graphviz paints by itself has no hole where the sign would be."""
    assert "FIXEDSIZE" in dot.source(Graph((PAYMENTS,)))
    assert "FIXEDSIZE" not in dot.source(Graph((PAYMENTS,)), icons=False)


@pytest.mark.parametrize("direction", ["LR", "RL", "TB", "BT"])
def test_direction(direction):
    """Arrows lead to the right, to the left, down or up."""
    assert f"rankdir={direction}" in source([PAYMENTS], direction=direction)


def test_a_class_is_a_word_of_ours():
    """What is no plain word cannot enter a class."""
    assert 'class="kind-service"' in source([Node("k", "t", classes=("kind-service", 'x" onload="', "Ä"))], [])


def test_a_wall_is_not_drawn():
    """Above 150 boxes or 300 arrows a drawing answers nothing."""
    nodes = [Node(str(number), "") for number in range(151)]
    edges = [Edge(str(a), str(b)) for a in range(20) for b in range(16)]

    assert too_large(nodes, [])
    assert too_large(nodes[:20], edges)
    assert not too_large(nodes[:150], edges[:300])
