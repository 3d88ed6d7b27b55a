"""How many questions a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.orm import Session


@contextmanager
def selects(session: Session) -> Iterator[list[str]]:
    """The SELECTs asked within, as they go to the database."""
    asked: list[str] = []
    engine = session.get_bind()

    def note(*arguments: object) -> None:
        statement = str(arguments[2])
        if statement.startswith(("SELECT", "WITH")):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)
