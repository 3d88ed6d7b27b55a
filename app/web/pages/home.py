"""The home page: how healthy the whole is."""

from datetime import UTC, datetime

from flask import render_template

from app.questions import changes, overview, trend
from app.web import changed, spark
from app.web.look import look
from app.web.pages.blueprint import pages

_TEAMS = 20


@pages.get("/")
def home() -> str:
    """How healthy the whole is."""
    with look() as session:
        answer = overview.current(session)
        week = changes.since(session, datetime.now(UTC) - changes.WEEK)
        points = trend.open_gaps(session)
    worst = sorted(answer.teams, key=lambda line: -line.tally.open)[:_TEAMS]
    return render_template(
        "home.html",
        here="",
        overview=answer,
        week=week,
        trend=points,
        spark=spark,
        changed=changed,
        shelves=dict(answer.shelves),
        teams=answer.teams if len(answer.teams) <= _TEAMS else worst,
    )
