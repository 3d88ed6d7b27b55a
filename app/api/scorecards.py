"""`/api/scorecards`: how far teams and what they own have come, and the next step of each team."""

from flask import Response

from app.api import forms, opening
from app.api.routing import Blueprint
from app.api.shapes import ScorecardsQuerySchema, ScorecardsSchema
from app.questions import scorecards
from app.questions.scorecards import Card, Scorecards, Wanted

blueprint = Blueprint("scorecards", __name__, url_prefix="/api/scorecards", description="How far teams have come.")

_COLUMNS = ("team", "reached", "level", "ahead", "code", "about", "message", "remedy", "write", "file", "line")


@blueprint.get("")
@blueprint.query(ScorecardsQuerySchema)
@blueprint.response(200, ScorecardsSchema)
def found(wanted: Wanted) -> Scorecards | Response:
    """How many things and teams have reached each level, and each team with what to mend for the next one."""
    with opening.catalog() as session:
        answer = scorecards.found(session, wanted)
    return forms.table("scorecards", _COLUMNS, map(_row, answer.teams)) if forms.is_table() else answer


def _row(card: Card) -> tuple[object, ...]:
    """A team's card; what stands behind `ahead` is empty at the top."""
    gap = card.next
    start = (card.about.ref, card.reached, card.level, card.ahead)
    if gap is None:
        return (*start, *("" for _ in _COLUMNS[len(start) :]))
    about = gap.about.ref if gap.about else ""
    return (*start, gap.code, about, gap.message, gap.remedy, gap.write, gap.position.path, gap.position.line)
