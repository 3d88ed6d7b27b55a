"""The policy that rules, what it puts up with, and how far everything has come.

They come with the next sync: every source is read as if for the first time, since what was concluded from it is
forgotten.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "policy",
        sa.Column("source_id", ID, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_policy")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_policy_source_id_source"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "waiver",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column", sa.Integer(), nullable=False),
        sa.Column("hides", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sa.ForeignKeyConstraint(["ref_id"], ["ref.id"], name=op.f("fk_waiver_ref_id_ref")),
    )
    op.create_index(op.f("ix_waiver_ref_id"), "waiver", ["ref_id"])
    op.create_table(
        "level",
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("reached", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ref_id", name=op.f("pk_level")),
        sa.ForeignKeyConstraint(["ref_id"], ["ref.id"], name=op.f("fk_level_ref_id_ref")),
    )
    op.create_index(op.f("ix_level_reached"), "level", ["reached"])
    op.create_index(op.f("ix_metric_name_scope_generation"), "metric", ["name", "scope", "generation"])
    op.execute("UPDATE source SET fingerprint = NULL, generation = NULL")


def downgrade() -> None:
    """Take them away again."""
    op.drop_index(op.f("ix_metric_name_scope_generation"), "metric")
    op.drop_table("level")
    op.drop_table("waiver")
    op.drop_table("policy")
