"""How people are reached, with the addresses that a page may lead to."""

from dataclasses import dataclass

from app.entities import Entity
from app.questions import links
from app.rules import contacts
from app.rules.contacts import Way

_PREFIXES = {"email": "mailto:", "phone": "tel:"}


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
        return Way(self.type, self.value).wakes


def of(entity: Entity) -> tuple[Contact, ...]:
    """What an entity says about reaching its people, whom to wake left out; each way once, in order."""
    waking = contacts.on_call(entity)
    found: dict[tuple[str, str], Contact] = {}
    for way in contacts.ways(entity):
        if way != waking:
            found.setdefault((way.type, way.value), _contact(way))
    return tuple(found.values())


def either(entity: Entity, owner: Entity | None) -> tuple[Contact, ...]:
    """How to reach the people behind an entity: contacts of its own stand alone, else its owner's count, too."""
    if owner is None or owner == entity or contacts.has_contacts(entity):
        return of(entity)
    return tuple(dict.fromkeys((*of(entity), *of(owner))))


def on_call(entity: Entity) -> Contact | None:
    """Whom to wake: `onCall`, else the first contact, link or annotation of an on-call service."""
    return _known(contacts.on_call(entity))


def waking(entity: Entity, owner: Entity | None) -> Contact | None:
    """Whom to wake about an entity: whom it names itself, else whom its owner names, else what it is wired to."""
    return named(entity) or (on_call(owner) if owner is not None else None) or on_call(entity)


def named(entity: Entity) -> Contact | None:
    """Whom an entity names among its own contacts to be woken, rather than whoever its owner names."""
    return _known(next((way for way in contacts.contacts(entity) if way.wakes), None))


def _known(way: Way | None) -> Contact | None:
    return None if way is None else _contact(way)


def _contact(way: Way) -> Contact:
    """A contact and where it leads: what is an address of itself, else what its type makes of it."""
    href = links.safe(way.value)
    if not href and way.type in _PREFIXES:
        value = way.value.replace(" ", "") if way.type == "phone" else way.value
        href = links.safe(_PREFIXES[way.type] + value)
    return Contact(way.type, way.value, way.title, href)
