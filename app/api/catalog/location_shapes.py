"""What the protocol's addresses around locations take and give."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from app.api.predicate_shapes import PREDICATE
from app.api.shapes import FARTHEST, RefField, WholeField

_CONFLICTS = ("refresh", "reject")
_NO_OBJECT: dict[str, str | list[Any] | dict[Any, Any]] = {"null": "Not a valid mapping type."}


class _OpenSchema(Schema):
    """A body in which other keys are passed over."""

    class Meta:
        unknown = EXCLUDE


class LocationSchema(Schema):
    """A place that is read for entities."""

    id = fields.String(required=True)
    type = fields.String(required=True, metadata={"description": "`file` for a folder, `url` for a web address."})
    target = fields.String(required=True)
    entityRef = RefField(required=True, attribute="ref", metadata={"description": "The Location entity it stands for."})


class LocationDataSchema(Schema):
    """A location in the list of all."""

    data = fields.Nested(LocationSchema, required=True)


class PageInfoSchema(Schema):
    """How to go on."""

    nextCursor = fields.String(metadata={"description": "For the next page, where there is one."})


class LocationsSchema(Schema):
    """A page of locations."""

    items = fields.List(fields.Nested(LocationSchema), required=True)
    totalItems = fields.Integer(required=True)
    pageInfo = fields.Nested(PageInfoSchema, required=True)


class LocationsBodySchema(_OpenSchema):
    """Which locations to list. A cursor carries all the rest."""

    query = fields.Dict(
        keys=fields.String(),
        error_messages=_NO_OBJECT,
        metadata={
            "description": "A predicate over `id`, `type`, `target` and `entityRef`.",
            "schema": PREDICATE,
        },
    )
    limit = WholeField(
        validate=validate.Range(max=FARTHEST, error=f"must be <= {FARTHEST}"),
        metadata={"description": "How many to answer at most; 1,000 where it is left out.", "minimum": 1},
    )
    cursor = fields.String(
        metadata={"description": "From the page before.", "format": "location-cursor", "minLength": 1}
    )


class AncestorSchema(Schema):
    """An entity, and what leads to it."""

    entity = fields.Dict(keys=fields.String(), required=True)
    parentEntityRefs = fields.List(fields.String(), required=True)


class AncestrySchema(Schema):
    """What led to an entity."""

    rootEntityRef = fields.String(required=True)
    items = fields.List(fields.Nested(AncestorSchema), required=True)


class PlaceSchema(Schema):
    """A place that might be read."""

    target = fields.String(required=True)
    type = fields.String(required=True)


class RemoteSchema(PlaceSchema):
    """A web address that might be read."""

    target = fields.String(required=True, metadata={"minLength": 1})
    type = fields.String(required=True, metadata={"enum": ["url"]})


class RegisteredSchema(RemoteSchema):
    """A place to add."""

    presence = fields.String(metadata={"description": "`required` or `optional`."})


class RegisteringQuerySchema(Schema):
    """How a place is to be added."""

    dryRun = fields.Boolean(
        load_default=False,
        truthy={"true"},
        falsy={"false"},
        error_messages={"invalid": "request/query/dryRun must be boolean"},
        metadata={"description": "Read it and tell what it holds; nothing is stored."},
    )
    onConflict = fields.String(
        validate=validate.OneOf(
            _CONFLICTS,
            error=f"request/query/onConflict must be equal to one of the allowed values: {', '.join(_CONFLICTS)}",
        ),
        metadata={"description": "Taken and passed over: nothing is added."},
    )


class TriedSchema(Schema):
    """What a place holds, read without keeping anything of it."""

    exists = fields.Boolean(required=True, metadata={"description": "Whether it is among the locations already."})
    location = fields.Nested(LocationSchema, required=True)
    entities = fields.List(fields.Dict(keys=fields.String()), required=True)


class RefreshBodySchema(Schema):
    """The entity to read anew."""

    entityRef = fields.String(required=True)
    authorizationToken = fields.String(metadata={"description": "Taken and passed over."})


class ValidateBodySchema(Schema):
    """An entity to judge, and where it would come from."""

    location = fields.String(required=True, metadata={"description": "`url:` and an address."})
    entity = fields.Dict(keys=fields.String(), required=True, error_messages=_NO_OBJECT)


class RefusedEntitySchema(Schema):
    """Why an entity is no good: each fault with the pointer of its part."""

    class FaultSchema(Schema):
        """One fault."""

        name = fields.String(metadata={"description": "Of errors in the entity or its location."})
        message = fields.String(required=True)
        code = fields.String()
        pointer = fields.String()

    errors = fields.List(fields.Nested(FaultSchema), required=True)


class AnalyzeBodySchema(Schema):
    """A repository to look for."""

    location = fields.Nested(PlaceSchema, required=True)
    catalogFilename = fields.String(metadata={"description": "Taken and passed over: files are found by content."})
    catalogFileName = fields.String(metadata={"description": "The same, as it is also written."})


class ExistingSchema(Schema):
    """An entity that says it is of the repository."""

    location = fields.Nested(PlaceSchema, required=True)
    isRegistered = fields.Boolean(required=True)
    entity = fields.Dict(keys=fields.String(), required=True)


class GeneratedSchema(Schema):
    """An entity to begin a descriptor with."""

    entity = fields.Dict(keys=fields.String(), required=True)
    asked = fields.List(
        fields.Dict(keys=fields.String()),
        required=True,
        data_key="fields",
        metadata={"description": "Always empty: what an entity needs is told by `validate-entity`."},
    )


class AnalysisSchema(Schema):
    """What there is of a repository, or what to begin with."""

    existingEntityFiles = fields.List(fields.Nested(ExistingSchema), required=True)
    generateEntities = fields.List(fields.Nested(GeneratedSchema), required=True)
