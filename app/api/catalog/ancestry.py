"""What led to an entity."""

import orjson
from flask import Response, jsonify

from app.api import forms, opening
from app.api.catalog import entity_rows
from app.api.catalog.addresses import blueprint
from app.api.catalog.location_shapes import AncestrySchema
from app.api.catalog.missing import NotThereError
from app.api.forms import FormSchema
from app.entities import Ref
from app.questions import ancestry
from app.questions.ancestry import Ancestry


@blueprint.get("/entities/by-name/<kind>/<namespace>/<name>/ancestry")
@blueprint.query(FormSchema)
@blueprint.response(200, AncestrySchema)
def ancestors(_: object, kind: str, namespace: str, name: str) -> Response:
    """The entity and the Locations that lead to its file, up to the source that holds them.

    The last is the source itself, as a Location that no file declares.
    """
    ref = Ref.of(kind, namespace, name)
    with opening.catalog() as session:
        found = ancestry.of(session, ref)
    if found is None:
        raise NotThereError(ref, f"No such entity {ref!s:.200}")
    if forms.is_table():
        return _table(found)
    items = [
        {"entity": _entity(found, each), "parentEntityRefs": [str(parent) for parent in parents]}
        for each, parents in found.parents.items()
    ]
    return jsonify({"rootEntityRef": str(ref), "items": items})


def _table(found: Ancestry) -> Response:
    entities = (orjson.dumps(_entity(found, each)) for each in found.parents)
    columns, rows = entity_rows.of(entities, ())
    parents = ("; ".join(map(str, each)) for each in found.parents.values())
    return forms.table(
        "ancestry", (*columns, "parentEntityRefs"), ((*row, each) for row, each in zip(rows, parents, strict=True))
    )


def _entity(found: Ancestry, ref: Ref) -> object:
    """An entity's JSON, spliced as it is kept."""
    return orjson.Fragment(found.served[ref]) if ref in found.served else found.source.entity
