"""Writing many rows by the quickest way that each database has."""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Table


def insert(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows, each the values of these columns in their order, within the caller's transaction.

    PostgreSQL takes them as one stream; SQLite takes the values as they are, since SQLAlchemy would look at each of
    them longer than it takes to write.
    """
    if connection.dialect.name == "postgresql":
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        parts = (sql.SQL("COPY"), sql.Identifier(table.name), sql.SQL("("), names, sql.SQL(") FROM STDIN"))
        statement = sql.SQL(" ").join(parts)
        with connection.connection.cursor().copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        return
    dialect = connection.dialect
    compiled = table.insert().compile(dialect=dialect, column_keys=[*columns])
    places = [columns.index(name) for name in compiled.positiontup or ()]
    stored = [table.c[columns[place]].type.dialect_impl(dialect).bind_processor(dialect) for place in places]
    ways = [*zip(places, stored, strict=True)]
    values = [tuple(row[place] if made is None else made(row[place]) for place, made in ways) for row in rows]
    connection.exec_driver_sql(str(compiled), values)
