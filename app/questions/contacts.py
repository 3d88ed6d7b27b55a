"""How people are reached: every way a descriptor can say it, as one kind of value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.entities import Entity, fold
from app.questions import links

_PREFIXES = {"email": "mailto:", "phone": "tel:"}
_WAKING = frozenset(("oncall", "on-call", "opsgenie", "pagerduty"))
_ASKING = frozenset(("chat", "email", "phone", "slack", "teams"))
_IN_ANNOTATIONS = ("pagerduty", "opsgenie", "oncall", "on-call", "slack")


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody; `href` is empty where there is no address to follow, as for a channel."""

    type: str
    value: str
    title: str
    href: str

    @property
    def wakes(self) -> bool:
        """Whether this reaches whoever is on call, rather than whoever looks."""
        return self.type in _WAKING


def of(entity: Entity) -> tuple[Contact, ...]:
    """What an entity says about reaching its people, whom to wake left out; each way once, in order."""
    waking = on_call(entity)
    found: dict[tuple[str, str], Contact] = {}
    for contact in _ways(entity):
        if contact != waking:
            found.setdefault((contact.type, contact.value), contact)
    return tuple(found.values())


def either(entity: Entity, owner: Entity | None) -> tuple[Contact, ...]:
    """How to reach the people behind an entity: contacts of its own stand alone, else its owner's count, too."""
    if owner is None or owner == entity or _maps(entity.spec.get("contacts")):
        return of(entity)
    return tuple(dict.fromkeys((*of(entity), *of(owner))))


def on_call(entity: Entity) -> Contact | None:
    """Whom to wake: `onCall`, else the first contact, link or annotation of an on-call service."""
    named = _written(entity.spec.get("onCall"))
    return named or next((contact for contact in _ways(entity) if contact.wakes), None)


def waking(entity: Entity, owner: Entity | None) -> Contact | None:
    """Whom to wake about an entity: whom it names itself, else whom its owner names, else what it is wired to."""
    return named(entity) or (on_call(owner) if owner is not None else None) or on_call(entity)


def named(entity: Entity) -> Contact | None:
    """Whom an entity names among its own contacts to be woken, rather than whoever its owner names."""
    written = (_written(item) for item in _maps(entity.spec.get("contacts")))
    return next((contact for contact in written if contact and contact.wakes), None)


def _ways(entity: Entity) -> Iterator[Contact]:
    for item in _maps(entity.spec.get("contacts")):
        if contact := _written(item):
            yield contact
    profile = entity.spec.get("profile")
    if email := _text(profile.get("email")) if isinstance(profile, dict) else "":
        yield _contact("email", email, "")
    for link in _maps(entity.metadata.get("links")):
        yield from _of_link(_text(link.get("url")), fold(_text(link.get("type"))), _text(link.get("title")))
    annotations = entity.metadata.get("annotations")
    for key, value in annotations.items() if isinstance(annotations, dict) else ():
        yield from _of_annotation(fold(key), _text(value))


def _of_link(url: str, kind: str, title: str) -> Iterator[Contact]:
    scheme = fold(url).partition(":")[0]
    if url and kind in _WAKING | _ASKING:
        yield Contact(kind, url, title, links.safe(url))
    elif scheme in ("mailto", "tel", "slack"):
        yield Contact({"mailto": "email", "tel": "phone"}.get(scheme, scheme), url, title, links.safe(url))


def _of_annotation(key: str, value: str) -> Iterator[Contact]:
    service = next((word for word in _IN_ANNOTATIONS if word in key), None)
    if service and value:
        # Whoever holds a key may page: that there is one is said, the key itself is not shown.
        yield Contact(service, service if key.endswith("key") else value, "", "")


def _written(item: Any) -> Contact | None:
    if not isinstance(item, dict):
        return None
    value = _text(item.get("value"))
    return _contact(fold(_text(item.get("type"))) or "contact", value, _text(item.get("title"))) if value else None


def _contact(kind: str, value: str, title: str) -> Contact:
    """A contact and where it leads: what is an address of itself, else what its type makes of it."""
    href = links.safe(value)
    if not href and kind in _PREFIXES:
        href = links.safe(_PREFIXES[kind] + (value.replace(" ", "") if kind == "phone" else value))
    return Contact(kind, value, title, href)


def _maps(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    """The text, empty for what is none or blank: documents hold whatever their authors wrote."""
    return value.strip() if isinstance(value, str) else ""
