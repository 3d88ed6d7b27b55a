"""Answers that are no pages: a table to save, and data to read by program. The only module that makes them."""

import re
from collections.abc import Iterable, Mapping, Sequence

from flask import Response, current_app

from app.reports import csv as tables
from app.reports import plain

DRAWINGS: Mapping[str, tuple[str, str]] = {
    "svg": ("svg", "image/svg+xml"),
    "png": ("png", "image/png"),
    "dot": ("dot", "text/vnd.graphviz"),
    "mermaid": ("mmd", "text/plain"),
}
"""The forms a drawing is saved in, each with how its file's name ends and what it is."""

_BARE = "default-src 'none'; sandbox; frame-ancestors 'none'"
_STYLED = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""What a file may do that a browser opens by itself: nothing, or nothing but look as it should."""

_ODD = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 80


def csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A table as a file to save; `name` says what is in it."""
    response = Response(tables.render(columns, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file(name)}.csv"'
    return response


def json(value: object) -> Response:
    """An answer as data: any frozen value, with references and times as text."""
    return Response(current_app.json.dumps(plain.of(value)), mimetype="application/json")


def compact(value: object) -> str:
    """A value as JSON in one cell of a table."""
    return str(current_app.json.dumps(plain.of(value)))


def drawing(name: str, form: str, content: str | bytes) -> Response:
    """A drawing as a file to save, in one of `DRAWINGS`. Opened by itself it may be styled, and nothing else."""
    ending, mimetype = DRAWINGS[form]
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{_file(name)}.{ending}"'
    response.headers["Content-Security-Policy"] = _STYLED
    return response


def text(parts: Iterable[str]) -> Response:
    """A text to be read as it is written: no browser makes a page of it, whatever it holds."""
    response = Response("".join(parts), mimetype="text/plain")
    response.headers["Content-Security-Policy"] = _BARE
    return response


def _file(name: str) -> str:
    """A file name that no system takes for a path, a device or something hidden."""
    said = _ODD.sub("-", name)[:_LONGEST].strip("-")
    return f"ensemble-{said}" if said else "ensemble"
