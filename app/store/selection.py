"""Which entities a predicate selects, in what order: the SELECTs behind the lists and counts of the protocol.

Everything is asked of `field`, whose primary key is an index of key, value and entity that has the whole row. A
statement either *walks* a key in the order of its values and looks, for each entity it meets, whether the predicate
holds; or it *gathers* the few entities that some part of the predicate leaves, and sorts them. Which is quicker
depends on how many those are, which no database knows of a single value: `gathering.sizes` asks.

Everything here is about shapes: predicates, texts and positions say the names of their values (`store.shapes`), and a
statement is put together once for all that is asked in the same way (`statement`).
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    bindparam,
    func,
    select,
    union,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

from app.store.conditions import (
    ALWAYS,
    BY_ENTITY,
    NOBODYS,
    KeyIds,
    Keys,
    Look,
    Text,
    has_text,
    holds,
    piece_of,
    there_is,
)
from app.store.fields import EVERYWHERE, GREATEST, LEAST, VALUE
from app.store.gathering import without
from app.store.models import EntityRow, FieldRow, RefRow, ServedRow
from app.store.places import Order, Place, Spot, behind, ordered_by
from app.store.predicates import All, Leaf, OneOf, Predicate
from app.store.shapes import Values

Columns = TypeVarTuple("Columns")

# Tables as they are: a statement over classes takes longer to put together than most of these take to answer.
_ENTITY, _FIELD, _REF, _SERVED = (row.__table__ for row in (EntityRow, FieldRow, RefRow, ServedRow))

_SHAPES = 256
"""So many statements are kept."""

_LIMIT, _OFFSET = (bindparam(name, type_=Integer()) for name in ("limit", "offset"))
_FROM, _BEFORE = "kinds_from", "kinds_before"
_WITHIN_SPAN = (_REF.c.canonical >= bindparam(_FROM), _REF.c.canonical < bindparam(_BEFORE))


def span(predicate: Predicate) -> Values:
    """Where among all references those of the wanted kinds stand, since one begins with its kind; empty for all.

    This is about a predicate as it was asked, with its values.
    """
    parts = predicate.parts if isinstance(predicate, All) else (predicate,)
    for part in parts:
        if isinstance(part, OneOf) and part.key == "kind" and part.values and "".join(part.values).isascii():
            return {_FROM: f"{min(part.values)}:", _BEFORE: f"{max(part.values)};"}
    return {}


@lru_cache(_SHAPES)
def among(predicate: Predicate, keys: KeyIds) -> Select[str, str]:
    """The references and the JSON of those of the `refs` for which the predicate holds, in no order."""
    return (
        select(_REF.c.canonical, _SERVED.c.json)
        .join(_SERVED, _SERVED.c.ref_id == _REF.c.id)
        .where(
            _REF.c.canonical.in_(bindparam("refs", expanding=True)),
            holds(predicate, dict(keys), _SERVED.c.ref_id, Look.SINGLY),
        )
    )


@lru_cache(_SHAPES)
def statement(
    selection: "Selection", ask: Callable[..., Select[*tuple[Any, ...]]], *how: Hashable, **said: Hashable
) -> Select[*tuple[Any, ...]]:
    """What a method of a selection makes of it; put together once."""
    return ask(selection, *how, **said)


@dataclass(frozen=True)
class Selection:
    """The entities for which a predicate holds, and in whose text a term stands.

    They are `gathered` by these leaves, of which each satisfies one, or walked; `few` says that they are at most `FEW`,
    or that a text leaves few. Entities that lack the first key they are `ordered` by are left out, unless they are to
    come `lacking_last`; those that lack another come last among their equals. They are `spanned` where `span` tells the
    references they stand among. `by_sets` says that the predicate has too many parts for SQLite to
    look each up for each entity.
    """

    predicate: Predicate
    key_ids: KeyIds
    gathered: tuple[Leaf, ...] = ()
    few: bool = False
    text: Text | None = None
    ordered: tuple[Order, ...] = ()
    lacking_last: bool = False
    spanned: bool = False
    by_sets: bool = False

    @cached_property
    def keys(self) -> Keys:
        """The ids of keys by their names."""
        return dict(self.key_ids)

    def count(self) -> Select[int]:
        """How many there are."""
        if self._gathering is not None:
            return select(func.count()).select_from(self._gathering)
        found = select(func.count()).select_from(_ENTITY)
        wanted = self._conditions(_ENTITY.c.ref_id, self.predicate, self.text, Look.SETS)
        return found if wanted is ALWAYS else found.where(wanted)

    def whole(self, *, brief: bool, less: bool) -> Select[bytes | str]:
        """The JSON of each, or what is `brief` of it, in order; bytes where they are to be had. `less` the `offset`."""
        placed, directions = self._placed(Look.FREELY)
        if self.ordered and not self.lacking_last:
            placed = placed.where(_SERVED.c.ref_id == placed.selected_columns.last.element)
        found = placed.with_only_columns(_json(brief=brief))
        return ordered_by(found, self._places(placed, directions, backwards=False)).offset(_OFFSET if less else None)

    def page(self, spot: Spot | None, *, backwards: bool, brief: bool) -> Select[Any]:
        """The JSON of each, and its position; from behind a spot, or `backwards` from before it, up to the `limit`.

        From the beginning, each row ends in how many there are in all where they are few.
        """
        placed, directions = self._placed(Look.SINGLY)
        if self.few:
            # All of the few are fetched before they are sorted: PostgreSQL would walk in order and hope to meet them.
            placed = select(placed.offset(0).subquery("few"))
        places = self._places(placed, directions, backwards=backwards)
        if spot is not None:
            placed = placed.where(behind(places, spot))
        # What is long is fetched of those alone that are shown.
        if self.few and spot is None:
            placed = placed.add_columns(func.count().over().label("total"))
        page = ordered_by(placed, places).limit(_LIMIT).offset(_OFFSET).subquery("page")
        _, *columns_ = page.c
        found = select(_json(brief=brief), *columns_).join(page, page.c.ref_id == _SERVED.c.ref_id)
        return ordered_by(
            found, [place._replace(column=column) for place, column in zip(places, columns_, strict=False)]
        )

    def facet(self, key: str) -> Select[str, int, int]:
        """The values of a key: how many entities have each, and how many write it in other than small letters."""
        found = (
            select(_FIELD.c.value, func.count(), func.count(_FIELD.c.written))
            .where(_FIELD.c.key_id == self.keys.get(key, NOBODYS), _FIELD.c.ends > 0)
            .group_by(_FIELD.c.value)
            .order_by(_FIELD.c.value)
        )
        return self._within(self._led(found), _FIELD.c.ref_id, Look.SETS)

    def spelt(self, key: str) -> Select[str, str, int]:
        """The values of a key that somebody writes in other than small letters: how often each in which way."""
        way = func.coalesce(_FIELD.c.written, _FIELD.c.value)
        other = _FIELD.alias()
        here = (other.c.key_id == self.keys.get(key, NOBODYS), other.c.written.is_not(None))
        found = (
            select(_FIELD.c.value, way, func.count())
            .where(
                _FIELD.c.key_id == self.keys.get(key, NOBODYS),
                _FIELD.c.ends > 0,
                _FIELD.c.value.in_(select(other.c.value).where(*here)),
            )
            .group_by(_FIELD.c.value, way)
            .order_by(_FIELD.c.value, way)
        )
        return self._within(self._led(found), _FIELD.c.ref_id, Look.SETS)

    def _led(self, found: Select[*Columns]) -> Select[*Columns]:
        """Rows of few entities are looked for by entity."""
        return found.with_hint(_FIELD, BY_ENTITY, "sqlite") if self.few else found

    @cached_property
    def _gathering(self) -> Subquery | None:
        """The entities, gathered by leaves or by the text; none where neither can."""
        if not self.gathered:
            if self.text is None:
                return None
            text = _FIELD.alias()
            refs = select(text.c.ref_id).where(has_text(self.text, self.keys, text)).distinct()
            return self._left(refs, text.c.ref_id, self.predicate, None).subquery("gathered")
        pieces = [piece_of(leaf, self.keys) for leaf in self.gathered]
        rest = without(self.predicate, self.gathered)
        if len(pieces) == 1:
            [piece] = pieces
            return self._left(piece, piece.selected_columns.ref_id, rest, self.text).subquery("gathered")
        every = union(*pieces).subquery()
        return self._left(select(every.c.ref_id), every.c.ref_id, rest, self.text).subquery("gathered")

    def _left(
        self, found: Select[int], ref: SQLColumnExpression[int], predicate: Predicate, text: Text | None
    ) -> Select[int]:
        look = Look.SINGLY if self.few else Look.SETS
        wanted = self._conditions(ref, predicate, text, look)
        return found if wanted is ALWAYS else found.where(wanted)

    def _conditions(
        self,
        ref: SQLColumnExpression[int],
        predicate: Predicate,
        text: Text | None,
        look: Look,
    ) -> ColumnElement[bool]:
        """Whether an entity is one of them, as far as these tell."""
        found = [holds(predicate, self.keys, ref, Look.ONLY_SETS if self.by_sets else look)]
        if text is not None:
            row = _FIELD.alias()
            found.append(there_is(row, row.c.ref_id == ref, has_text(text, self.keys, row)))
        if self.ordered and not self.lacking_last and self.ordered[0].key not in EVERYWHERE:
            row = _FIELD.alias()
            found.append(there_is(row, row.c.ref_id == ref, row.c.key_id == self._key(0), row.c.ends > 0))
        kept = [each for each in found if each is not ALWAYS]
        return and_(*kept) if kept else ALWAYS

    def _within(self, found: Select[*Columns], ref: SQLColumnExpression[int], look: Look) -> Select[*Columns]:
        """Of what is found, that which is about the selected entities."""
        if self.few and self._gathering is not None:
            return found.where(ref == self._gathering.c.ref_id)
        wanted = self._conditions(ref, self.predicate, self.text, look)
        return found if wanted is ALWAYS else found.where(wanted)

    def _placed(self, look: Look) -> tuple[Select[Any], list[bool]]:
        """The selected entities with the columns of their positions, and which of these go down."""
        if not self.ordered:
            named = (
                select(_REF.c.id.label("ref_id"), _REF.c.canonical)
                .select_from(_REF)
                .join(_SERVED, _SERVED.c.ref_id == _REF.c.id)
                .where(*(_WITHIN_SPAN if self.spanned else ()))
            )
            return self._within(named, _REF.c.id, look), [False]
        rows = [_FIELD.alias() for _ in self.ordered]
        ref: SQLColumnExpression[int] = _SERVED.c.ref_id if self.lacking_last else rows[0].c.ref_id
        values = [row.c.value.label(f"value_{number}") for number, row in enumerate(rows)]
        found = select(ref.label("ref_id"), *values, ref.label("last"))
        found = found.select_from(_SERVED if self.lacking_last else rows[0])
        if not self.lacking_last:
            found = found.where(rows[0].c.key_id == self._key(0), rows[0].c.ends.in_(self._ends(0)))
            if self.few:
                found = found.with_hint(rows[0], BY_ENTITY, "sqlite")
        for number, row in enumerate(rows):
            if number or self.lacking_last:
                here = (row.c.ref_id == ref, row.c.key_id == self._key(number), row.c.ends.in_(self._ends(number)))
                found = found.outerjoin(row, and_(*here)).with_hint(row, BY_ENTITY, "sqlite")
        return self._within(found, ref, look), [
            *(order.descending for order in self.ordered),
            False,
        ]

    def _places(self, placed: Select[Any], directions: Sequence[bool], *, backwards: bool) -> list[Place]:
        _, *columns = placed.selected_columns
        return [
            Place(column, descending != backwards, backwards, self._may_lack(number))
            for number, (column, descending) in enumerate(zip(columns, directions, strict=True))
        ]

    def _may_lack(self, number: int) -> bool:
        if number >= len(self.ordered) or self.ordered[number].key in EVERYWHERE:
            return False
        return number > 0 or self.lacking_last

    def _key(self, number: int) -> int:
        return self.keys.get(self.ordered[number].key, NOBODYS)

    def _ends(self, number: int) -> tuple[int, ...]:
        """The rows that an entity is sorted by: one each."""
        return (VALUE + (GREATEST if self.ordered[number].descending else LEAST), VALUE + LEAST + GREATEST)


def _json(*, brief: bool) -> "_Bytes":
    return _Bytes(func.coalesce(_SERVED.c.brief, _SERVED.c.json) if brief else _SERVED.c.json)


class _Bytes(FunctionElement[Any]):
    """A text as the bytes it is kept as, where the database gives them as they are: PostgreSQL would spell them out."""

    inherit_cache = True
    type = NullType()


@compiles(_Bytes)
def _text(element: _Bytes, compiler: SQLCompiler, **kwargs: Any) -> str:
    return compiler.process(element.clauses, **kwargs)


@compiles(_Bytes, "sqlite")
def _blob(element: _Bytes, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kwargs)} AS BLOB)"
