"""The tables.

Rows are how the catalog is stored, entities are what it means; `store.rows` translates. A name that
somebody writes has a row in `ref` whether or not an entity answers to it, so *missing* is a ref
without an entity, and a new or removed entity rewrites nobody else's rows.

A sync is the only writer, so it gives out the ids itself: what it writes is known, and can be looked
at, before anything is written. No index holds a text of unbounded length, since PostgreSQL refuses
what does not fit into a third of a page, and an author must not be able to make a sync fail.
"""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Id = BigInteger().with_variant(Integer, "sqlite")
Name = Text().with_variant(Text(collation="C"), "postgresql")
"""A text that lists are sorted by: by its bytes, whatever language the server was set up for."""

Moment = DateTime(timezone=False)
"""A time in UTC, stored without a zone."""


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMES)


class GenerationRow(Base):
    """A state of the catalog. The highest id is what readers see; one commit moves it."""

    __tablename__ = "generation"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    source_commit: Mapped[str | None] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    counts: Mapped[str] = mapped_column(Text)
    """JSON: entities by kind, findings and problems by severity."""


class SourceRow(Base):
    """Where descriptors come from. `state` is fresh, or stale with a reason.

    `fingerprint` says from what `generation` was concluded: the same one again needs no second look.
    """

    __tablename__ = "source"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    location: Mapped[str] = mapped_column(Text)
    priority: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20))
    read_at: Mapped[datetime] = mapped_column(Moment)
    """When it was last read as a whole; of one that never could be, when that was first tried."""
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    generation: Mapped[int | None] = mapped_column(Id)
    stale_since: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(Text)


class FileRow(Base):
    """A file that was read for the catalog. `state` is read, set-aside, included or failed."""

    __tablename__ = "file"
    # A path may have 4,096 bytes; a hash index takes any length (SQLite makes an ordinary one).
    __table_args__ = (
        Index("ix_file_path", "path", postgresql_using="hash"),
        # Every page counts what the few files that fail leave behind.
        Index("ix_file_state", "state"),
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), index=True)
    path: Mapped[str] = mapped_column(Name)
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    stale_since: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(Text)


class ProblemRow(Base):
    """A fault of reading, as long as it stands."""

    __tablename__ = "problem"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    severity: Mapped[str] = mapped_column(String(10))
    line: Mapped[int] = mapped_column(Integer)
    column: Mapped[int] = mapped_column(Integer)
    pointer: Mapped[str] = mapped_column(Text)
    ref_id: Mapped[int | None] = mapped_column(ForeignKey("ref.id"), index=True)
    message: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    first_generation: Mapped[int] = mapped_column(ForeignKey("generation.id"))


