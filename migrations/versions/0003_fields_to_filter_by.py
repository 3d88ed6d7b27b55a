"""What entities are filtered, sorted and counted by.

They come with the next sync: every source is read as if for the first time, since what was concluded from it is
forgotten.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "key",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key")),
        sa.UniqueConstraint("name", name=op.f("uq_key_name")),
    )
    op.create_table(
        "field",
        sa.Column("key_id", ID, nullable=False),
        sa.Column("value", NAME, nullable=False),
        sa.Column("ref_id", ID, nullable=False),
        sa.Column("ends", sa.SmallInteger(), nullable=False),
        sa.Column("written", sa.Text()),
        sa.PrimaryKeyConstraint(
            "key_id", "value", "ref_id", name=op.f("pk_field"), postgresql_include=["ends", "written"]
        ),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        # Before the long column, since a row is read from its beginning.
        with op.batch_alter_table("served", recreate="always") as served:
            served.add_column(sa.Column("brief", sa.Text()), insert_after="etag")
    else:
        op.add_column("served", sa.Column("brief", sa.Text()))
    op.create_index(op.f("ix_field_ref_id"), "field", ["ref_id", "key_id"])
    if op.get_bind().dialect.name == "postgresql":
        # Some values of a key are rare and some are everywhere, which neither column tells by itself.
        op.execute("CREATE STATISTICS st_field_key_id_value (mcv, ndistinct) ON key_id, value FROM field")
    op.execute("UPDATE source SET fingerprint = NULL, generation = NULL")


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("served") as served:
        served.drop_column("brief")
    op.drop_table("field")
    op.drop_table("key")
