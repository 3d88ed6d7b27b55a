"""Plain values to lines of YAML, each with the pointer of what stands in it.

What is written reads back as the same value by this package, and by readers of YAML 1.1, too: a text is
quoted wherever either could take it for something else, and what nobody could see in it is escaped.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app import characters
from app.documents.values import token

_INDENT = "  "
_ANY = r"\w/.()+@*,;=%$!?'&~\-\u2010-\u2027€"
# A text that begins and goes on like this means itself to every reader; all others are quoted. A colon ends a key
# only where a space follows.
_PLAIN = re.compile(rf"[A-Za-z_/.(À-ɏ][{_ANY} ]*(?::[{_ANY}][{_ANY} ]*)*")
# Words and numbers that YAML 1.1 or 1.2 reads as something else than a text.
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_NUMBER = re.compile(r"[-+.0-9][-+.0-9_eExXoOa-fA-F:]*|\.(?:inf|nan)", re.IGNORECASE)
_UNSEEN = r"\x7f-\x9f\ufeff\u2028\u2029\ufffe\uffff\ud800-\udfff"
# A block text begins with no space, and holds nothing that ends lines but what ends its own.
_BLOCK = re.compile(rf"[^\s\x00-\x1f{_UNSEEN}][^\x00-\x08\x0b-\x1f{_UNSEEN}]*")
_BASIC = 0xFFFF
_ODD = re.compile(f"[{_UNSEEN}]")


class Line(NamedTuple):
    """A line of YAML: its indent with a dash where an item begins, its key, and its value.

    `pointer` is that of the entry or item that begins here; empty for what only goes on.
    """

    lead: str
    key: str
    value: str
    pointer: str

    def __str__(self) -> str:
        return self.lead + self.key + (":" if self.key else "") + (" " if self.key and self.value else "") + self.value


def lines(value: Any) -> Iterator[Line]:
    """The lines of a value, as they are asked for."""
    if isinstance(value, Mapping) and value:
        yield from _map(value, "", "", "")
    elif isinstance(value, list) and value:
        yield from _list(value, "", "", "")
    else:
        yield from _scalar(value, "", "", "", "")


def _map(value: Mapping[str, Any], lead: str, indent: str, at: str) -> Iterator[Line]:
    """The entries of a map; the first of them stands behind `lead`, such as a dash."""
    for key, item in value.items():
        yield from _entry(_text(key), item, lead, indent, f"{at}/{token(key)}")
        lead = indent


def _entry(key: str, item: Any, lead: str, indent: str, at: str) -> Iterator[Line]:
    if isinstance(item, Mapping) and item:
        yield Line(lead, key, "", at)
        yield from _map(item, indent + _INDENT, indent + _INDENT, at)
    elif isinstance(item, list) and item:
        yield Line(lead, key, "", at)
        yield from _list(item, indent + _INDENT, indent + _INDENT, at)
    else:
        yield from _scalar(item, lead, indent, key, at)


def _list(value: list[Any], lead: str, indent: str, at: str) -> Iterator[Line]:
    for place, item in enumerate(value):
        pointer = f"{at}/{place}"
        if isinstance(item, Mapping) and item:
            yield from _item(_map(item, f"{lead}- ", indent + _INDENT, pointer), pointer)
        elif isinstance(item, list) and item:
            yield from _item(_list(item, f"{lead}- ", indent + _INDENT, pointer), pointer)
        else:
            yield from _scalar(item, f"{lead}- ", indent, "", pointer)
        lead = indent


def _item(found: Iterator[Line], pointer: str) -> Iterator[Line]:
    """The first line of an item is the item's, whatever else begins on it."""
    yield next(found)._replace(pointer=pointer)
    yield from found


def _scalar(value: Any, lead: str, indent: str, key: str, at: str) -> Iterator[Line]:
    if isinstance(value, str) and "\n" in value and _BLOCK.fullmatch(value) and not characters.disturbing(value):
        first, *others = _block(value)
        yield Line(lead, key, first, at)
        for text in others:
            yield Line(indent + _INDENT if text else "", "", text, "")
    else:
        yield Line(lead, key, _written(value), at)


def _block(text: str) -> list[str]:
    """A text over several lines: how its end is kept, then the lines."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    return ["|" + {0: "-", 1: ""}.get(ends, "+"), *body.split("\n"), *[""] * (ends - 1)]


def _written(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    return json.dumps(value)


def _text(value: str) -> str:
    bare = (
        _PLAIN.fullmatch(value)
        and not value.endswith(" ")
        and value.lower() not in _WORDS
        and not _NUMBER.fullmatch(value)
        and not value.startswith(("...", "---"))
        and not characters.disturbing(value)
    )
    return value if bare else characters.calm(_ODD.sub(_escaped, json.dumps(value, ensure_ascii=False)), _escape)


def _escaped(found: re.Match[str]) -> str:
    return _escape(found[0])


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= _BASIC else f"\\U{code:08x}"
