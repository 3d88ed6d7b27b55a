"""Drawings hold nothing but what the pages know, and a failing Graphviz costs the picture only."""

import random
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from defusedxml import ElementTree

from app.drawing.dot import Cluster, Edge, Graph, Node, source
from app.drawing.render import Renderer, command, inline
from app.processes import Limits

ELEMENTS = {"svg", "g", "a", "path", "polygon", "ellipse", "text", "title", "use"}
ATTRIBUTES = {
    *("class", "transform", "d", "points", "cx", "cy", "rx", "ry", "x", "y", "width", "height", "viewBox"),
    *("role", "text-anchor", "font-size", "font-weight", "href", "aria-label"),
}
NASTY = [
    pytest.param('"', id="quote"),
    pytest.param("\\", id="backslash"),
    pytest.param('\\"', id="backslash quote"),
    pytest.param("\\N \\G \\E \\T \\H \\L \\l \\r \\n", id="escapes"),
    pytest.param("&#92;N", id="escape as an entity"),
    pytest.param("<b>bold</b>", id="markup"),
    pytest.param("<>", id="empty markup"),
    pytest.param('<<IMG SRC="/etc/passwd"/>>', id="image"),
    pytest.param("<TABLE><TR><TD>", id="unclosed table"),
    pytest.param("</TD></TR></TABLE>> ] n9 [", id="end of the label"),
    pytest.param('"]; n9 [URL="javascript:alert(1)"', id="end of the statement"),
    pytest.param("]]><script>alert(1)</script>", id="script"),
    pytest.param("&lt;script&gt; &amp; &nbsp; &unknown; & &#0;", id="entities"),
    pytest.param("a\nb\r\nc\td", id="lines"),
    pytest.param("\x00\x01\x08\x0b\x1b[31m\x7f\x85\x9b", id="controls"),
    pytest.param("\ud800 \udfff", id="lone surrogates"),
    pytest.param("\ufffe\uffff\u202e\u2066", id="non-characters and marks of direction"),
    pytest.param("a:b:c", id="port"),
    pytest.param("node", id="keyword"),
    pytest.param("// /* # comment", id="comment"),
    pytest.param("", id="empty"),
    pytest.param("   ", id="blank"),
    pytest.param("日本語 العربية 👩\u200d👩\u200d👧 é", id="scripts"),
    pytest.param("x" * 16_385, id="16,385 characters"),
    pytest.param("y" * 1_000_000, id="a megabyte"),
]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """The Graphviz of this machine."""
    found = command()
    assert found is not None
    return Renderer(found)


@pytest.mark.parametrize("text", NASTY)
def test_nothing_an_author_writes_leaves_its_place(renderer, text):
    """In title, note, tooltip and link, text stays text: the elements are those of plain names."""
    nodes = [
        Node("a", text, text, text, text, ("kind-service",), cluster="a"),
        Node("b", text, text, text, "/services/b", ("kind-store",), store=True, cluster="a"),
    ]

    drawing = renderer.draw(
        source(Graph(tuple(nodes), (Edge("a", "b", text, label=text),), (Cluster("a", text),))), text
    )

    assert drawing is not None
    drawn = ElementTree.fromstring(drawing.svg)
    assert {each.tag for each in drawn.iter()} <= ELEMENTS
    assert {name for each in drawn.iter() for name in each.attrib} <= ATTRIBUTES
    assert [each.get("href") for each in drawn.iter("a")] == ["/services/b"]
    assert [each.get("href") for each in drawn.iter("use")] == ["#i-service", "#i-store"]
    assert [each.get("class") for each in drawn.iter("g") if "node" in each.get("class", "").split()] == [
        "node kind-service",
        "node kind-store",
    ]


def test_text_is_shown_as_written(renderer):
    """What the author wrote is what the reader reads."""
    text = '<b>5 > 3</b> & "so" &amp; on'

    drawing = renderer.draw(source(Graph((Node("a", text, text, text),))), text)

    assert drawing is not None
    drawn = ElementTree.fromstring(drawing.svg)
    assert {each.text for each in drawn.iter("text")} == {text}
    assert {each.text for each in drawn.iter("title")} == {text}
    assert drawn.get("aria-label") == text


def test_random_text_is_always_xml(renderer):
    """Labels of random code points, in batches of 40, parse."""
    mix = random.Random(20_261_120)  # noqa: S311 - chance, not a secret
    for _ in range(10):
        nodes = [
            Node(
                str(number),
                "".join(
                    chr(mix.choice((mix.randrange(0x20), mix.randrange(0x3000), mix.randrange(0x110000))))
                    for _ in range(12)
                ),
            )
            for number in range(40)
        ]
        drawing = renderer.draw(source(Graph(tuple(nodes))), "random")

        assert drawing is not None
        assert len(list(ElementTree.fromstring(drawing.svg).iter("text"))) == 80


