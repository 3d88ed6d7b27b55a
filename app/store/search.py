"""Full text search: SELECTs that mean the same on both databases.

What is looked for are terms, as `store.words` cuts them: letters and digits alone, so that nothing typed is ever an
order to either database. A term finds the words that begin with it, and all terms must be found.
"""

from collections.abc import Collection, Sequence
from typing import Any, Self

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType

from app.entities import fold
from app.store import words
from app.store.models import EntityRow, RefRow, WordsRow

FIELDS = ("name", "title", "tags", "owner", "description")
"""Where words are looked for, what tells most first."""

_RANKS = (FIELDS[:1], FIELDS[:3], FIELDS[:4])
"""Who has all terms in the first of these stands before who has them in the next."""

_WEIGHTS = {"name": "A", "title": "B", "tags": "B", "owner": "C", "description": "D"}
_BETWEEN_WORDS = ("-", "_", ".", "")
_INDEX = table("words_index", column("rowid", Integer), column("words_index"))
_VECTOR = literal_column("words.vector", TSVECTOR)


def having(terms: Sequence[str], fields: Collection[str] = FIELDS) -> ColumnElement[bool]:
    """Whether the words of an entity have every term somewhere in these fields."""
    columns = " ".join(fields)
    every = " AND ".join(f'"{term}" *' for term in terms)
    weights = "".join(sorted({_WEIGHTS[field] for field in fields}))
    return _Having(literal(f"{{{columns}}} : ({every})"), literal(" & ".join(f"'{term}':*{weights}" for term in terms)))


def holding(text: str) -> ColumnElement[bool]:
    """Whether an entity has this very text in its name or title, in any case."""
    return or_(*(each.icontains(text, autoescape=True) for each in (EntityRow.name, EntityRow.title)))


def counted(wanted: ColumnElement[bool]) -> Select[str, str | None, int]:
    """How many entities of each kind and type are like that."""
    return (
        select(EntityRow.kind, EntityRow.type, func.count())
        .join(WordsRow, WordsRow.ref_id == EntityRow.ref_id)
        .where(wanted)
        .group_by(EntityRow.kind, EntityRow.type)
    )


def ordered(
    wanted: ColumnElement[bool], text: str, *, kinds: Collection[str] = (), types: Collection[str] = ()
) -> Select[int]:
    """The ids of the entities that are like that, what `text` may mean first.

    Who is called so, then whose name begins so, then by the fields that have all of it, then by tier and name.
    """
    found = (
        select(EntityRow.ref_id)
        .join(WordsRow, WordsRow.ref_id == EntityRow.ref_id)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .where(wanted)
        .order_by(*_meant(text), EntityRow.tier.asc().nulls_last(), RefRow.name, RefRow.canonical)
    )
    if kinds:
        found = found.where(EntityRow.kind.in_(list(kinds)))
    return found.where(EntityRow.type.in_(list(types))) if types else found


def worded(ids: Collection[int]) -> Select[WordsRow]:
    """The words by which these entities are found."""
    return select(WordsRow).where(WordsRow.ref_id.in_(ids))


def named() -> Select[str, str, str, str]:
    """Every entity's kind, namespace and name, and the words of its name."""
    return select(RefRow.kind, RefRow.namespace, RefRow.name, WordsRow.name.label("words")).join(
        WordsRow, WordsRow.ref_id == RefRow.id
    )


def _meant(text: str) -> list[ColumnElement[Any]]:
    terms = words.terms(text)
    if not terms:
        return []
    spelt = sorted({fold(text), *(sign.join(terms) for sign in _BETWEEN_WORDS)})
    begins = or_(*(RefRow.name.startswith(each, autoescape=True) for each in spelt))
    called = case((RefRow.name.in_(spelt), 0), (begins, 1), else_=2)
    return [called, case(*((having(terms, fields), rank) for rank, fields in enumerate(_RANKS)), else_=len(_RANKS))]


class _Having(FunctionElement[bool]):
    """A condition on `words`, in the words of either database: of the two arguments each takes its own."""

    inherit_cache = True
    name = "having"
    type = Boolean()

    def self_group(self, against: OperatorType | None = None) -> Self:
        """Itself: compared with 1, as truth is on SQLite, it would be asked of every row."""
        del against
        return self


@compiles(_Having, "sqlite")
def _on_sqlite(element: _Having, compiler: SQLCompiler, **options: Any) -> str:
    asked, _ = element.clauses
    found = select(_INDEX.c.rowid).where(_INDEX.c.words_index.op("MATCH")(asked))
    return compiler.process(WordsRow.__table__.c.ref_id.in_(found), **options)


@compiles(_Having, "postgresql")
def _on_postgresql(element: _Having, compiler: SQLCompiler, **options: Any) -> str:
    _, asked = element.clauses
    return compiler.process(_VECTOR.op("@@")(cast(asked, TSQUERY)), **options)
