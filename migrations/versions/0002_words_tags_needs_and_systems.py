"""What entities are found by, tagged with and part of, and what needs what.

Systems are filled in here, names folded, and what lists go by stands side by side in one index. Words, tags and
needs come with the next sync: every source is read as if for the first time, since what was concluded from it is
forgotten.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# A system that an entity names itself; nothing else is part of a system by its own word, but for a few oddly
# written ones, which their next change puts right.
FILL_SYSTEMS = """
UPDATE entity SET system_ref_id = (
    SELECT min(relation.target_ref) FROM relation JOIN ref ON ref.id = relation.target_ref
    WHERE relation.source_ref = entity.ref_id AND relation.declared_by = entity.ref_id
    AND relation.type = 'partOf' AND relation.generation_to IS NULL AND ref.kind = 'system'
)
"""

LISTED = ["kind", "type", "name", "tier", "lifecycle", "owner_ref_id", "system_ref_id", "ref_id"]

# The index holds no words of its own, and learns of each change from the table that has them. `ascii` takes
# every letter beyond ASCII as one: the words are cut already.
SQLITE_INDEX = (
    """
    CREATE VIRTUAL TABLE words_index USING fts5(
        name, title, tags, owner, description, content='words', content_rowid='ref_id',
        tokenize='ascii', prefix='2 3', detail='column', columnsize=0
    )
    """,
    """
    CREATE TRIGGER words_added AFTER INSERT ON words BEGIN
        INSERT INTO words_index (rowid, name, title, tags, owner, description)
        VALUES (new.ref_id, new.name, new.title, new.tags, new.owner, new.description);
    END
    """,
    """
    CREATE TRIGGER words_removed AFTER DELETE ON words BEGIN
        INSERT INTO words_index (words_index, rowid, name, title, tags, owner, description)
        VALUES ('delete', old.ref_id, old.name, old.title, old.tags, old.owner, old.description);
    END
    """,
    """
    CREATE TRIGGER words_changed AFTER UPDATE ON words BEGIN
        INSERT INTO words_index (words_index, rowid, name, title, tags, owner, description)
        VALUES ('delete', old.ref_id, old.name, old.title, old.tags, old.owner, old.description);
        INSERT INTO words_index (rowid, name, title, tags, owner, description)
        VALUES (new.ref_id, new.name, new.title, new.tags, new.owner, new.description);
    END
    """,
)

# Each word becomes a lexeme as it stands, with the weight of its column; no parser of PostgreSQL's has a say.
# Without `fastupdate` a search never has to look through what the index has not taken in yet.
POSTGRESQL_INDEX = (
    r"""
    ALTER TABLE words ADD COLUMN vector tsvector GENERATED ALWAYS AS ((
        regexp_replace(name, '[^ ]+', '''\&''\:1A', 'g') || ' ' ||
        regexp_replace(title, '[^ ]+', '''\&''\:1B', 'g') || ' ' ||
        regexp_replace(tags, '[^ ]+', '''\&''\:1B', 'g') || ' ' ||
        regexp_replace(owner, '[^ ]+', '''\&''\:1C', 'g') || ' ' ||
        regexp_replace(description, '[^ ]+', '''\&''\:1D', 'g')
    )\:\:tsvector) STORED
    """,
    "CREATE INDEX ix_words_vector ON words USING gin (vector) WITH (fastupdate = off)",
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    # SQLite reads a row from its beginning: what stands behind a long document is slow to reach.
    before = "owner_ref_id" if sqlite else None
    with op.batch_alter_table("entity", recreate="always" if sqlite else "never") as entity:
        entity.add_column(sa.Column("system_ref_id", ID, nullable=True), insert_after=before)
        entity.create_foreign_key("fk_entity_system_ref_id", "ref", ["system_ref_id"], ["id"])
        entity.create_index("ix_entity_system_ref_id", ["system_ref_id", "kind", "type", "tier"])
        entity.drop_index("ix_entity_kind_tier")
        entity.drop_index("ix_entity_kind_type")
        entity.create_index("ix_entity_listed", LISTED)
    op.execute(FILL_SYSTEMS)
    op.execute("UPDATE entity SET name = lower(name)")
    op.drop_index("ix_finding_last_generation", "finding")
    op.create_index("ix_finding_last_generation", "finding", ["last_generation", "ref_id", "rule", "severity"])
    op.create_index("ix_file_state", "file", ["state"])

    op.create_table(
        "tag",
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("tag", NAME, nullable=False),
        sa.PrimaryKeyConstraint("ref_id", "tag", name="pk_tag"),
        sa.ForeignKeyConstraint(["ref_id"], ["entity.ref_id"], name="fk_tag_ref_id", ondelete="CASCADE"),
    )
    op.create_index("ix_tag_tag", "tag", ["tag", "ref_id"])

    op.create_table(
        "need",
        sa.Column("source_ref", ID, nullable=False),
        sa.Column("target_ref", ID, nullable=False),
        sa.Column("relation", sa.String(20), nullable=False),
        sa.Column("criticality", sa.String(10), nullable=False),
        sa.Column("mode", sa.String(10), nullable=False),
        sa.Column("access", sa.String(10), nullable=False),
        sa.Column("assumed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("source_ref", "target_ref", "relation", name="pk_need"),
        sa.ForeignKeyConstraint(["source_ref"], ["ref.id"], name="fk_need_source_ref"),
        sa.ForeignKeyConstraint(["target_ref"], ["ref.id"], name="fk_need_target_ref"),
    )
    op.create_index("ix_need_target_ref", "need", ["target_ref"])

    op.create_table(
        "words",
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref_id", name="pk_words"),
        sa.ForeignKeyConstraint(["ref_id"], ["entity.ref_id"], name="fk_words_ref_id", ondelete="CASCADE"),
    )
    for statement in SQLITE_INDEX if sqlite else POSTGRESQL_INDEX:
        op.execute(statement)

    op.execute("UPDATE source SET fingerprint = NULL")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("words_index")
    for table in ("words", "need", "tag"):
        op.drop_table(table)
    op.drop_index("ix_file_state", "file")
    op.drop_index("ix_finding_last_generation", "finding")
    op.create_index("ix_finding_last_generation", "finding", ["last_generation"])
    with op.batch_alter_table("entity") as entity:
        entity.drop_index("ix_entity_listed")
        entity.create_index("ix_entity_kind_type", ["kind", "type"])
        entity.create_index("ix_entity_kind_tier", ["kind", "tier", "owner_ref_id"])
        entity.drop_index("ix_entity_system_ref_id")
        entity.drop_constraint("fk_entity_system_ref_id", type_="foreignkey")
        entity.drop_column("system_ref_id")
