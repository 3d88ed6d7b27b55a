"""What the docs say of the ways in which a list is found is what SQLite does."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, event
from sqlalchemy.orm import Session

from app.store import database
from app.store.conditions import Text
from app.store.gathering import gatherable
from app.store.places import Order
from app.store.predicates import EVERYTHING, of_filters
from app.store.selection import Selection
from app.store.shapes import Values, shaped
from tests.docs.examples import DOCS

NAMES = ("kind", "metadata.name", "metadata.title", "relations.ownedby", "spec.profile.displayname", "spec.type")
KEYS = tuple((name, number) for number, name in enumerate(NAMES, 1))
BY_NAME = (Order("metadata.name"),)
SOMEWHERE = Text("text", ("metadata.name", "metadata.title", "spec.profile.displayname"))
ALL = Selection(EVERYTHING, KEYS)
COMPONENTS, OF = shaped(of_filters(["kind=component"]))
A_TEAMS, WHOSE = shaped(of_filters(["kind=component,relations.ownedBy=group:default/payments"]))
OWNED = gatherable(A_TEAMS)[1:]
VALUES = {"text": "ledger", "limit": 21, "offset": 0}


def page(selection: Selection):
    """The first page of a list."""
    return selection.page(None, backwards=False, brief=False)


@pytest.fixture
def session(sqlite_template: Path, tmp_path: Path):
    """A look at a database without rows: SQLite, told nothing of them, goes the same way for any number."""
    path = shutil.copyfile(sqlite_template, tmp_path / "ensemble.db")
    sessions = database.sessions_for(f"sqlite:///{path}")
    with sessions() as found:
        yield found
    sessions.kw["bind"].dispose()


@pytest.mark.parametrize(
    ("title", "statement", "values"),
    [
        pytest.param(
            "All components by name, the first 20.",
            page(Selection(COMPONENTS, KEYS, gathered=gatherable(COMPONENTS), ordered=BY_NAME)),
            OF,
            id="walked",
        ),
        pytest.param(
            "The components of one team, by name.",
            page(Selection(A_TEAMS, KEYS, gathered=OWNED, few=True, ordered=BY_NAME)),
            WHOSE,
            id="gathered",
        ),
        pytest.param("How many of each type.", ALL.facet("spec.type"), {}, id="counted"),
        pytest.param(
            "A text in name, title or display name.",
            page(replace(ALL, few=True, text=SOMEWHERE, ordered=BY_NAME)),
            {},
            id="text",
        ),
    ],
)
def test_sqlite_goes_the_way_that_is_told(title: str, statement: Select[Any], values: Values, session: Session):
    """The lines on the page are lines of SQLite's own plan, in their order."""
    _, below = (DOCS / "api.md").read_text().split(f"**{title}**")
    told = [line.strip() for line in below.split("```text\n")[1].split("```")[0].splitlines()]
    plan = explained(session, statement, {**VALUES, **values})

    rest = iter(plan)
    assert [line for line in told if line not in rest] == [], plan


def explained(session: Session, statement: Select[Any], values: Values) -> list[str]:
    """SQLite's plan for a statement, a line for each step."""
    connection = session.connection()

    def ask(_connection, _cursor, text, parameters, _context, _many):
        return f"EXPLAIN QUERY PLAN {text}", parameters

    event.listen(connection, "before_cursor_execute", ask, retval=True)
    found = connection.execute(statement, values)
    return [line for *_, line in found.cursor.fetchall()]
