"""`/healthz` and `/readyz`: what a supervisor asks before it sends anybody here."""

from dataclasses import dataclass

from app.api import opening
from app.api.routing import Blueprint
from app.api.shapes import HealthSchema, ReadySchema
from app.questions import state
from app.questions.state import Source
from app.store import migrate
from app.store.database import reading

blueprint = Blueprint("health", __name__, description="Whether this process can answer.")


@dataclass(frozen=True, slots=True)
class Ready:
    """What this process answers from."""

    status: str
    revision: str
    generation: int
    sources: tuple[Source, ...]


@blueprint.get("/healthz")
@blueprint.response(200, HealthSchema)
def alive() -> dict[str, str]:
    """Whether the process is alive; asks nothing else of anybody."""
    return {"status": "alive"}


@blueprint.get("/readyz")
@blueprint.response(200, ReadySchema)
def ready() -> Ready:
    """Whether the database answers and has the tables of this build; with the state of every source."""
    sessions = opening.sessions()
    migrate.check(sessions)
    with reading(sessions) as session:
        known = state.current(session)
    return Ready("ready", migrate.head(), known.generation, known.sources)
