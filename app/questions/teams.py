"""The teams there are."""

from sqlalchemy.orm import Session

from app.questions import mention
from app.questions.mention import Mention
from app.store import queries


def known(session: Session) -> tuple[Mention, ...]:
    """Every team of the catalog by reference, in one query."""
    return tuple(mention.of_row(row) for row in session.execute(queries.entities(kinds=("group",))))
