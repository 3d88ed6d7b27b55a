"""What the protocol's addresses around entities take and give."""

import re
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from app.api.catalog.limits import MOST_FACETS, MOST_ORDERS, MOST_PATHS, MOST_REFS
from app.api.forms import FormSchema
from app.api.predicate_shapes import PREDICATE
from app.api.shapes import FARTHEST, JOINED, NumberField, PartSchema, WholeField

_WORDS = re.compile(r"\s*,\s*")
_FILTER = "Such as `kind=component,spec.type=service`: all of a filter must hold, and one of several."
_LEFT = "Paths, such as `metadata.name`: what to leave of each entity."
_FIELDS = "Paths with commas between them, such as `kind,metadata.name`: what to leave of each entity."
_KEPT = r"^[^\[]*$"
_TERM = "A text that a value must hold, in any case."
_TEXT_FIELDS = (
    "The paths whose values are looked at, with commas between them; the first that is sorted by where none are."
)
_TOTAL = "Whether to count all there are; 0 stands for the number where not."
_TOTALS = ("include", "exclude")
_ONE_OF = "must be equal to one of the allowed values: {choices}"
_TOO_MANY = "must NOT have more than {max} items"


class OpenSchema(Schema):
    """A body in which other keys are passed over, as Backstage does."""

    class Meta:
        """What else there is."""

        unknown = EXCLUDE


def texts(description: str, pattern: str = "") -> dict[str, Any]:
    """What the document says of a list in a query: empty texts are passed over, but there is something in one."""
    item = {"type": "string", **({"pattern": pattern} if pattern else {})}
    said = {"type": "array", "items": item, "minItems": 1, "contains": {"minLength": 1}}
    return {"description": description, "schema": said}