def test_what_graphviz_might_add_is_left_out():
    """Scripts, images, styles, events, foreign addresses and ids of any SVG do not pass."""
    drawing = inline(
        """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]>
        <svg viewBox="0 0 10 20" onload="alert(1)"
          xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
        <script>alert(1)</script><style>*{}</style><image xlink:href="/etc/passwd"/>
        <foreignObject><p/></foreignObject>
        <g id="x" class="node" onclick="alert(1)" style="color:red">
        <a xlink:href="javascript:alert(1)" xlink:title="t"><path d="M0,0" fill="red"/></a>
        <a xlink:href="//evil.example"><path d="url(#x)"/></a>
        <a xlink:href="/services/a" target="_top"><text x="1">t</text></a></g></svg>""",
        "drawing",
    )

    assert drawing.svg == (
        '<svg class="graph" width="10" height="20" viewBox="0 0 10 20" role="group" aria-label="drawing">'
        '<g class="node"><g><title>t</title><path d="M0,0" /></g><g><path /></g>'
        '<a href="/services/a" aria-label=""><text x="1">t</text> </a></g></svg>'
    )


QUICK = Limits(seconds=0.5, output=100_000)
DOT = source(Graph((Node("a", "a"),)))


@pytest.fixture
def fake(tmp_path: Path):
    """A shell script in the place of Graphviz."""

    def write(body: str) -> list[str]:
        path = tmp_path / "dot"
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return [str(path)]

    return write


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("sleep 60", id="sleeps"),
        pytest.param("kill -ABRT $$", id="aborts"),
        pytest.param("kill -SEGV $$", id="crashes"),
        pytest.param("while :; do echo '<svg>'; done", id="floods"),
        pytest.param("exit 0", id="says nothing"),
        pytest.param("echo '<svg'", id="says no XML"),
        pytest.param("echo '<svg/>'", id="says no size"),
        pytest.param("printf '\\377'", id="says no text"),
    ],
)
def test_a_failing_graphviz_gives_no_drawing_in_time(fake, body, caplog):
    """Every failure is no drawing and one line in the log, within the time."""
    started = time.monotonic()

    drawing = Renderer(fake(body), QUICK).draw(DOT, "a")

    assert drawing is None
    assert time.monotonic() - started < 2
    assert len(caplog.records) == 1


def test_a_missing_graphviz_gives_no_drawing(caplog):
    """Without Graphviz there is one warning and no drawing."""
    renderer = Renderer(None)

    assert [renderer.draw(DOT, "a") for _ in range(3)] == [None] * 3
    assert len(caplog.records) == 1


def test_a_vanished_graphviz_gives_no_drawing(tmp_path):
    """A command that is gone since the start is no error either."""
    assert Renderer([str(tmp_path / "gone")]).draw(DOT, "a") is None


def test_a_failure_is_not_tried_again_for_a_minute(fake, tmp_path):
    """The same drawing waits 60 seconds after it failed; another does not."""
    runs = tmp_path / "runs"
    now = [1_000.0]
    renderer = Renderer(fake(f"echo x >> {runs}; exit 1"), QUICK, clock=lambda: now[0])

    def tries(dot: str) -> int:
        renderer.draw(dot, "a")
        return len(runs.read_text().splitlines())

    assert [tries(DOT), tries(DOT), tries(DOT + " ")] == [1, 1, 2]
    now[0] += 59
    assert tries(DOT) == 2
    now[0] += 2
    assert tries(DOT) == 3


def test_a_drawing_is_made_once(fake, tmp_path):
    """The same source and title are laid out once."""
    runs = tmp_path / "runs"
    renderer = Renderer(fake(f"""echo x >> {runs}; echo '<svg viewBox="0 0 1 1"/>'"""), QUICK)

    first, second = renderer.draw(DOT, "a"), renderer.draw(DOT, "a")

    assert first is second is not None
    assert len(runs.read_text().splitlines()) == 1


def test_two_are_drawn_at_a_time(fake, tmp_path):
    """Of twenty asked for at once, never more than two run."""
    folder = tmp_path / "running"
    folder.mkdir()
    counts = tmp_path / "counts"
    shown = """echo '<svg viewBox="0 0 1 1"/>'"""
    renderer = Renderer(
        fake(f"touch {folder}/$$; ls {folder} | wc -l >> {counts}; sleep 0.1; rm {folder}/$$; {shown}"),
        Limits(seconds=3),
    )
    together = threading.Barrier(20)

    def ask(number: int) -> bool:
        together.wait()
        return renderer.draw(f"{DOT}// {number}", "a") is not None

    with ThreadPoolExecutor(20) as pool:
        drawn = list(pool.map(ask, range(20)))

    assert all(drawn)
    seen = [int(line) for line in counts.read_text().split()]
    assert len(seen) == 20
    assert max(seen) == 2


def test_a_picture(renderer):
    """A drawing as PNG, which is made once."""
    picture = renderer.picture(DOT)

    assert picture is not None
    assert picture.startswith(b"\x89PNG\r\n")
    assert renderer.picture(DOT) is picture
    assert renderer.draw(DOT, "a") is not None


def test_no_picture_without_graphviz(fake):
    """A missing or failing Graphviz gives no picture either."""
    assert Renderer(None).picture(DOT) is None
    assert Renderer(fake("exit 1"), QUICK).picture(DOT) is None
