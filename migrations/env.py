"""How Alembic reaches the database: by the connection it is handed, else by the settings."""

import os

from alembic import context
from sqlalchemy import Connection

from app import config
from app.store import database
from app.store.models import Base


def run(connection: Connection) -> None:
    """Run the migrations asked for; whoever opened the connection commits."""
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    with database.migrating(config.from_environment(os.environ).database_url) as opened:
        run(opened)
