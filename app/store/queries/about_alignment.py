"""How far services and teams could run on their own, as the last sync worked it out."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app.entities import Ref
from app.store.models import AlignmentRow, RefRow

S = TypeVar("S", bound=Select[*tuple[Any, ...]])


def alignment(
    section: str, *, verdict: str = "", team: Ref | None = None, about: Ref | None = None, key: str = ""
) -> Select[str]:
    """The JSON of the rows of a section, in the order of lists: by weight, then by key."""
    found = _narrowed(select(AlignmentRow.document), section, team=team, about=about, key=key)
    if verdict:
        found = found.where(AlignmentRow.verdict == verdict)
    return found.order_by(AlignmentRow.weight, AlignmentRow.key)


def alignment_between(section: str, teams: Collection[Ref]) -> Select[str]:
    """The JSON of the rows of a section that are about one of these teams, and for one of these to see to."""
    about, team = aliased(RefRow), aliased(RefRow)
    names = [str(ref) for ref in teams]
    return (
        select(AlignmentRow.document)
        .join(about, about.id == AlignmentRow.ref_id)
        .join(team, team.id == AlignmentRow.team_ref_id)
        .where(AlignmentRow.section == section, about.canonical.in_(names), team.canonical.in_(names))
    )


def alignment_counts(section: str, *, team: Ref | None = None, about: Ref | None = None) -> Select[str, int]:
    """How many rows of a section come to which verdict."""
    found = select(AlignmentRow.verdict, func.count()).group_by(AlignmentRow.verdict).order_by(AlignmentRow.verdict)
    return _narrowed(found, section, team=team, about=about)


def alignment_totals() -> Select[str, str, int]:
    """How many rows of each section come to which verdict."""
    columns = (AlignmentRow.section, AlignmentRow.verdict)
    return select(*columns, func.count()).group_by(*columns).order_by(*columns)


def _narrowed(found: S, section: str, *, team: Ref | None, about: Ref | None, key: str = "") -> S:
    found = found.where(AlignmentRow.section == section)
    for ref, column in ((team, AlignmentRow.team_ref_id), (about, AlignmentRow.ref_id)):
        if ref is not None:
            named = aliased(RefRow)
            found = found.join(named, named.id == column).where(named.canonical == str(ref))
    return found.where(AlignmentRow.key == key) if key else found
