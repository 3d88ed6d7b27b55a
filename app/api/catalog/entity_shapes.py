"""What the protocol's addresses around entities take and give."""

import re
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from app.api.shapes import FARTHEST, EntitySchema, NumberField

_WORDS = re.compile(r"\s*,\s*")
_FILTER = "Such as `kind=component,spec.type=service`: all of a filter must hold, and one of several."
_FIELDS = "Paths with commas between them, such as `kind,metadata.name`: what to leave of each entity."
_TOTALS = ("include", "exclude")
_ONE_OF = "must be equal to one of the allowed values: {choices}"


class OpenSchema(Schema):
    """A body in which other keys are passed over, as Backstage does."""

    class Meta:
        """What else there is."""

        unknown = EXCLUDE


class PathsField(fields.List[str]):
    """Paths of a query with commas between them, in one parameter or in several."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.String(), load_default=(), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        texts: list[str | None] = super()._deserialize(value, attr, data, **kwargs)
        return tuple(word for text in texts if text for word in _WORDS.split(text.strip()) if word)


class QueryObject(fields.Dict):
    """A predicate as JSON."""

    def __init__(self) -> None:
        super().__init__(
            keys=fields.String(),
            metadata={"description": 'A predicate, such as `{"kind": "component"}`.'},
            error_messages={"null": "Not a valid mapping type."},
        )


def filters() -> fields.List[Any]:
    """The filters of a URL."""
    return fields.List(fields.String(), load_default=(), metadata={"description": _FILTER})


def number(name: str, low: int = 0) -> NumberField:
    """A number of a query, refused as the protocol does."""
    return NumberField(
        load_default=None,
        validate=[
            validate.Range(min=low, error=f"request/query/{name} must be >= {low}"),
            validate.Range(max=FARTHEST, error=f"request/query/{name} must be <= {FARTHEST}"),
        ],
        error_messages={"invalid": f"request/query/{name} must be integer"},
    )


def whole() -> fields.Integer:
    """A number of a body."""
    return fields.Integer(
        strict=True,
        load_default=None,
        validate=[
            validate.Range(min=0, error="must be >= 0"),
            validate.Range(max=FARTHEST, error=f"must be <= {FARTHEST}"),
        ],
    )


class ListQuerySchema(Schema):
    """Which entities to list; all where nothing is said."""

    filter = filters()
    fields_ = PathsField(data_key="fields", metadata={"description": _FIELDS})
    order = fields.List(
        fields.String(),
        load_default=(),
        metadata={"description": "`asc:` or `desc:` and a path; several sort one within the other."},
    )
    limit = number("limit")
    offset = number("offset")
    after = fields.String(load_default="", metadata={"description": "From the Link header of the page before."})


class PageQuerySchema(Schema):
    """Which entities to list, a page at a time. With a cursor, only `limit` and `fields` are read besides."""

    filter = filters()
    fields_ = PathsField(data_key="fields", metadata={"description": _FIELDS})
    limit = number("limit")
    offset = number("offset")
    orderField = fields.List(  # noqa: N815 - the protocol's name
        fields.String(),
        load_default=(),
        metadata={"description": "A path, and behind a comma `asc` or `desc`; several sort one within the other."},
    )
    cursor = fields.String(load_default=None, metadata={"description": "From the page before or after."})
    fullTextFilterTerm = fields.String(load_default="")  # noqa: N815 - the protocol's name
    fullTextFilterFields = PathsField()  # noqa: N815 - the protocol's name
    totalItems = fields.String(  # noqa: N815 - the protocol's name
        load_default="include",
        validate=validate.OneOf(_TOTALS, error=f"request/query/totalItems {_ONE_OF}"),
    )


class OrderSchema(OpenSchema):
    """A path to sort by."""

    field = fields.String(required=True)
    order = fields.String(required=True, validate=validate.OneOf(("asc", "desc"), error=_ONE_OF))


class FullTextSchema(OpenSchema):
    """A text that must stand somewhere in a field; where none is named, in the first sorted by."""

    term = fields.String(load_default="")
    fields_ = fields.List(fields.String(), data_key="fields", load_default=())


class PageBodySchema(OpenSchema):
    """Which entities to list, a page at a time. With a cursor, only `limit` and `fields` are read besides."""

    query = QueryObject()
    limit = whole()
    offset = whole()
    orderBy = fields.List(fields.Nested(OrderSchema), load_default=())  # noqa: N815 - the protocol's name
    fullTextFilter = fields.Nested(FullTextSchema, load_default=None)  # noqa: N815 - the protocol's name
    fields_ = fields.List(fields.String(), data_key="fields", load_default=())
    cursor = fields.String(load_default=None)
    totalItems = fields.String(load_default="include", validate=validate.OneOf(_TOTALS, error=_ONE_OF))  # noqa: N815 - the protocol's name


class CursorsSchema(Schema):
    """The way to the pages beside this one; either is absent at its end."""

    nextCursor = fields.String()  # noqa: N815 - the protocol's name
    prevCursor = fields.String()  # noqa: N815 - the protocol's name


class PageSchema(Schema):
    """Some of the entities, and how many there are in all."""

    items = fields.List(fields.Nested(EntitySchema), required=True)
    totalItems = fields.Integer(required=True)  # noqa: N815 - the protocol's name
    pageInfo = fields.Nested(CursorsSchema, required=True)  # noqa: N815 - the protocol's name


class FilterQuerySchema(Schema):
    """Which of what is asked for to leave."""

    filter = filters()


class RefsBodySchema(OpenSchema):
    """The entities that are asked for, in the order in which they are answered."""

    entityRefs = fields.List(fields.String(), required=True)  # noqa: N815 - the protocol's name
    fields_ = fields.List(fields.String(), data_key="fields", load_default=())
    query = QueryObject()


class RefsSchema(Schema):
    """An entity for each reference, or null."""

    items = fields.List(fields.Nested(EntitySchema, allow_none=True), required=True)


class FacetsQuerySchema(Schema):
    """The keys whose values are counted, and of which entities."""

    facet = fields.List(fields.String(), required=True, metadata={"description": "A path, such as `spec.type`."})
    filter = filters()


class FacetsBodySchema(OpenSchema):
    """The same, by a predicate."""

    facets = fields.List(fields.String(), required=True)
    query = QueryObject()


class FacetSchema(Schema):
    """A value as it is written, and how many entities have it."""

    value = fields.String(required=True)
    count = fields.Integer(required=True)


class FacetsSchema(Schema):
    """By each facet as it was asked for."""

    facets = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(FacetSchema)), required=True)
