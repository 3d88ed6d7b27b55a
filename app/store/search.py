"""Full text search: SELECTs that mean the same on both databases.

What is looked for are terms, as `store.words` cuts them: letters and digits alone, so that nothing typed is ever an
order to either database. A term finds the words that begin with it, and all terms must be found.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.entities import fold
from app.store.models import EntityRow, RefRow, WordsRow
from app.store.words import terms as cut

FIELDS = ("name", "title", "tags", "owner", "description")
"""Where words are looked for, what tells most first."""

_RANKS = (FIELDS[:1], FIELDS[:3], FIELDS[:4])
"""Who has all terms in the first of these stands before who has them in the next."""

_WEIGHTS = {"name": "A", "title": "B", "tags": "B", "owner": "C", "description": "D"}
_BETWEEN_WORDS = ("-", "_", ".", "")


def matching(terms: Sequence[str], fields: Collection[str] = FIELDS) -> Select[int]:
    """The ids of the entities that have every term somewhere in these fields."""
    found = _Matching(_of_sqlite(terms, fields), _of_postgresql(terms, fields)).table_valued("ref_id")
    return select(found.c.ref_id)


def holding(text: str) -> Select[int]:
    """The ids of the entities with this very text in their name or title, in any case."""
    within = (each.icontains(text, autoescape=True) for each in (EntityRow.name, EntityRow.title))
    return select(EntityRow.ref_id).where(or_(*within))


def counted(found: Select[int]) -> Select[str, str | None, int]:
    """How many of these entities there are of each kind and type."""
    return (
        select(EntityRow.kind, EntityRow.type, func.count())
        .where(EntityRow.ref_id.in_(found))
        .group_by(EntityRow.kind, EntityRow.type)
    )


def ordered(found: Select[int], text: str, *, kinds: Collection[str] = (), types: Collection[str] = ()) -> Select[int]:
    """The ids of these entities, what `text` may mean first.

    Who is called so, then whose name begins so, then by the fields that have all of it, then by tier and name.
    """
    chosen = (
        select(EntityRow.ref_id)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .where(EntityRow.ref_id.in_(found))
        .order_by(*_meant(text), EntityRow.tier.asc().nulls_last(), RefRow.name, RefRow.canonical)
    )
    if kinds:
        chosen = chosen.where(EntityRow.kind.in_(list(kinds)))
    return chosen.where(EntityRow.type.in_(list(types))) if types else chosen


def worded(ids: Collection[int]) -> Select[WordsRow]:
    """The words by which these entities are found."""
    return select(WordsRow).where(WordsRow.ref_id.in_(ids))


def named() -> Select[str, str, str, str]:
    """Every entity's kind, namespace and name, and the words of its name."""
    return select(RefRow.kind, RefRow.namespace, RefRow.name, WordsRow.name.label("words")).join(
        WordsRow, WordsRow.ref_id == RefRow.id
    )


def _meant(text: str) -> list[ColumnElement[Any]]:
    terms = cut(text)
    if not terms:
        return []
    spelt = {fold(text), *(sign.join(terms) for sign in _BETWEEN_WORDS)}
    begins = or_(*(RefRow.name.startswith(each, autoescape=True) for each in sorted(spelt)))
    called = case((RefRow.name.in_(sorted(spelt)), 0), (begins, 1), else_=2)
    ranks = enumerate(_RANKS)
    return [called, case(*((EntityRow.ref_id.in_(matching(terms, fields)), rank) for rank, fields in ranks), else_=3)]


class _Matching(FunctionElement[int]):
    """The ids that match; of its two arguments each database takes the one it understands."""

    inherit_cache = True
    name = "matching"
    type = Integer()


@compiles(_Matching, "sqlite")
def _on_sqlite(element: _Matching, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses.clauses[0], **options)


@compiles(_Matching, "postgresql")
def _on_postgresql(element: _Matching, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses.clauses[1], **options)


def _of_sqlite(terms: Sequence[str], fields: Collection[str]) -> ScalarSelect[int]:
    """The words in quotes, each with a star for what begins so; the index is named where it is asked."""
    index = table("words_index", column("rowid", Integer), column("words_index"))
    every = " AND ".join(f'"{term}" *' for term in terms)
    asked = literal(f"{{{' '.join(fields)}}} : ({every})")
    return select(index.c.rowid.label("ref_id")).where(index.c.words_index.op("MATCH")(asked)).scalar_subquery()


def _of_postgresql(terms: Sequence[str], fields: Collection[str]) -> ScalarSelect[int]:
    """The words in quotes, each with a star for what begins so, and the weights of the fields."""
    index = table("words", column("ref_id", Integer), column("vector", TSVECTOR))
    weights = "".join(sorted({_WEIGHTS[field] for field in fields}))
    asked = cast(literal(" & ".join(f"'{term}':*{weights}" for term in terms)), TSQUERY)
    return select(index.c.ref_id).where(index.c.vector.op("@@")(asked)).scalar_subquery()
