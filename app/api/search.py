"""`/api/search`: what there is by name, title, tag, owner or description."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app

from app.api import forms, opening
from app.api.routing import Blueprint
from app.api.shapes import FoundSchema, SearchQuerySchema
from app.questions import search
from app.questions.mention import Mention
from app.questions.search import Hit, Wanted

blueprint = Blueprint("search", __name__, url_prefix="/api/search", description="What there is.")

_COLUMNS = ("ref", "title", "kind", "type", "tier", "owner", "url", "field", "snippet")


@blueprint.get("")
@blueprint.query(SearchQuerySchema)
@blueprint.response(200, FoundSchema)
def found(wanted: Wanted) -> dict[str, Any] | Response:
    """What has every word of a text, each as the beginning of a word; the likeliest first."""
    with opening.catalog() as session:
        answer = search.found(session, wanted)
    items = [_item(hit) for hit in answer.hits]
    if forms.is_table():
        rows = ({**item, "snippet": item["snippet"]["text"]} for item in items)
        return forms.table("search", _COLUMNS, ([row[name] for name in _COLUMNS] for row in rows))
    return {
        "total": answer.total,
        "limit": answer.size,
        "offset": answer.offset,
        "items": items,
        "lists": [{"list": word, "number": number} for word, number in answer.shelves],
        "near": answer.near,
        "meant": answer.meant,
    }


def _item(hit: Hit) -> dict[str, Any]:
    page: Callable[[Mention], str] = current_app.config["PAGE_OF"]
    entity = hit.entity
    return {
        "ref": entity.ref,
        "title": entity.title,
        "kind": entity.kind,
        "type": entity.type,
        "tier": entity.tier,
        "owner": hit.owner.ref if hit.owner else None,
        "url": page(entity),
        "field": hit.field,
        "snippet": {"text": hit.passage.text, "marks": hit.passage.marks},
    }
