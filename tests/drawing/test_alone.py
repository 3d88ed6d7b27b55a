"""A drawing as a file holds all it needs, and nothing that runs or leads away."""

import re
from pathlib import Path

import pytest
from defusedxml import ElementTree

from app.drawing import alone
from app.drawing.dot import Cluster, Edge, Graph, Node, source
from app.drawing.render import Renderer, command

SVG = "{http://www.w3.org/2000/svg}"
SHEET = (Path(__file__).parents[2] / "app" / "web" / "static" / "ensemble.css").read_text()
LOOK = (Path(alone.__file__).parent / "alone.css").read_text()


@pytest.fixture(scope="module")
def drawn() -> str:
    """A file with two boxes, one of them a link."""
    nodes = (
        Node("a", "a <b>", "note", "a's hint", "/services/a", ("kind-service", "tier-1"), cluster="c"),
        Node("b", "b", "", "b's hint", "", ("kind-store",), store=True, cluster="c"),
    )
    drawing = Renderer(command()).draw(source(Graph(nodes, (Edge("a", "b", "why"),), (Cluster("c", "c"),))), "A & b")
    assert drawing is not None
    return alone.svg(drawing)


def test_it_is_whole(drawn):
    """A title, a style, the signs that are used, and the drawing."""
    root = ElementTree.fromstring(drawn.encode())

    assert drawn.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "A & b"
    assert [sign.get("id") for sign in root.iter(f"{SVG}symbol")] == ["ensemble-i-service", "ensemble-i-store"]
    assert [use.get("href") for use in root.iter(f"{SVG}use")] == ["#ensemble-i-service", "#ensemble-i-store"]
    assert {"a <b>", "note", "b", "c"} <= {text.text for text in root.iter(f"{SVG}text")}
    assert {"a's hint", "b's hint", "why"} <= {title.text for title in root.iter(f"{SVG}title")}


def test_nothing_runs_or_leads_away(drawn):
    """No script, no handler, no link, and no address but the name of SVG."""
    root = ElementTree.fromstring(drawn.encode())

    assert not {f"{SVG}script", f"{SVG}a", f"{SVG}image", f"{SVG}foreignObject"} & {each.tag for each in root.iter()}
    assert [name for each in root.iter() for name in each.attrib if name.startswith("on")] == []
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"url\(|@import|javascript:", drawn)


def test_colours_are_those_of_the_pages():
    """Every colour is the light one of a token, and every team's is its own."""
    light = dict(re.findall(r"(--[\w-]+):\s*light-dark\((#\w+), #\w+\);", SHEET))
    hues = dict(re.findall(r"\.(hue-\d+)\{color:(#\w+)\}", LOOK))

    def whole(colour: str) -> str:
        return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])

    assert {whole(colour) for colour in re.findall(r"#[0-9a-f]+", LOOK)} <= set(light.values())
    assert hues == {f"hue-{number}": light[f"--hue-{number}"] for number in range(1, 11)}


def test_every_class_of_the_pages_drawings_has_a_look():
    """What the style sheet of the pages tells apart in boxes and arrows, the file tells apart, too."""
    layer = SHEET[SHEET.index("@layer drawing {") : SHEET.index("@layer utilities {")]
    words = r"\.(is-(?:root|down|weak|missing)|tier-\d|life-[a-z]+|hard|soft|async|cluster|node-icon)\b"

    assert {name for name in re.findall(words, layer) if f".{name}" not in LOOK} == set()
