"""Who owns an entity, and how they are reached."""

from dataclasses import dataclass

from app.questions.contacts import Contact
from app.questions.mention import Mention


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for an entity, and how to reach them.

    `owner` is who its descriptor names, existing or not, else whoever owns the system or domain around
    it, which `inherited_from` then names. Contacts of the entity itself come before those of its owner:
    where it has any, they stand alone. `members` are the people of an owning team.
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
