"""Who owns an entity, and how they are reached."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Entity, Ref
from app.questions import contacts, mention, names
from app.questions.contacts import Contact
from app.questions.mention import Mention
from app.store import queries, rows

_PEOPLE = ("group", "user")
_HOLDERS = ("system", "domain")


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for an entity, and how to reach them.

    `owner` is who its descriptor names, existing or not, else whoever owns the system or domain around
    it, which `inherited_from` then names. Teams and people answer for themselves. `members` are the
    people of an owning team.
    """

    about: Mention
    owner: Mention | None
    inherited_from: Mention | None
    contacts: tuple[Contact, ...]
    on_call: Contact | None
    members: tuple[Mention, ...]

    @property
    def reachable(self) -> bool:
        """Whether there is anybody to write to or to wake."""
        return bool(self.contacts) or self.on_call is not None


def of(session: Session, ref: Ref) -> Owner:
    """Who owns an entity; raises `EntityNotFoundError`."""
    return answering(session, names.listed(session, ref))[0]


def answering(session: Session, row: Any) -> tuple[Owner, Entity]:
    """The owner of an entity whose row is at hand, and that entity, whose document is read on the way."""
    about = mention.of_row(row)
    holder, answers = _answers(session, about, row.owner)
    wanted = [each for each in (about.ref, answers) if each is not None]
    loaded = (rows.entity_of(*found) for found in session.execute(queries.documents(wanted)))
    entities = {entity.ref: entity for entity in loaded}
    entity, owner = entities[about.ref], entities.get(answers) if answers else None
    known = mention.known(session, [each for each in (answers, holder) if each is not None])
    members = session.execute(queries.relations(owner.ref, "hasMember")) if owner is not None else ()
    found = Owner(
        about,
        known[answers] if answers else None,
        known[holder] if holder else None,
        contacts.either(entity, owner),
        contacts.waking(entity, owner),
        tuple(mention.of_row(member) for member in members),
    )
    return found, entity


def _answers(session: Session, about: Mention, owner: str | None) -> tuple[Ref | None, Ref | None]:
    """What the owner is inherited from, if it is, and the owner, if there is one."""
    if about.ref.kind in _PEOPLE:
        return None, about.ref
    if owner:
        return None, Ref.parse(owner)
    return _inherited(session, about.ref)


def _inherited(session: Session, start: Ref) -> tuple[Ref | None, Ref | None]:
    """The nearest system or domain around `start` that a team or person of the catalog owns, and who that is."""
    seen, around = {start}, [start]
    while around:
        for row in session.execute(queries.relations(around.pop(0), "partOf")):
            ref = mention.of_row(row).ref
            if ref in seen or ref.kind not in _HOLDERS:
                continue
            owner = Ref.parse(row.owner) if row.owner else None
            if owner is not None and owner.kind in _PEOPLE and mention.known(session, [owner])[owner].exists:
                return ref, owner
            seen.add(ref)
            around.append(ref)
    return None, None
