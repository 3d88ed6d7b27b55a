"""The team that answers for a thing, where rules compare teams."""

from app.catalog import Catalog
from app.entities import Entity, Ref


def team_of(catalog: Catalog, entity: Entity) -> Ref | None:
    """The team that owns it, itself or through what it is part of; `None` where that is open.

    A team that nobody declares counts only where the catalog leaves all teams to another system.
    """
    owner = entity.owner
    if owner is None:
        inherited = catalog.inherited_owner(entity)
        owner = None if inherited is None else inherited[1]
    if owner is None or owner.kind != "group":
        return None
    return owner if owner in catalog or not catalog.of_kind("group") else None
