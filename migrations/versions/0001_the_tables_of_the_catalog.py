"""The tables of the catalog, and the one row that says who syncs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "generation",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source_commit", sa.String(64), nullable=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_generation"),
    )

    op.create_table(
        "ref",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("canonical", NAME, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("namespace", NAME, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ref"),
        sa.UniqueConstraint("canonical", name="uq_ref_canonical"),
    )
    op.create_index("ix_ref_name", "ref", ["name"])

    op.create_table(
        "source",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=True),
        sa.Column("generation", ID, nullable=True),
        sa.Column("stale_since", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("name", name="uq_source_name"),
    )

    op.create_table(
        "sync_lock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("fence", ID, nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sync_lock"),
    )

    op.create_table(
        "file",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("path", NAME, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("stale_since", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_file"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_file_source_id", ondelete="CASCADE"),
    )
    op.create_index("ix_file_path", "file", ["path"], postgresql_using="hash")
    op.create_index("ix_file_source_id", "file", ["source_id"])

    op.create_table(
        "finding",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("target", NAME, nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("first_generation", ID, nullable=False),
        sa.Column("last_generation", ID, nullable=True),
        sa.Column("path", NAME, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("write", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.ForeignKeyConstraint(["ref_id"], ["ref.id"], name="fk_finding_ref_id"),
        sa.ForeignKeyConstraint(["first_generation"], ["generation.id"], name="fk_finding_first_generation"),
        sa.ForeignKeyConstraint(["last_generation"], ["generation.id"], name="fk_finding_last_generation"),
    )
    op.create_index("ix_finding_last_generation", "finding", ["last_generation"])
    op.create_index("ix_finding_ref_id", "finding", ["ref_id"])
    op.create_index("ix_finding_rule", "finding", ["rule"])

    op.create_table(
        "metric",
        sa.Column("generation", ID, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("scope", NAME, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "name", "scope", name="pk_metric"),
        sa.ForeignKeyConstraint(["generation"], ["generation.id"], name="fk_metric_generation"),
    )

    op.create_table(
        "relation",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("source_ref", ID, nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("target_ref", ID, nullable=False),
        sa.Column("declared_by", ID, nullable=False),
        sa.Column("generation_from", ID, nullable=False),
        sa.Column("generation_to", ID, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_relation"),
        sa.UniqueConstraint(
            "source_ref", "type", "target_ref", "declared_by", "generation_from", name="uq_relation_half"
        ),
        sa.ForeignKeyConstraint(["source_ref"], ["ref.id"], name="fk_relation_source_ref"),
        sa.ForeignKeyConstraint(["target_ref"], ["ref.id"], name="fk_relation_target_ref"),
        sa.ForeignKeyConstraint(["declared_by"], ["ref.id"], name="fk_relation_declared_by"),
        sa.ForeignKeyConstraint(["generation_from"], ["generation.id"], name="fk_relation_generation_from"),
        sa.ForeignKeyConstraint(["generation_to"], ["generation.id"], name="fk_relation_generation_to"),
    )
    op.create_index("ix_relation_declared_by", "relation", ["declared_by"])
    op.create_index("ix_relation_target_ref", "relation", ["target_ref", "type"])

    op.create_table(
        "version",
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("generation_from", ID, nullable=False),
        sa.Column("generation_to", ID, nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("commit", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("ref_id", "generation_from", name="pk_version"),
        sa.ForeignKeyConstraint(["ref_id"], ["ref.id"], name="fk_version_ref_id"),
        sa.ForeignKeyConstraint(["generation_from"], ["generation.id"], name="fk_version_generation_from"),
        sa.ForeignKeyConstraint(["generation_to"], ["generation.id"], name="fk_version_generation_to"),
    )
    op.create_index("ix_version_generation_to", "version", ["generation_to"])

    op.create_table(
        "entity",
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("title", NAME, nullable=False),
        sa.Column("type", NAME, nullable=True),
        sa.Column("lifecycle", NAME, nullable=True),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("owner_ref_id", ID, nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("stale_since", sa.DateTime(), nullable=True),
        sa.Column("stale_reason", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("positions", sa.Text(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref_id", name="pk_entity"),
        sa.ForeignKeyConstraint(["ref_id"], ["ref.id"], name="fk_entity_ref_id"),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name="fk_entity_file_id"),
        sa.ForeignKeyConstraint(["owner_ref_id"], ["ref.id"], name="fk_entity_owner_ref_id"),
    )
    op.create_index("ix_entity_file_id", "entity", ["file_id"])
    op.create_index("ix_entity_kind_tier", "entity", ["kind", "tier", "owner_ref_id"])
    op.create_index("ix_entity_kind_type", "entity", ["kind", "type"])
    op.create_index("ix_entity_owner_ref_id", "entity", ["owner_ref_id", "kind", "type", "tier"])

    op.create_table(
        "problem",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column", sa.Integer(), nullable=False),
        sa.Column("pointer", sa.Text(), nullable=False),
        sa.Column("ref_id", ID, nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("first_generation", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_problem"),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name="fk_problem_file_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ref_id"], ["ref.id"], name="fk_problem_ref_id"),
        sa.ForeignKeyConstraint(["first_generation"], ["generation.id"], name="fk_problem_first_generation"),
    )
    op.create_index("ix_problem_code", "problem", ["code"])
    op.create_index("ix_problem_file_id", "problem", ["file_id"])
    op.create_index("ix_problem_ref_id", "problem", ["ref_id"])

    op.create_table(
        "served",
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("etag", sa.String(64), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref_id", name="pk_served"),
        sa.UniqueConstraint("uid", name="uq_served_uid"),
        sa.ForeignKeyConstraint(["ref_id"], ["entity.ref_id"], name="fk_served_ref_id", ondelete="CASCADE"),
    )

    op.execute("INSERT INTO sync_lock (id, fence) VALUES (1, 0)")


def downgrade() -> None:
    for table in (
        "served",
        "problem",
        "entity",
        "version",
        "relation",
        "metric",
        "finding",
        "file",
        "sync_lock",
        "source",
        "ref",
        "generation",
    ):
        op.drop_table(table)
