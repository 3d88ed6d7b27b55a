"""The gaps: what is missing, worst first."""

from flask import render_template

from app.problems import Severity
from app.questions import gaps, teams
from app.web import asking
from app.web.look import look
from app.web.pages.blueprint import pages

_FILTERS = ("rule", "team", "severity", "kind")
_CARDS = 10


@pages.get("/gaps")
def all_gaps() -> str:
    """What is missing, worst first."""
    wanted = asking.wanted_gaps()
    with look() as session:
        answer = gaps.found(session, wanted)
        known = teams.known(session)
    return render_template(
        "gaps.html",
        here="gaps",
        gaps=answer,
        teams=known,
        cards=_CARDS,
        severities=list(Severity),
        asked=asking.given(*_FILTERS),
        asked_team=wanted.team,
        narrowed=asking.given(*_FILTERS),
    )
