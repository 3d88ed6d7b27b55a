"""What a database holds, in a form that two of them can be compared by."""

from typing import Any

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import Session, aliased, sessionmaker

from app.store.database import reading
from app.store.models import (
    Base,
    EntityRow,
    FieldRow,
    FileRow,
    FindingRow,
    KeyRow,
    LevelRow,
    NeedRow,
    PolicyRow,
    ProblemRow,
    RefRow,
    RelationRow,
    ServedRow,
    SourceRow,
    TagRow,
    VersionRow,
    WaiverRow,
    WordsRow,
)

APART = ("source", "sync_lock")
"""The tables that are no part of the catalog: a sync that changes nothing may write them."""

Dump = dict[str, list[tuple[Any, ...]]]


def rows(sessions: sessionmaker[Session]) -> Dump:
    """Every row of the catalog's tables as it stands, ids and times included."""
    with reading(sessions) as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
            if table.name not in APART
        }


def marks(sessions: sessionmaker[Session]) -> dict[str, dict[tuple[Any, ...], Any]]:
    """Of every row of the catalog, by table and key, what differs once the row is written.

    PostgreSQL tells the transaction that wrote it, even with the same values; of SQLite it is the row itself.
    """
    found = {}
    with reading(sessions) as session:
        told = session.get_bind().dialect.name == "postgresql"
        for table in Base.metadata.sorted_tables:
            if table.name not in APART:
                keys = list(table.primary_key)
                mark: list[ColumnElement[Any]] = [literal_column("xmin::text")] if told else [*table.columns]
                rows_ = session.execute(select(*keys, *mark).select_from(table))
                found[table.name] = {tuple(row[: len(keys)]): tuple(row[len(keys) :]) for row in rows_}
    return found


def meaning(sessions: sessionmaker[Session]) -> Dump:
    """What the rows say now: names in place of ids, without times, generations and what was."""
    source, target, declared_by, owner, system = (aliased(RefRow) for _ in range(5))
    entity = [
        column
        for column in EntityRow.__table__.columns
        if column.name not in ("ref_id", "file_id", "owner_ref_id", "system_ref_id", "stale_since")
    ]
    problem = [
        column
        for column in ProblemRow.__table__.columns
        if column.name not in ("id", "file_id", "ref_id", "first_generation")
    ]
    need = [column for column in NeedRow.__table__.columns if column.name not in ("source_ref", "target_ref")]
    words = [column for column in WordsRow.__table__.columns if column.name != "ref_id"]
    finding = [
        column
        for column in FindingRow.__table__.columns
        if column.name not in ("id", "ref_id", "first_generation", "last_generation")
    ]
    waiver = [column for column in WaiverRow.__table__.columns if column.name not in ("id", "ref_id")]
    field = [column for column in FieldRow.__table__.columns if column.name not in ("key_id", "ref_id")]
    asked = {
        "entity": select(RefRow.canonical, FileRow.path, owner.canonical, system.canonical, *entity)
        .select_from(EntityRow)
        .join(RefRow, RefRow.id == EntityRow.ref_id)
        .join(FileRow)
        .outerjoin(owner, owner.id == EntityRow.owner_ref_id)
        .outerjoin(system, system.id == EntityRow.system_ref_id),
        "file": select(FileRow.path, FileRow.sha256, FileRow.state, FileRow.reason),
        "served": select(RefRow.canonical, ServedRow.uid, ServedRow.etag, ServedRow.json).join(
            RefRow, RefRow.id == ServedRow.ref_id
        ),
        "version": select(RefRow.canonical, VersionRow.document)
        .join(RefRow, RefRow.id == VersionRow.ref_id)
        .where(VersionRow.generation_to.is_(None)),
        "relation": select(source.canonical, RelationRow.type, target.canonical, declared_by.canonical)
        .select_from(RelationRow)
        .join(source, source.id == RelationRow.source_ref)
        .join(target, target.id == RelationRow.target_ref)
        .join(declared_by, declared_by.id == RelationRow.declared_by)
        .where(RelationRow.generation_to.is_(None)),
        "need": select(source.canonical, target.canonical, *need)
        .select_from(NeedRow)
        .join(source, source.id == NeedRow.source_ref)
        .join(target, target.id == NeedRow.target_ref),
        "tag": select(RefRow.canonical, TagRow.tag).join(RefRow, RefRow.id == TagRow.ref_id),
        "field": select(RefRow.canonical, KeyRow.name, *field)
        .select_from(FieldRow)
        .join(RefRow, RefRow.id == FieldRow.ref_id)
        .join(KeyRow, KeyRow.id == FieldRow.key_id),
        "level": select(RefRow.canonical, LevelRow.reached).join(RefRow, RefRow.id == LevelRow.ref_id),
        "words": select(RefRow.canonical, *words).select_from(WordsRow).join(RefRow, RefRow.id == WordsRow.ref_id),
        "problem": select(FileRow.path, RefRow.canonical, *problem)
        .select_from(ProblemRow)
        .join(FileRow)
        .outerjoin(RefRow, RefRow.id == ProblemRow.ref_id),
        "finding": select(RefRow.canonical, *finding)
        .select_from(FindingRow)
        .join(RefRow, RefRow.id == FindingRow.ref_id)
        .where(FindingRow.last_generation.is_(None)),
        "policy": select(SourceRow.name, PolicyRow.path, PolicyRow.text).join(
            SourceRow, SourceRow.id == PolicyRow.source_id
        ),
        "waiver": select(RefRow.canonical, *waiver).select_from(WaiverRow).join(RefRow, RefRow.id == WaiverRow.ref_id),
    }
    with reading(sessions) as session:
        return {
            name: sorted((tuple(row) for row in session.execute(wanted)), key=repr) for name, wanted in asked.items()
        }
