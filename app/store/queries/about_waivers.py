"""What the policy puts up with."""

from sqlalchemy import Select, select

from app.entities import Ref
from app.store.models import EntityRow, RefRow, WaiverRow
from app.store.queries.about_entities import OwnerRef


def waivers(*, about: Ref | None = None) -> Select[WaiverRow, str, str | None]:
    """Waivers with the references of what they are for and of its owner; what ends first comes first."""
    found = (
        select(WaiverRow, RefRow.canonical, OwnerRef.canonical)
        .join(RefRow, RefRow.id == WaiverRow.ref_id)
        .outerjoin(EntityRow, EntityRow.ref_id == WaiverRow.ref_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .order_by(WaiverRow.until, RefRow.canonical, WaiverRow.rule)
    )
    return found if about is None else found.where(RefRow.canonical == str(about))
