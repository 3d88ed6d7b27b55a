"""`/api/gaps`: what is missing or wrong."""

from app.api import opening
from app.api.routing import Blueprint
from app.api.shapes import GapsQuerySchema, GapsSchema
from app.questions import gaps
from app.questions.gaps import Gaps, Wanted

blueprint = Blueprint("gaps", __name__, url_prefix="/api/gaps", description="What is missing or wrong.")


@blueprint.get("")
@blueprint.query(GapsQuerySchema)
@blueprint.response(200, GapsSchema)
def found(wanted: Wanted) -> Gaps:
    """Findings of rules and problems of reading, worst first."""
    with opening.catalog() as session:
        return gaps.found(session, wanted)
