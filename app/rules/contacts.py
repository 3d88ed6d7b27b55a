"""How a descriptor says that its people are reached: the one reading of contacts that rules and pages share."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from app.entities import Entity, fold

_WAKING = frozenset(("oncall", "on-call", "opsgenie", "pagerduty"))
_ASKING = frozenset(("chat", "email", "phone", "slack", "teams"))
_IN_ANNOTATIONS = ("pagerduty", "opsgenie", "oncall", "on-call", "slack")
_SCHEMES = {"mailto": "email", "tel": "phone", "slack": "slack"}


class Way(NamedTuple):
    """One way to reach somebody: its type, folded, and what is written."""

    type: str
    value: str
    title: str = ""

    @property
    def wakes(self) -> bool:
        """Whether this reaches whoever is on call, rather than whoever looks."""
        return self.type in _WAKING


def is_reachable(team: Entity) -> bool:
    """Whether any way is named at all."""
    return on_call(team) is not None or next(ways(team), None) is not None


def on_call(entity: Entity) -> Way | None:
    """Whom to wake: `onCall`, else the first contact, link or annotation of an on-call service.

    A telephone number under `contacts` is for calling; only `onCall` makes it one that wakes.
    """
    return _written(entity.spec.get("onCall")) or next((way for way in ways(entity) if way.wakes), None)


def ways(entity: Entity) -> Iterator[Way]:
    """Every way but `onCall`, in the order in which they are written: contacts, profile, links, annotations."""
    yield from contacts(entity)
    profile = entity.spec.get("profile")
    if email := _text(profile.get("email")) if isinstance(profile, dict) else "":
        yield Way("email", email)
    for link in _maps(entity.metadata.get("links")):
        yield from _of_link(_text(link.get("url")), fold(_text(link.get("type"))), _text(link.get("title")))
    annotations = entity.metadata.get("annotations")
    for key, value in annotations.items() if isinstance(annotations, dict) else ():
        yield from _of_annotation(fold(key), _text(value))


def contacts(entity: Entity) -> Iterator[Way]:
    """The items of `contacts` that say something."""
    for item in _maps(entity.spec.get("contacts")):
        if way := _written(item):
            yield way


def has_contacts(entity: Entity) -> bool:
    """Whether it has `contacts` of its own, which stand in the place of its team's."""
    return bool(_maps(entity.spec.get("contacts")))


def _of_link(url: str, kind: str, title: str) -> Iterator[Way]:
    scheme = fold(url).partition(":")[0]
    if url and kind in _WAKING | _ASKING:
        yield Way(kind, url, title)
    elif scheme in _SCHEMES:
        yield Way(_SCHEMES[scheme], url, title)


def _of_annotation(key: str, value: str) -> Iterator[Way]:
    service = next((word for word in _IN_ANNOTATIONS if word in key), None)
    if service and value:
        # Whoever holds a key may page: that there is one is said, the key itself is not shown.
        yield Way(service, service if key.endswith("key") else value)


def _written(item: Any) -> Way | None:
    value = _text(item.get("value")) if isinstance(item, dict) else ""
    return Way(fold(_text(item.get("type"))) or "contact", value, _text(item.get("title"))) if value else None


def _maps(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    """The text, empty for what is none or blank: documents hold whatever their authors wrote."""
    return value.strip() if isinstance(value, str) else ""
