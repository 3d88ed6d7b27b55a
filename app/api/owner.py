"""`/api/owner`: who answers for something, and how to reach them."""

from app.api import opening
from app.api.routing import Blueprint
from app.api.shapes import OwnerQuerySchema, OwnerSchema
from app.questions import names, owner
from app.questions.owner import Owner

blueprint = Blueprint("owner", __name__, url_prefix="/api/owner", description="Who answers for something.")


@blueprint.get("")
@blueprint.query(OwnerQuerySchema)
@blueprint.response(200, OwnerSchema)
@blueprint.refuses(404)
def of(query: dict[str, str]) -> Owner:
    """The owner of an entity, its contacts and whom to wake."""
    with opening.catalog() as session:
        return owner.of(session, names.resolve(session, query["ref"]))
