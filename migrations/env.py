"""How Alembic reaches the database: by the connection it is handed, else by the settings."""

import os
from collections.abc import Mapping
from typing import Any

from alembic import context
from sqlalchemy import Connection

from app import config
from app.store import database
from app.store.models import Base


def run(connection: Connection) -> None:
    """Run the migrations asked for; whoever opened the connection commits."""
    context.configure(
        connection=connection, target_metadata=Base.metadata, include_name=is_modelled, render_as_batch=True
    )
    context.run_migrations()


def is_modelled(name: str | None, sort: str, parents: Mapping[Any, str | None]) -> bool:
    """Whether the models are to say all there is of this.

    Of the index over words they know nothing: each database has its own, and SQLite keeps it in tables that
    only SQLite understands.
    """
    if sort == "table":
        return name is None or not name.startswith("words_index")
    return (parents.get("table_name"), name) not in {("words", "vector"), ("words", "ix_words_vector")}


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    with database.migrating(config.from_environment(os.environ).database_url) as opened:
        run(opened)
