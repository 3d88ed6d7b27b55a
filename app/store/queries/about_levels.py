"""Levels: how far things and teams have come, and what holds them back."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, false, func, or_, select, union_all
from sqlalchemy.orm import aliased

from app.entities import Ref
from app.problems import Severity
from app.store.models import EntityRow, FileRow, FindingRow, LevelRow, RefRow
from app.store.queries.about_entities import LISTED, Listing, OwnerRef, ref_id


def levels(refs: Collection[Ref]) -> Select[int, str, int]:
    """How many levels each of these has reached, after its id and reference; what has no level has no row."""
    return (
        select(LevelRow.ref_id, RefRow.canonical, LevelRow.reached)
        .join(RefRow, RefRow.id == LevelRow.ref_id)
        .where(RefRow.canonical.in_([str(ref) for ref in refs]))
    )


def level_counts(team: Ref | None = None) -> Select[int, str, int]:
    """How many have reached how many levels, teams apart: the number, the kind, how many; of all or of one team."""
    kind = case((EntityRow.kind == "group", "group"), else_="")
    found = (
        select(LevelRow.reached, kind, func.count())
        .join(EntityRow, EntityRow.ref_id == LevelRow.ref_id)
        .group_by(LevelRow.reached, kind)
    )
    if team is None:
        return found
    own = ref_id(team).scalar_subquery()
    return found.where(or_(EntityRow.owner_ref_id == own, EntityRow.ref_id == own))


def team_levels(team: Ref | None = None) -> Listing:
    """The teams that have a level, the lowest first, then by reference: `id` and `reached`, then `LISTED`."""
    found = (
        select(RefRow.id.label("id"), LevelRow.reached, *LISTED)
        .select_from(LevelRow)
        .join(RefRow, RefRow.id == LevelRow.ref_id)
        .join(EntityRow, EntityRow.ref_id == LevelRow.ref_id)
        .join(FileRow, FileRow.id == EntityRow.file_id)
        .outerjoin(OwnerRef, OwnerRef.id == EntityRow.owner_ref_id)
        .where(EntityRow.kind == "group")
        .order_by(LevelRow.reached, RefRow.canonical)
    )
    return found if team is None else found.where(RefRow.canonical == str(team))


def next_steps(
    ids: Collection[int], kinds: Collection[str], rules: Sequence[Collection[str]], places: Mapping[str, int]
) -> Select[int, int]:
    """The finding to mend first on the way to the next level, by the id of what has come so far.

    `rules` are those of each level, lowest first; `places` is in which order to mend what is equally bad and of one
    tier. Of `kinds` is whatever has an owner to see to it.
    """
    holding = _holding(ids, kinds).subquery("holding")
    about = aliased(EntityRow, name="about")
    order = (
        case({each.value: each.rank for each in Severity}, value=FindingRow.severity),
        about.tier.asc().nulls_last(),
        _placed(places),
        *(FindingRow.path, FindingRow.line, FindingRow.column, FindingRow.target),
    )
    number = func.row_number().over(partition_by=holding.c.holder, order_by=order)
    wanted = [and_(LevelRow.reached == reached, FindingRow.rule.in_(some)) for reached, some in enumerate(rules)]
    ranked = (
        select(holding.c.holder, FindingRow.id, number.label("place"))
        .select_from(holding)
        .join(LevelRow, LevelRow.ref_id == holding.c.holder)
        .join(FindingRow, and_(FindingRow.ref_id == holding.c.about, FindingRow.last_generation.is_(None)))
        .join(about, about.ref_id == holding.c.about)
        .where(or_(false(), *wanted))
        .subquery("ranked")
    )
    return select(ranked.c.holder, ranked.c.id).where(ranked.c.place == 1)


def _placed(places: Mapping[str, int]) -> ColumnElement[int]:
    return case(dict(places), value=FindingRow.rule, else_=len(places)) if places else func.length("")


def _holding(ids: Collection[int], kinds: Collection[str]) -> CompoundSelect[int, int]:
    """What can hold each of these back: itself, what a team owns, and the team that owns a thing."""
    team = aliased(EntityRow, name="team")
    owned = (
        select(EntityRow.owner_ref_id.label("holder"), EntityRow.ref_id.label("about"))
        .join(team, and_(team.ref_id == EntityRow.owner_ref_id, team.kind == "group"))
        .where(EntityRow.kind.in_(kinds))
        .subquery("owned")
    )
    return union_all(
        select(LevelRow.ref_id.label("holder"), LevelRow.ref_id.label("about")).where(LevelRow.ref_id.in_(ids)),
        select(owned.c.holder, owned.c.about).where(owned.c.holder.in_(ids)),
        select(owned.c.about, owned.c.holder).where(owned.c.about.in_(ids)),
    )
