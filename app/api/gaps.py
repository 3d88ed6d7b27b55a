"""`/api/gaps`: what is missing or wrong."""

from flask import Response

from app.api import forms, opening
from app.api.routing import Blueprint
from app.api.shapes import GapsQuerySchema, GapsSchema
from app.questions import gaps
from app.questions.gaps import Gap, Gaps, Wanted

blueprint = Blueprint("gaps", __name__, url_prefix="/api/gaps", description="What is missing or wrong.")

_COLUMNS = (
    *("source", "code", "severity", "about", "owner", "file", "line", "column"),
    *("message", "remedy", "write", "since"),
)


@blueprint.get("")
@blueprint.query(GapsQuerySchema)
@blueprint.response(200, GapsSchema)
def found(wanted: Wanted) -> Gaps | Response:
    """Findings of rules and problems of reading, worst first."""
    with opening.catalog() as session:
        answer = gaps.found(session, wanted)
    return forms.table("gaps", _COLUMNS, map(_row, answer.gaps)) if forms.is_table() else answer


def _row(gap: Gap) -> tuple[object, ...]:
    """A gap, its references as text."""
    place = gap.position
    return (
        *(gap.source, gap.code, gap.severity.value),
        *(each and each.ref for each in (gap.about, gap.owner)),
        *(place.path, place.line, place.column),
        *(gap.message, gap.remedy, gap.write, gap.since.isoformat()),
    )
