"""The API's own document as its page shows it: each operation with what to type in a terminal and what is answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from app.definitions import Operation, Outline

_PLAIN = ",:=/"
"""What an address may hold as it is, and is easier read so."""


@dataclass(frozen=True, slots=True)
class Told:
    """An operation by its name, with an example: a command, and what it is answered with."""

    name: str
    operation: Operation
    command: str
    status: str
    answer: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Operations under one title, and where on the page they begin."""

    anchor: str
    title: str
    description: str
    operations: tuple[Told, ...]


def chapters(document: Mapping[str, Any], outline: Outline, base: str) -> tuple[Chapter, ...]:
    """The operations of a document and its outline as the page tells them; `base` is where commands ask."""
    return tuple(
        Chapter(
            # Apart from operations, of which some are called as their group is.
            f"about-{group.title.lower().replace(' ', '-')}",
            group.title,
            group.description,
            tuple(_told(each, document["paths"][each.name][each.verb.lower()], base) for each in group.operations),
        )
        for group in outline.groups
    )


def _told(operation: Operation, written: Mapping[str, Any], base: str) -> Told:
    status, answer = next(_answers(written), ("", ""))
    return Told(written["operationId"], operation, _command(operation, written, base), status, answer)


def _command(operation: Operation, written: Mapping[str, Any], base: str) -> str:
    """How to ask the example with curl."""
    path, query = operation.name, []
    for parameter in written.get("parameters", ()):
        if "example" not in parameter:
            continue
        name, value = parameter["name"], parameter["example"]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        else:
            query += [f"{quote(name)}={quote(str(each), safe=_PLAIN)}" for each in _parts(parameter, value)]
    method = "" if operation.verb in ("GET", "POST") else f" -X {operation.verb}"
    address = f"{base}{path}{'?' if query else ''}{'&'.join(query)}"
    lines = [f"curl{method} {_quoted(address)}"]
    for type_, media in written.get("requestBody", {}).get("content", {}).items():
        if "example" in media:
            lines += [f"  -H 'Content-Type: {type_}'", f"  -d {_quoted(_json(media['example']))}"]
    return " \\\n".join(lines)


def _parts(parameter: Mapping[str, Any], value: Any) -> list[Any]:
    """How often a parameter is written, and each time with what."""
    if not isinstance(value, list):
        return [value]
    return value if parameter.get("explode") else [",".join(value)]


def _answers(written: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The answers of which there is an example, with their status."""
    for status, response in written["responses"].items():
        for media in response.get("content", {}).values():
            if "example" in media:
                yield status, _json(media["example"])


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def _quoted(text: str) -> str:
    """A text as one word of a shell."""
    return "'{}'".format(text.replace("'", "'\\''"))
