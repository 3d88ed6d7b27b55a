"""Drawings on pages and as files, by the renderer of this process."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from flask import Response, current_app, g

from app.drawing import alone, dot, mermaid
from app.drawing.dot import Graph
from app.drawing.render import Drawing, Renderer
from app.errors import NoDrawingError
from app.web import downloads

_WIDE = 640
"""Pixels from which a drawing is worth another layout for narrow screens."""


class Drawn(NamedTuple):
    """A drawing, and where that helps a narrower one of the same graph."""

    wide: Drawing
    narrow: Drawing | None


def inside(graph: Graph, title: str) -> Drawn | None:
    """A graph as it stands inside a page, `None` where it cannot be drawn now or would be no help."""
    if not graph.edges or dot.too_large(graph.nodes, graph.edges):
        return None
    drawing = _renderer().draw(dot.source(graph), title)
    if drawing is None:
        # Without its drawing a page is not what it will be next time.
        g.passing = True
        return None
    if drawing.width < _WIDE:
        return Drawn(drawing, None)
    upright = _renderer().draw(dot.source(replace(graph, direction=dot.UPRIGHT[graph.direction], roomy=False)), title)
    return Drawn(drawing, upright if upright and upright.width < drawing.width else None)


def saved(graph: Graph, title: str, form: str) -> Response:
    """A graph as a file in one of `downloads.DRAWINGS`; raises `NoDrawingError`."""
    return downloads.drawing(title, form, _FORMS[form](graph, title))


def _svg(graph: Graph, title: str) -> str:
    drawing = _renderer().draw(dot.source(graph), title)
    if drawing is None:
        raise NoDrawingError
    return alone.svg(drawing)


def _png(graph: Graph, _title: str) -> bytes:
    picture = _renderer().picture(dot.source(graph, icons=False))
    if picture is None:
        raise NoDrawingError
    return picture


_FORMS: Mapping[str, Callable[[Graph, str], str | bytes]] = {
    "svg": _svg,
    "png": _png,
    "dot": lambda graph, _: dot.source(graph, icons=False),
    "mermaid": lambda graph, _: mermaid.source(graph),
}


def _renderer() -> Renderer:
    found: Renderer = current_app.config["RENDERER"]
    return found
