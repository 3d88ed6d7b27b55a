"""`/api/alignment`: whether services and teams could run on their own, and what holds them back."""

from dataclasses import replace
from typing import Any

from flask import Response

from app.api import forms, opening
from app.api.routing import Blueprint
from app.api.shapes import AlignmentQuerySchema, AlignmentSchema, NothingSchema, SectionSchema
from app.questions import alignment, sections
from app.questions.alignment import SECTIONS, Section, Wanted
from app.reports import alignment as tables

blueprint = Blueprint(
    "alignment", __name__, url_prefix="/api/alignment", description="What could run on its own, and what holds it back."
)

_SECTION = {
    "name": "section",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "enum": list(SECTIONS)},
}


@blueprint.get("")
@blueprint.query(NothingSchema)
@blueprint.response(200, AlignmentSchema)
def summary(_: Any) -> Any:
    """How many services could run on their own, how far they can be watched, and what each section holds."""
    with opening.catalog() as session:
        return {
            "share": alignment.share(session),
            "coverage": alignment.coverage(session),
            "sections": [
                {
                    "name": name,
                    "total": sum(verdicts.values()),
                    "verdicts": verdicts,
                    "href": f"{blueprint.url_prefix}/{name}",
                }
                for name, verdicts in sections.totals(session).items()
            ],
        }


@blueprint.get("/<section>", parameters=[_SECTION])
@blueprint.query(AlignmentQuerySchema)
@blueprint.response(200, SectionSchema)
def found(wanted: Wanted, section: str) -> Section | Response:
    """One page of a section, what is worst first."""
    sections.checked(section, wanted.verdict)
    with opening.catalog() as session:
        answer = alignment.found(session, replace(wanted, section=section))
    return forms.table(section, *tables.table(section, answer.rows)) if forms.is_table() else answer
