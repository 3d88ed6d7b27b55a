"""The addresses of the protocol, and how its requests are read: strictly, and refused in the words its clients know."""

from app.api.errors import PROTOCOL
from app.api.routing import Blueprint

blueprint = Blueprint("catalog", __name__, url_prefix=PROTOCOL, description="Entities, as Backstage serves them.")
