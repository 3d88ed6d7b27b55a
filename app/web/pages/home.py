"""The home page: how healthy the whole is."""

from datetime import UTC, datetime

from flask import render_template

from app.questions import changes, overview, ruling, trend
from app.web import changed, trends
from app.web.look import kept, look
from app.web.pages.blueprint import pages

_TEAMS = 20


@pages.get("/")
def home() -> str:
    """How healthy the whole is."""
    now = datetime.now(UTC)
    with look() as session:
        policy = ruling.policy(session)
        answer = overview.current(session, policy)
        week = changes.since(session, now - changes.WEEK)
        points = trend.open_gaps(session)
        went = kept("shares", lambda: trends.shares(session, policy))
    worst = sorted(answer.teams, key=lambda line: -line.tally.open)[:_TEAMS]
    return render_template(
        "home.html",
        here="",
        overview=answer,
        week=week,
        trend=points,
        went=went,
        over_time=trends.table(went, now),
        changed=changed,
        shelves=dict(answer.shelves),
        teams=answer.teams if len(answer.teams) <= _TEAMS else worst,
    )
