"""Which team is meant, or is likely to answer, where a descriptor leaves it open."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import Entity, Ref, fold
from app.rules.wording import reference

# The things around an entity whose owner is likely its owner as well, and what they are to it.
_AROUND: Mapping[str, tuple[str, str]] = {
    "api": ("apiProvidedBy", "which provides it"),
    "component": ("partOf", "which it is part of"),
    "resource": ("dependencyOf", "which needs it"),
    "system": ("hasPart", "which is part of it"),
    "domain": ("hasPart", "which is part of it"),
}


class Likely(NamedTuple):
    """A team, and what speaks for it."""

    team: Ref
    because: str


def named(catalog: Catalog, owner: Ref) -> Likely | None:
    """The team whose name comes nearest to an owner that is none."""
    slug = re.sub(r"[^a-z0-9._-]+", "-", owner.name).strip("-._")
    wanted = Ref.of("group", owner.namespace, slug)
    found = next((ref for ref in catalog.near(wanted, ("group",)) if ref.kind == "group"), None)
    return None if found is None else Likely(found, f"{found} is declared at {catalog[found].position}.")


def around(catalog: Catalog, entity: Entity) -> Likely | None:
    """The team that owns what the entity is part of, else the one team that owns everything next to it."""
    inherited = catalog.inherited_owner(entity)
    if inherited is not None and inherited[1].kind == "group":
        holder, owner = inherited
        return Likely(owner, f"{owner} owns {holder.ref}, which it is part of.")
    relation, being = _AROUND[entity.ref.kind]
    beside = (catalog.get(ref) for ref in catalog.related(entity.ref, relation))
    owners = {each.owner: each.ref for each in beside if each is not None and each.owner is not None}
    team = next(iter(owners), None)
    if team is None or len(owners) > 1 or team.kind != "group" or team not in catalog:
        return None
    return Likely(team, f"{team} owns {owners[team]}, {being}.")


def of_person(catalog: Catalog, person: Ref) -> Likely | None:
    """The team of a person who is in one and no other."""
    teams = [team for team in catalog.related(person, "memberOf") if team in catalog]
    return Likely(teams[0], f"{person} is in {teams[0]} and no other team.") if len(teams) == 1 else None


def addresses(catalog: Catalog) -> Mapping[str, Ref]:
    """The team or person reached at each e-mail address, folded; a team goes before a person."""
    found: dict[str, Ref] = {}
    for kind in ("group", "user"):
        for entity in catalog.of_kind(kind):
            profile = entity.spec.get("profile")
            email = profile.get("email") if isinstance(profile, dict) else None
            if isinstance(email, str) and email:
                found.setdefault(fold(email), entity.ref)
    return found


def at_address(catalog: Catalog, email: str, known: Mapping[str, Ref]) -> Likely | None:
    """The team reached at an e-mail address, or the only team of the person who is."""
    ref = known.get(fold(email))
    if ref is None:
        return None
    if ref.kind == "user":
        return of_person(catalog, ref)
    return Likely(ref, f"{email} is the address of {ref}.")


def line(likely: Likely | None, entity: Entity) -> str:
    """The line that makes a team the owner of `entity`, empty where no team is likely."""
    return "" if likely is None else f"owner: {reference(likely.team, entity)}"