class PathsField(fields.List[str]):
    """Paths of a query with commas between them, in one parameter or in several."""

    def __init__(self, description: str, pattern: str = "", **kwargs: Any) -> None:
        item = {"type": "string", **({"pattern": pattern} if pattern else {})}
        # Joined, several empty texts are a text.
        alone = {"if": {"maxItems": 1}, "then": {"contains": {"minLength": 1}}}
        said = {"type": "array", "items": item, "minItems": 1, **alone, JOINED: True}
        metadata = {"description": description, "schema": said}
        super().__init__(fields.String(), load_default=(), metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        texts: list[str | None] = super()._deserialize(value, attr, data, **kwargs)
        found = dict.fromkeys(word for text in texts if text for word in _WORDS.split(text.strip()) if word)
        if len(found) > MOST_PATHS:
            raise ValidationError(f"request/query/{attr} {_TOO_MANY.format(max=MOST_PATHS)}")
        return tuple(found)


def at_most(number: int, name: str = "") -> validate.Length:
    """Refuses lists that have more items; `name` is that of a parameter, which its message names."""
    return validate.Length(max=number, error=f"request/query/{name} {_TOO_MANY}" if name else _TOO_MANY)


def listed_paths() -> fields.List[Any]:
    """The paths of a body."""
    path = fields.String(metadata={"pattern": "^[^\\[]*$"})
    return fields.List(
        path, data_key="fields", load_default=(), validate=at_most(MOST_PATHS), metadata={"description": _LEFT}
    )


class QueryObject(fields.Dict):
    """A predicate as JSON."""

    def __init__(self) -> None:
        super().__init__(
            keys=fields.String(),
            metadata={"schema": PREDICATE},
            error_messages={"null": "Not a valid mapping type."},
        )


def filters() -> fields.List[Any]:
    """The filters of a URL."""
    return fields.List(fields.String(), load_default=(), metadata=texts(_FILTER, r"^(?!\s*=)(?![\s\S]*,\s*=)"))


def number(name: str, description: str, low: int = 0) -> NumberField:
    """A number of a query, refused as the protocol does; `low` is the least that is of use."""
    return NumberField(
        load_default=None,
        validate=[
            validate.Range(min=0, error=f"request/query/{name} must be >= 0"),
            validate.Range(max=FARTHEST, error=f"request/query/{name} must be <= {FARTHEST}"),
        ],
        error_messages={"invalid": f"request/query/{name} must be integer"},
        metadata={"description": description, "minimum": low},
    )


def whole() -> WholeField:
    """A number of a body."""
    return WholeField(
        load_default=None,
        validate=[
            validate.Range(min=0, error="must be >= 0"),
            validate.Range(max=FARTHEST, error=f"must be <= {FARTHEST}"),
        ],
    )


class ListQuerySchema(FormSchema):
    """Which entities to list; all where nothing is said."""

    filter = filters()
    fields_ = PathsField(_FIELDS, _KEPT, data_key="fields")
    order = fields.List(
        fields.String(),
        load_default=(),
        validate=at_most(MOST_ORDERS, "order"),
        metadata=texts(
            "`asc:` or `desc:` and a path; several, ten at most, sort one within the other.",
            r"^((asc|desc):[\s\S]+)?$",
        ),
    )
    limit = number("limit", "How many to answer at most; all where it is left out.", 1)
    offset = number("offset", "How many to pass over first.")
    after = fields.String(
        load_default="",
        metadata={"description": "From the Link header of the page before.", "format": "after", "minLength": 1},
    )


class PageQuerySchema(FormSchema):
    """Which entities to list, a page at a time. With a cursor, only `limit` and `fields` are read besides."""

    filter = filters()
    fields_ = PathsField(_FIELDS, _KEPT, data_key="fields")
    limit = number("limit", "How many a page holds; 200 where it is left out, and 0 for the total alone.")
    offset = number("offset", "How many to pass over first.")
    orderField = fields.List(
        fields.String(),
        load_default=(),
        validate=at_most(MOST_ORDERS, "orderField"),
        metadata=texts(
            "A path, and behind a comma `asc` or `desc`; several, ten at most, sort one within the other.",
            "^[^,]*(,(asc|desc)?)?$",
        ),
    )
    cursor = fields.String(
        load_default=None,
        metadata={"description": "From the page before or after.", "format": "cursor", "minLength": 1},
    )
    fullTextFilterTerm = fields.String(load_default="", metadata={"description": _TERM, "minLength": 1})
    fullTextFilterFields = PathsField(_TEXT_FIELDS)
    totalItems = fields.String(
        load_default="include",
        validate=validate.OneOf(_TOTALS, error=f"request/query/totalItems {_ONE_OF}"),
        metadata={"description": _TOTAL},
    )


class OrderSchema(OpenSchema):
    """A path to sort by."""

    field = fields.String(required=True)
    order = fields.String(required=True, validate=validate.OneOf(("asc", "desc"), error=_ONE_OF))


class FullTextSchema(OpenSchema):
    """A text that must stand somewhere in a field; where none is named, in the first sorted by."""

    term = fields.String(load_default="", metadata={"description": _TERM})
    fields_ = fields.List(fields.String(), data_key="fields", load_default=(), validate=at_most(MOST_PATHS))


class PageBodySchema(OpenSchema):
    """Which entities to list, a page at a time. With a cursor, only `limit` and `fields` are read besides."""

    query = QueryObject()
    limit = whole()
    offset = whole()
    orderBy = fields.List(fields.Nested(OrderSchema), load_default=(), validate=at_most(MOST_ORDERS))
    fullTextFilter = fields.Nested(FullTextSchema, load_default=None)
    fields_ = listed_paths()
    cursor = fields.String(
        load_default=None,
        metadata={"description": "From the page before or after.", "format": "cursor", "minLength": 1},
    )
    totalItems = fields.String(
        load_default="include",
        validate=validate.OneOf(_TOTALS, error=_ONE_OF),
        metadata={"description": _TOTAL},
    )


class CursorsSchema(Schema):
    """The way to the pages beside this one; either is absent at its end."""

    nextCursor = fields.String()
    prevCursor = fields.String()


class PageSchema(Schema):
    """Some of the entities, and how many there are in all."""

    items = fields.List(fields.Nested(PartSchema), required=True)
    totalItems = fields.Integer(required=True)
    pageInfo = fields.Nested(CursorsSchema, required=True)


class FilterQuerySchema(FormSchema):
    """Which of what is asked for to leave."""

    filter = filters()


class RefsBodySchema(OpenSchema):
    """The entities that are asked for, in the order in which they are answered."""

    entityRefs = fields.List(
        fields.String(error_messages={"null": "Not a valid string."}), required=True, validate=at_most(MOST_REFS)
    )
    fields_ = listed_paths()
    query = QueryObject()


class RefsSchema(Schema):
    """An entity for each reference, or null."""

    items = fields.List(fields.Nested(PartSchema, allow_none=True), required=True)


class FacetsQuerySchema(FormSchema):
    """The keys whose values are counted, and of which entities."""

    facet = fields.List(
        fields.String(),
        required=True,
        metadata=texts("A path, such as `spec.type`."),
    )
    filter = filters()


class FacetsBodySchema(OpenSchema):
    """The same, by a predicate."""

    facets = fields.List(
        fields.String(),
        required=True,
        validate=at_most(MOST_FACETS),
        metadata={
            "description": "Paths, one at least.",
            "schema": {
                "type": "array",
                "items": {"type": "string"},
                "maxItems": MOST_FACETS,
                "contains": {"minLength": 1},
            },
        },
    )
    query = QueryObject()


class FacetSchema(Schema):
    """A value as it is written, and how many entities have it."""

    value = fields.String(required=True)
    count = fields.Integer(required=True)


class FacetsSchema(Schema):
    """By each facet as it was asked for."""

    facets = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(FacetSchema)), required=True)
