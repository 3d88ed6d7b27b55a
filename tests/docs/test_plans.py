"""What the docs say of the ways in which a list is found is what SQLite does."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, event
from sqlalchemy.orm import Session

from app.store import database
from app.store.conditions import Text
from app.store.fields import asked
from app.store.places import Order
from app.store.predicates import EVERYTHING, Leaf, OneOf, of_filters
from app.store.selection import FEW, Selection
from tests.docs.examples import DOCS

TEAM = OneOf("relations.ownedby", ("group:default/payments",))
COMPONENT = OneOf("kind", ("component",))
NAMES = ("kind", "metadata.name", "metadata.title", "spec.profile.displayname", "spec.type", TEAM.key)
KEYS = {name: number for number, name in enumerate(NAMES, 1)}
KNOWN: Mapping[Leaf, int] = {COMPONENT: FEW + 1, TEAM: 5}
BY_NAME = (Order("metadata.name"),)
SOMEWHERE = Text(asked("ledger"), NAMES[1:4])


def page(selection: Selection):
    """The first page of a list, and one entity more."""
    return selection.page(None, 21, backwards=False)


@pytest.fixture
def session(sqlite_template: Path, tmp_path: Path):
    """A look at a database without rows: SQLite, told nothing of them, goes the same way for any number."""
    path = shutil.copyfile(sqlite_template, tmp_path / "ensemble.db")
    sessions = database.sessions_for(f"sqlite:///{path}")
    with sessions() as found:
        yield found
    sessions.kw["bind"].dispose()


@pytest.mark.parametrize(
    ("title", "statement"),
    [
        pytest.param(
            "All components by name, the first 20.",
            page(Selection(of_filters(["kind=component"]), KEYS, KNOWN, ordered=BY_NAME)),
            id="walked",
        ),
        pytest.param(
            "The components of one team, by name.",
            page(
                Selection(
                    of_filters(["kind=component,relations.ownedBy=group:default/payments"]),
                    KEYS,
                    KNOWN,
                    ordered=BY_NAME,
                )
            ),
            id="gathered",
        ),
        pytest.param("How many of each type.", Selection(EVERYTHING, KEYS, KNOWN).facet("spec.type"), id="counted"),
        pytest.param(
            "A text in name, title or display name.",
            page(Selection(EVERYTHING, KEYS, KNOWN, text=SOMEWHERE, ordered=BY_NAME)),
            id="text",
        ),
    ],
)
def test_sqlite_goes_the_way_that_is_told(title: str, statement: Select[Any], session: Session):
    """The lines on the page are lines of SQLite's own plan, in their order."""
    _, below = (DOCS / "api.md").read_text().split(f"**{title}**")
    told = [line.strip() for line in below.split("```text\n")[1].split("```")[0].splitlines()]
    plan = explained(session, statement)

    rest = iter(plan)
    assert [line for line in told if line not in rest] == [], plan


def explained(session: Session, statement: Select[Any]) -> list[str]:
    """SQLite's plan for a statement, a line for each step."""
    connection = session.connection()

    def ask(_connection, _cursor, text, parameters, _context, _many):
        return f"EXPLAIN QUERY PLAN {text}", parameters

    event.listen(connection, "before_cursor_execute", ask, retval=True)
    found = connection.execute(statement)
    return [line for *_, line in found.cursor.fetchall()]
