"""The home page: how healthy the whole is."""

from flask import render_template

from app.questions import overview
from app.web.look import look
from app.web.pages.blueprint import pages

_TEAMS = 20


@pages.get("/")
def home() -> str:
    """How healthy the whole is."""
    with look() as session:
        answer = overview.current(session)
    worst = sorted(answer.teams, key=lambda line: -line.tally.open)[:_TEAMS]
    return render_template(
        "home.html",
        here="",
        overview=answer,
        shelves=dict(answer.shelves),
        teams=answer.teams if len(answer.teams) <= _TEAMS else worst,
    )
