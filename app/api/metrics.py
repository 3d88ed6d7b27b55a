"""`/api/metrics`: the numbers the catalog is judged by, now and over time; `/metrics`: the same for Prometheus."""

from flask import Response

from app.api import forms, opening
from app.api.routing import Blueprint
from app.api.shapes import MetricsQuerySchema, MetricsSchema
from app.questions import state, trend
from app.questions.trend import Metrics, Wanted
from app.reports import prometheus
from app.store.database import reading

blueprint = Blueprint("metrics", __name__, description="The numbers the catalog is judged by.")

_COLUMNS = ("name", "scope", "at", "value", "whole")


@blueprint.get("/api/metrics")
@blueprint.query(MetricsQuerySchema)
@blueprint.response(200, MetricsSchema)
def found(wanted: Wanted) -> Metrics | Response:
    """Measures with their meaning and what they are now; one that is named comes with its points over time."""
    with opening.catalog() as session:
        answer = trend.found(session, wanted)
    return forms.table("metrics", _COLUMNS, _rows(wanted, answer)) if forms.is_table() else answer


@blueprint.get("/metrics")
@blueprint.doc(responses={200: {"description": "OK", "content": {prometheus.TYPE: {"schema": {"type": "string"}}}}})
def scraped() -> Response:
    """Every measure as it is now, as Prometheus reads it."""
    with reading(opening.sessions()) as session:
        known = state.current(session)
        values = trend.everything(session)
    return Response(prometheus.render(prometheus.families(known, values)), content_type=prometheus.TYPE)


def _rows(wanted: Wanted, answer: Metrics) -> list[tuple[object, ...]]:
    """The points where there are any, else what everything is now."""
    if answer.points:
        name, scope = wanted.name, wanted.scope or ""
        return [(name, scope, each.at.isoformat(), each.value, each.whole) for each in answer.points]
    return [(each.name, each.scope, each.at.isoformat(), each.value, each.whole) for each in answer.values]