class RefRow(Base):
    """A reference that is declared or only named. Parts are folded, so equality is by canonical form."""

    __tablename__ = "ref"
    __table_args__ = (Index("ix_ref_name", "name"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    canonical: Mapped[str] = mapped_column(Name, unique=True)
    kind: Mapped[str] = mapped_column(Name)
    namespace: Mapped[str] = mapped_column(Name)
    name: Mapped[str] = mapped_column(Name)


class EntityRow(Base):
    """An entity that is in the catalog now. `digest` tells whether anything of it changed since."""

    __tablename__ = "entity"
    __table_args__ = (
        # What teams own is counted by kind and type from the index alone.
        Index("ix_entity_owner_ref_id", "owner_ref_id", "kind", "type", "tier"),
        Index("ix_entity_system_ref_id", "system_ref_id", "kind", "type", "tier"),
        # Everything that lists are narrowed, ordered and counted by: rows are long, and few of them are shown.
        Index(
            "ix_entity_listed",
            "kind",
            "type",
            "name",
            "tier",
            "lifecycle",
            "owner_ref_id",
            "system_ref_id",
            "ref_id",
        ),
    )
    ref_id: Mapped[int] = mapped_column(ForeignKey("ref.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), index=True)
    line: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(Name)
    """Folded, as `name`, `type` and `lifecycle` are: what lists go by. The last two are cut to fit an index."""
    name: Mapped[str] = mapped_column(Name)
    title: Mapped[str] = mapped_column(Name)
    type: Mapped[str | None] = mapped_column(Name)
    lifecycle: Mapped[str | None] = mapped_column(Name)
    tier: Mapped[int | None] = mapped_column(Integer)
    owner_ref_id: Mapped[int | None] = mapped_column(ForeignKey("ref.id"))
    system_ref_id: Mapped[int | None] = mapped_column(ForeignKey("ref.id"))
    """What its own field `system` names, existing or not."""
    stale: Mapped[bool] = mapped_column(Boolean)
    stale_since: Mapped[datetime | None] = mapped_column(Moment)
    stale_reason: Mapped[str | None] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    """JSON of the document."""
    positions: Mapped[str] = mapped_column(Text)
    """JSON: pointer to [line, column]."""
    settled: Mapped[str] = mapped_column(Text)
    """JSON: pointer to [kind, namespace, name]."""


class ServedRow(Base):
    """The protocol's JSON of an entity, relations included, ready to be spliced into lists.

    It changes with relations that others declare, which is why `etag` stands here and not in `entity`.
    """

    __tablename__ = "served"
    ref_id: Mapped[int] = mapped_column(ForeignKey("entity.ref_id", ondelete="CASCADE"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    etag: Mapped[str] = mapped_column(String(64))
    brief: Mapped[str | None] = mapped_column(Text)
    """What stands at the paths of `rows.BRIEF`, as JSON: what long lists are asked for most."""
    json: Mapped[str] = mapped_column(Text)


class KeyRow(Base):
    """A key that entities have fields under, in small letters. Once there, it stays, and keeps its id."""

    __tablename__ = "key"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Name, unique=True)


class FieldRow(Base):
    """A field of an entity, as `store.fields` makes it: what the catalog protocol filters, sorts and counts by.

    There are some forty for each entity, so SQLite keeps them in the order of their key and nowhere else, PostgreSQL's
    index has all they say, and none is checked against the tables it points into: only a sync writes them.
    """

    __tablename__ = "field"
    __table_args__ = (
        PrimaryKeyConstraint("key_id", "value", "ref_id", postgresql_include=["ends", "written"]),
        Index("ix_field_ref_id", "ref_id", "key_id"),
        {"sqlite_with_rowid": False},
    )
    key_id: Mapped[int] = mapped_column(Id)
    value: Mapped[str] = mapped_column(Name)
    ref_id: Mapped[int] = mapped_column(Id)
    ends: Mapped[int] = mapped_column(SmallInteger)
    written: Mapped[str | None] = mapped_column(Text)


class TagRow(Base):
    """A tag of an entity, folded, and cut to fit an index."""

    __tablename__ = "tag"
    __table_args__ = (Index("ix_tag_tag", "tag", "ref_id"),)
    ref_id: Mapped[int] = mapped_column(ForeignKey("entity.ref_id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(Name, primary_key=True)


class WordsRow(Base):
    """The words by which an entity is found, as `store.words` cuts them, with blanks between them.

    Each database keeps an index of its own over the five columns, up to date by itself: SQLite the table
    `words_index`, PostgreSQL the column `vector`. Only `store.search` knows them.
    """

    __tablename__ = "words"
    ref_id: Mapped[int] = mapped_column(ForeignKey("entity.ref_id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    tags: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    """The description itself on one line, as far as its words are kept: what a hit shows."""


class VersionRow(Base):
    """A document an entity had, from one generation until before another."""

    __tablename__ = "version"
    ref_id: Mapped[int] = mapped_column(ForeignKey("ref.id"), primary_key=True)
    generation_from: Mapped[int] = mapped_column(ForeignKey("generation.id"), primary_key=True)
    generation_to: Mapped[int | None] = mapped_column(ForeignKey("generation.id"), index=True)
    document: Mapped[str] = mapped_column(Text)
    commit: Mapped[str | None] = mapped_column(String(64))


class RelationRow(Base):
    """One half of a relation, from one generation until before another; open ones are what holds now."""

    __tablename__ = "relation"
    __table_args__ = (
        UniqueConstraint("source_ref", "type", "target_ref", "declared_by", "generation_from", name="uq_relation_half"),
        Index("ix_relation_target_ref", "target_ref", "type"),
        Index("ix_relation_declared_by", "declared_by"),
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    source_ref: Mapped[int] = mapped_column(ForeignKey("ref.id"))
    type: Mapped[str] = mapped_column(String(20))
    target_ref: Mapped[int] = mapped_column(ForeignKey("ref.id"))
    declared_by: Mapped[int] = mapped_column(ForeignKey("ref.id"))
    generation_from: Mapped[int] = mapped_column(ForeignKey("generation.id"))
    generation_to: Mapped[int | None] = mapped_column(ForeignKey("generation.id"))


class NeedRow(Base):
    """One thing's need of another, as `graph.network` sees it in the whole catalog now.

    `relation` has what was and who declared it; this has how much it matters, at whichever end that is written.
    """

    __tablename__ = "need"
    __table_args__ = (Index("ix_need_target_ref", "target_ref"),)
    source_ref: Mapped[int] = mapped_column(ForeignKey("ref.id"), primary_key=True)
    target_ref: Mapped[int] = mapped_column(ForeignKey("ref.id"), primary_key=True)
    relation: Mapped[str] = mapped_column(String(20), primary_key=True)
    criticality: Mapped[str] = mapped_column(String(10))
    mode: Mapped[str] = mapped_column(String(10))
    access: Mapped[str] = mapped_column(String(10))
    assumed: Mapped[bool] = mapped_column(Boolean)


class FindingRow(Base):
    """What a rule sees, from the generation it was first seen in; closed ones keep their last generation."""

    __tablename__ = "finding"
    __table_args__ = (
        Index("ix_finding_rule", "rule"),
        # Which rules are open on what, and how badly, from the index alone.
        Index("ix_finding_last_generation", "last_generation", "ref_id", "rule", "severity"),
        Index("ix_finding_ref_id", "ref_id"),
    )
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    rule: Mapped[str] = mapped_column(String(60))
    ref_id: Mapped[int] = mapped_column(ForeignKey("ref.id"))
    target: Mapped[str] = mapped_column(Name)
    severity: Mapped[str] = mapped_column(String(10))
    first_generation: Mapped[int] = mapped_column(ForeignKey("generation.id"))
    last_generation: Mapped[int | None] = mapped_column(ForeignKey("generation.id"))
    """The last generation that had it; empty while it is open."""
    path: Mapped[str] = mapped_column(Name)
    line: Mapped[int] = mapped_column(Integer)
    column: Mapped[int] = mapped_column(Integer)
    message: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    write: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    """JSON: list of sentences."""


class MetricRow(Base):
    """A number the catalog is judged by, one point for each generation that changed it."""

    __tablename__ = "metric"
    # A measure is asked for over time.
    __table_args__ = (Index("ix_metric_name_scope_generation", "name", "scope", "generation"),)
    generation: Mapped[int] = mapped_column(ForeignKey("generation.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    scope: Mapped[str] = mapped_column(Name, primary_key=True)
    value: Mapped[float] = mapped_column(Float)


class PolicyRow(Base):
    """The policy file of a source, as it was when it could last be read; the first source that has one rules."""

    __tablename__ = "policy"
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class WaiverRow(Base):
    """A waiver of the policy that rules, and how many findings it `hides` now: none once it is over."""

    __tablename__ = "waiver"
    __table_args__ = (Index("ix_waiver_ref_id", "ref_id"),)
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    rule: Mapped[str] = mapped_column(String(60))
    ref_id: Mapped[int] = mapped_column(ForeignKey("ref.id"))
    until: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)
    line: Mapped[int] = mapped_column(Integer)
    column: Mapped[int] = mapped_column(Integer)
    hides: Mapped[int] = mapped_column(Integer)


class LevelRow(Base):
    """How far an entity or a team has come: how many of the policy's levels it has reached, 0 for none."""

    __tablename__ = "level"
    __table_args__ = (Index("ix_level_reached", "reached"),)
    ref_id: Mapped[int] = mapped_column(ForeignKey("ref.id"), primary_key=True)
    reached: Mapped[int] = mapped_column(SmallInteger)


class SectionRow(Base):
    """A section of alignment. `digest` tells whether anything of it changed since."""

    __tablename__ = "section"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))


class AlignmentRow(Base):
    """A row of a section of alignment, as `alignment.told` makes it.

    `key` is its identity in the section, cut to fit an index. Lists go by `weight`, then by key.
    """

    __tablename__ = "alignment"
    __table_args__ = (
        Index("ix_alignment_section_weight", "section", "weight", "key"),
        Index("ix_alignment_section_verdict", "section", "verdict", "weight", "key"),
        Index("ix_alignment_team_ref_id", "team_ref_id", "section", "verdict", "weight", "key"),
        Index("ix_alignment_ref_id", "ref_id", "section"),
    )
    section: Mapped[str] = mapped_column(ForeignKey("section.name", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(Name, primary_key=True)
    ref_id: Mapped[int | None] = mapped_column(ForeignKey("ref.id"))
    team_ref_id: Mapped[int | None] = mapped_column(ForeignKey("ref.id"))
    verdict: Mapped[str] = mapped_column(String(20))
    weight: Mapped[int] = mapped_column(Integer)
    document: Mapped[str] = mapped_column(Text)
    """JSON: what the section tells of it."""


class SyncLockRow(Base):
    """The one row that says who syncs, there from the first migration on.

    `fence` grows with every holder, so that one who lost the lock unawares cannot commit.
    """

    __tablename__ = "sync_lock"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    holder: Mapped[str | None] = mapped_column(Text)
    fence: Mapped[int] = mapped_column(Id)
    until: Mapped[datetime | None] = mapped_column(Moment)
