"""How people are reached: every way a descriptor can say it, as one kind of value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.entities import Entity
from app.questions import links

TYPES = ("slack", "email", "pagerduty", "teams", "phone", "url")
"""The types a contact may have, as the format names them."""

_PREFIXES = {"email": "mailto:", "phone": "tel:"}
_OF_LINKS = {"oncall": "pagerduty", "on-call": "pagerduty", "chat": "url", "email": "email"}


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody; `href` is empty where there is no address to follow, as for a channel."""

    type: str
    value: str
    title: str
    href: str


def of(entity: Entity) -> tuple[Contact, ...]:
    """What an entity says about reaching its people, on-call left out: each way once, as ordered there."""
    found: dict[tuple[str, str], Contact] = {}
    for contact in _ways(entity):
        found.setdefault((contact.type, contact.value), contact)
    return tuple(found.values())


def either(entity: Entity, owner: Entity | None) -> tuple[Contact, ...]:
    """How to reach the people behind an entity: contacts of its own stand alone, else those of its owner count."""
    if owner is None or entity.spec.get("contacts"):
        return of(entity)
    return tuple(dict.fromkeys((*of(entity), *of(owner))))


def on_call(entity: Entity) -> Contact | None:
    """Whom to wake: `onCall`, else a contact, link or annotation of an on-call service."""
    return next(_on_calls(entity), None)


def _ways(entity: Entity) -> Iterator[Contact]:
    waking = on_call(entity)
    written = entity.spec.get("contacts")
    for item in written if isinstance(written, list) else ():
        contact = _written(item)
        if contact is not None and contact != waking:
            yield contact
    profile = entity.spec.get("profile")
    email = _text(profile.get("email")) if isinstance(profile, dict) else ""
    if email:
        yield _contact("email", email, "")
    for link in _links(entity):
        if link.type != "pagerduty":
            yield link


def _on_calls(entity: Entity) -> Iterator[Contact]:
    named = _written(entity.spec.get("onCall"))
    if named is not None:
        yield named
    contacts = entity.spec.get("contacts")
    for item in contacts if isinstance(contacts, list) else ():
        contact = _written(item)
        if contact is not None and contact.type == "pagerduty":
            yield contact
    for link in _links(entity):
        if link.type == "pagerduty":
            yield link
    annotations = entity.metadata.get("annotations")
    if isinstance(annotations, dict):
        if service := _text(annotations.get("pagerduty.com/service-id")):
            yield _contact("pagerduty", service, "")
        elif _text(annotations.get("pagerduty.com/integration-key")):
            # Whoever holds the key may page: that there is one is said, the key is not shown.
            yield _contact("pagerduty", "PagerDuty", "")


def _links(entity: Entity) -> Iterator[Contact]:
    written = entity.metadata.get("links")
    for link in written if isinstance(written, list) else ():
        if not isinstance(link, dict):
            continue
        url, kind = _text(link.get("url")), _text(link.get("type")).lower()
        if url and kind in _OF_LINKS:
            yield Contact(_OF_LINKS[kind], url, _text(link.get("title")), links.safe(url))


def _written(item: Any) -> Contact | None:
    if not isinstance(item, Mapping):
        return None
    kind, value = _text(item.get("type")).lower(), _text(item.get("value"))
    return _contact(kind, value, _text(item.get("title"))) if kind and value else None


def _contact(kind: str, value: str, title: str) -> Contact:
    """A contact and where it leads: what is an address of itself, else what its type makes of it."""
    href = links.safe(value)
    if not href and kind in _PREFIXES:
        bare = value.replace(" ", "") if kind == "phone" else value
        href = links.safe(_PREFIXES[kind] + bare)
    return Contact(kind, value, title, href)


def _text(value: Any) -> str:
    """The text, empty for what is none or blank: documents hold whatever their authors wrote."""
    return value.strip() if isinstance(value, str) else ""
