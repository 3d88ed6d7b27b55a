"""What an entity's descriptor says about it, as lines of a table, each with the place it was written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app import characters
from app.entities import Entity
from app.positions import Position
from app.questions import links
from app.questions.contacts import Contact

_LONGEST_LIST = 50
_LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Fact:
    """A name, what is said under it, and where."""

    name: str
    texts: tuple[str, ...]
    position: Position
    chips: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a descriptor. `href` is empty where the address is none that may be followed."""

    title: str
    href: str
    type: str


def text(entity: Entity) -> str:
    """What an entity says it is, as plain text, and not longer than a page."""
    return characters.cut(_text(entity.metadata.get("description")), _LONGEST_TEXT)


def facts(entity: Entity) -> tuple[Fact, ...]:
    """The facts of an entity that other parts of its page do not show, in reading order."""
    return tuple(_facts(entity))


def links_of(entity: Entity, ways: Iterable[Contact] = ()) -> tuple[Link, ...]:
    """The links of an entity that are none of these ways to reach somebody, each under the best name it has."""
    written = entity.metadata.get("links")
    found = [_link(item) for item in written if isinstance(item, dict)] if isinstance(written, list) else []
    known = {way.href or way.value for way in ways}
    return tuple(link for link in found if link is not None and (link.href or link.title) not in known)[:_LONGEST_LIST]


def _facts(entity: Entity) -> Iterator[Fact]:
    slo = entity.spec.get("slo")
    data = entity.spec.get("data")
    confirmed = entity.spec.get("confirmed")
    said = [
        ("Title", "/metadata/title", _text(entity.metadata.get("title"))),
        ("Type", "/spec/type", entity.type or ""),
        ("Lifecycle", "/spec/lifecycle", entity.lifecycle or ""),
        ("Promise", "/spec/slo", _promise(slo)),
        ("Data", "/spec/data", _data(data)),
        ("Gone after", "/spec/sunset", _text(entity.spec.get("sunset"))),
        ("Confirmed", "/spec/confirmed", _confirmed(confirmed)),
        ("Way of working", "/spec/interaction", _text(entity.spec.get("interaction"))),
        ("Replaces", "/spec/replaces", ", ".join(_texts(entity.spec.get("replaces")))),
    ]
    for name, pointer, told in said:
        if told:
            yield Fact(name, (told,), entity.at(pointer))
    tags = _texts(entity.metadata.get("tags"))
    if tags:
        yield Fact("Tags", tags, entity.at("/metadata/tags"), chips=True)


def _promise(slo: Any) -> str:
    if isinstance(slo, (int, float)) and not isinstance(slo, bool):
        return f"{slo} % available"
    if not isinstance(slo, Mapping):
        return ""
    parts = []
    if _text(slo.get("availability")):
        parts.append(f"{slo['availability']} % available")
    if _text(slo.get("latencyMs")):
        parts.append(f"answers in {slo['latencyMs']} ms")
    return ", ".join(parts)


def _data(data: Any) -> str:
    if not isinstance(data, Mapping):
        return ""
    parts = [_text(data.get("classification"))]
    if isinstance(data.get("authoritative"), bool):
        parts.append("the source of truth" if data["authoritative"] else "a copy")
    if _text(data.get("retention")):
        parts.append(f"kept {data['retention']}")
    return ", ".join(part for part in parts if part)


def _confirmed(confirmed: Any) -> str:
    if not isinstance(confirmed, Mapping):
        return ""
    by, on = _text(confirmed.get("by")).rpartition(":")[2], _text(confirmed.get("on"))
    return " ".join(part for part in (f"by {by}" if by else "", f"on {on}" if on else "") if part)


def _link(item: Mapping[str, Any]) -> Link | None:
    url, title, kind = _text(item.get("url")), _text(item.get("title")), _text(item.get("type"))
    if not url:
        return None
    return Link(title or kind.capitalize() or url, links.safe(url), kind)


def _text(value: Any) -> str:
    """A scalar as text, empty for anything else: documents hold whatever their authors wrote."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value).strip()


def _texts(value: Any) -> tuple[str, ...]:
    found = [_text(item) for item in value] if isinstance(value, list) else []
    return tuple(each for each in found if each)[:_LONGEST_LIST]
