"""How far services and teams could run on their own: the sections of alignment, and their rows.

They come with the next sync: every source is read as if for the first time, since what was concluded from it is
forgotten.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "section",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_section")),
    )
    op.create_table(
        "alignment",
        sa.Column("section", sa.String(20), nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("ref_id", ID, nullable=True),
        sa.Column("team_ref_id", ID, nullable=True),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("section", "key", name=op.f("pk_alignment")),
        sa.ForeignKeyConstraint(
            ["section"], ["section.name"], name=op.f("fk_alignment_section_section"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["ref_id"], ["ref.id"], name=op.f("fk_alignment_ref_id_ref")),
        sa.ForeignKeyConstraint(["team_ref_id"], ["ref.id"], name=op.f("fk_alignment_team_ref_id_ref")),
    )
    op.create_index("ix_alignment_section_weight", "alignment", ["section", "weight", "key"])
    op.create_index("ix_alignment_section_verdict", "alignment", ["section", "verdict", "weight", "key"])
    op.create_index("ix_alignment_team_ref_id", "alignment", ["team_ref_id", "section", "verdict", "weight", "key"])
    op.create_index("ix_alignment_ref_id", "alignment", ["ref_id", "section"])
    op.execute("UPDATE source SET fingerprint = NULL, generation = NULL")


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("alignment")
    op.drop_table("section")
