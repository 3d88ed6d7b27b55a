"""${message}."""

# Before this is committed:
# - The docstring is the title: what there is afterwards, for somebody who reads the list of migrations.
# - Every constraint and index has a name, by the convention in app/store/models.py, so that it can be dropped.
# - There is a way back, and it keeps what the older code knows.
# - All migrations of one upgrade are one transaction, on both databases: no CONCURRENTLY, no PRAGMA, no commit.
# - The older code may still read while this runs. Add first, fill, and take away one release later.
# - Rows are moved by SQL, not through the models: the models will have moved on when this runs.
# - On SQLite a changed column is a table written anew: use `op.batch_alter_table`.
# - Now take these comments out.

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
