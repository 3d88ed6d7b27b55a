"""Lists that people browse: what stands in one, in which order, and how it divides.

What narrows, orders and counts them looks at `entity` alone, at columns that one index holds side by side.
What a line shows besides is asked for the lines of one page, in `about_lines`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.entities import Ref, fold
from app.store.models import EntityRow, FindingRow, ProblemRow, RefRow, TagRow
from app.store.queries.about_entities import LONGEST_FILTER, OwnerRef, ref_id

ANY = "any"
"""Stands for every rule and code where one of them may stand; none of them is called so."""

_TOGETHER = ("kind", "type", "lifecycle", "tier")
"""What has few values each, and is counted in one go."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a list; what is empty narrows nothing.

    `kinds` and `types` are what the list holds, `kind` and `type` those of them that are wanted. `gap` is a rule
    or code that is open, or `ANY`. `without` names those of the others that an entity must have no value of.
    """

    kinds: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    kind: str = ""
    type: str = ""
    lifecycle: str = ""
    tier: int | None = None
    owner: Ref | None = None
    system: Ref | None = None
    tag: str = ""
    gap: str = ""
    text: str = ""
    without: frozenset[str] = frozenset()

    def freed(self, *names: str) -> "Narrowing":
        """The same without what is said under these names."""
        empty: dict[str, Any] = {name: _EMPTY[name] for name in names}
        return replace(self, **empty, without=self.without - set(names))


_EMPTY: Mapping[str, Any] = {
    "kind": "",
    "type": "",
    "lifecycle": "",
    "tier": None,
    "owner": None,
    "system": None,
    "tag": "",
    "gap": "",
}
DIVISIONS = tuple(_EMPTY)
"""The names under which a list divides."""

SystemRef = aliased(RefRow, name="system_ref")


def listed(narrowing: Narrowing) -> Select[int]:
    """The entities of a list by their ids, in no order."""
    return select(EntityRow.ref_id).where(*_conditions(narrowing))


def ordered(found: Select[int], by: str, *, falling: bool, teams: bool = False) -> Select[int]:
    """A list from the least to the most, or falling; entities of one value go by name, those without one last.

    `by` is one of `SORTS`. Gaps are open errors and gaps; of teams, those of what they own, too.
    """
    if by == "gaps":
        open_ = _open_gaps_of_teams() if teams else _open_gaps()
        found = found.outerjoin(open_, open_.c.ref_id == EntityRow.ref_id)
        first: ColumnElement[Any] = func.coalesce(open_.c.number, 0)
    elif by in _NAMED:
        named, column = _NAMED[by]
        found = found.outerjoin(named, named.id == column)
        first = named.name.expression
    else:
        first = _COLUMNS[by].expression
    if by not in _COLUMNS:
        # True of everything: SQLite joins the whole table by any index it likes, unless one narrows it.
        found = found.where(EntityRow.kind >= "")
    directed = first.desc() if falling else first.asc()
    return found.order_by(
        directed if by in _ALWAYS else directed.nulls_last(), EntityRow.name, EntityRow.kind, EntityRow.ref_id
    )


_COLUMNS: Mapping[str, InstrumentedAttribute[Any]] = {
    "name": EntityRow.name,
    "tier": EntityRow.tier,
    "lifecycle": EntityRow.lifecycle,
    "type": EntityRow.type,
    "kind": EntityRow.kind,
}
_NAMED = {
    "owner": (OwnerRef, EntityRow.owner_ref_id),
    "system": (SystemRef, EntityRow.system_ref_id),
}
_ALWAYS = ("name", "kind", "gaps")
"""What every entity has."""

SORTS = (*_COLUMNS, *_NAMED, "gaps")
"""What a list can go by."""


def counted_together(narrowing: Narrowing) -> Select[str, str | None, str | None, int | None, int]:
    """How many entities there are of each kind, type, lifecycle and tier, whichever of these are wanted."""
    columns = (EntityRow.kind, EntityRow.type, EntityRow.lifecycle, EntityRow.tier)
    return select(*columns, func.count()).where(*_conditions(narrowing.freed(*_TOGETHER))).group_by(*columns)


def counted_by_name(narrowing: Narrowing, name: str) -> Select[int | None, int]:
    """How many entities each owner or system has, by its id, whichever of them is wanted."""
    _, column = _NAMED[name]
    return select(column, func.count()).where(*_conditions(narrowing.freed(name))).group_by(column)


def counted_by_tag(narrowing: Narrowing) -> Select[str, int]:
    """How many entities have each tag, whichever tag is wanted."""
    found = select(TagRow.tag, func.count()).group_by(TagRow.tag)
    conditions = _conditions(narrowing.freed("tag"))
    # Only entities have tags: where nothing narrows the list nobody needs to look.
    return found.where(TagRow.ref_id.in_(select(EntityRow.ref_id).where(*conditions))) if conditions else found


def counted_by_gap(narrowing: Narrowing) -> Select[str, int]:
    """How many entities each rule or code is open on, whichever is wanted."""
    gap = _open_on(None).subquery("gap")
    return (
        select(gap.c.code, func.count(gap.c.ref_id.distinct()))
        .where(gap.c.ref_id.in_(listed(narrowing.freed("gap"))))
        .group_by(gap.c.code)
    )


def _conditions(narrowing: Narrowing) -> list[ColumnElement[bool]]:
    return [*_of_the_list(narrowing), *_wanted(narrowing), *_lacking(narrowing.without)]


def _of_the_list(narrowing: Narrowing) -> Iterable[ColumnElement[bool]]:
    if narrowing.kinds:
        yield EntityRow.kind.in_([fold(kind) for kind in narrowing.kinds])
    if narrowing.types:
        yield EntityRow.type.in_(sorted(fold(each) for each in narrowing.types))


def _wanted(narrowing: Narrowing) -> Iterable[ColumnElement[bool]]:
    if narrowing.kind:
        yield EntityRow.kind == fold(narrowing.kind)
    if narrowing.type:
        yield EntityRow.type == fold(narrowing.type)
    if narrowing.lifecycle:
        yield EntityRow.lifecycle == fold(narrowing.lifecycle)
    if narrowing.tier is not None:
        yield EntityRow.tier == narrowing.tier
    if narrowing.owner is not None:
        yield EntityRow.owner_ref_id == ref_id(narrowing.owner).scalar_subquery()
    if narrowing.system is not None:
        yield EntityRow.system_ref_id == ref_id(narrowing.system).scalar_subquery()
    if narrowing.tag:
        yield EntityRow.ref_id.in_(select(TagRow.ref_id).where(TagRow.tag == fold(narrowing.tag)[:LONGEST_FILTER]))
    if narrowing.gap:
        yield EntityRow.ref_id.in_(_open_ids(None if narrowing.gap == ANY else narrowing.gap))
    if narrowing.text:
        text = narrowing.text
        yield or_(EntityRow.name.icontains(text, autoescape=True), EntityRow.title.icontains(text, autoescape=True))


def _lacking(names: Iterable[str]) -> Iterable[ColumnElement[bool]]:
    for name in sorted(names):
        if name == "gap":
            yield EntityRow.ref_id.not_in(_open_ids(None))
        elif name == "tag":
            yield EntityRow.ref_id.not_in(select(TagRow.ref_id))
        elif name in _NAMED:
            yield _NAMED[name][1].is_(None)
        else:
            yield _COLUMNS[name].is_(None)


def _open_on(code: str | None) -> CompoundSelect[int, str]:
    """The ids of entities that something is open on, with its code; of one code or of all."""
    findings = select(FindingRow.ref_id, FindingRow.rule.label("code")).where(FindingRow.last_generation.is_(None))
    problems = select(ProblemRow.ref_id, ProblemRow.code).where(ProblemRow.ref_id.is_not(None))
    if code is not None:
        findings, problems = findings.where(FindingRow.rule == code), problems.where(ProblemRow.code == code)
    return union_all(findings, problems)


def _open_ids(code: str | None) -> Select[int]:
    return select(_open_on(code).subquery("open_on").c.ref_id)


def _open_gaps() -> Any:
    """How many errors and gaps are open on each entity."""
    gap = _severe()
    return select(gap.c.ref_id, func.count().label("number")).group_by(gap.c.ref_id).subquery("open_gaps")


def _open_gaps_of_teams() -> Any:
    """How many errors and gaps each team has to see to: its own, and those of what it owns."""
    own, owned, about = _severe(), _severe(), aliased(EntityRow, name="about")
    # Counted by a plain column: what an expression gives, SQLite looks through for every team.
    gap = union_all(
        select(own.c.ref_id),
        select(about.owner_ref_id).select_from(owned).join(about, about.ref_id == owned.c.ref_id),
    ).subquery("gap")
    return select(gap.c.ref_id, func.count().label("number")).group_by(gap.c.ref_id).subquery("open_gaps")


def _severe() -> Any:
    severe = ("error", "gap")
    findings = select(FindingRow.ref_id).where(FindingRow.last_generation.is_(None), FindingRow.severity.in_(severe))
    problems = select(ProblemRow.ref_id).where(ProblemRow.ref_id.is_not(None), ProblemRow.severity.in_(severe))
    return union_all(findings, problems).subquery("severe")
