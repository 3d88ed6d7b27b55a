"""What the API takes and gives, as schemas: they check requests, shape answers and write the OpenAPI document."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC
from typing import Any

from marshmallow import INCLUDE, Schema, ValidationError, fields, post_load, validate

from app.api import row_shapes
from app.api.forms import FormSchema
from app.entities import Ref, split
from app.graph.edges import NEEDS
from app.graph.exploring import SORTS
from app.graph.folding import BYS
from app.measures import MEASURES
from app.problems import Severity
from app.questions import alignment, gaps, graph, scorecards, search, trend
from app.questions.alignment import SECTIONS
from app.questions.text import askable

_SEVERITIES = [severity.value for severity in Severity]
_LONGEST = 200
_LAST_PAGE = 100_000
_LARGEST_PAGE = 500
_LARGEST_LIMIT = 100_000
_METADATA = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("name", "namespace", "uid", "etag")},
    "required": ["name", "namespace", "uid", "etag"],
    "description": "What the author wrote, with `uid` and `etag`, which the catalog adds.",
}
_PART = r"[^:/\x01-\x1f\x7f-\x9f]+(:[^/\x01-\x1f\x7f-\x9f]+)?(/[^\x01-\x1f\x7f-\x9f]+)?"
_NAMED: Mapping[str, Any] = {
    "description": "A reference, or a bare name where only one entity has it.",
    "pattern": f"^{_PART}$",
}
JOINED = "x-joined"
"""Marks a list of a query whose items may stand in one parameter, with commas between them."""

FARTHEST = 10**9
"""Where a page of entities may begin: a number that a database can count to."""


class RefField(fields.String):
    """A canonical reference, such as `component:default/payments`."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        del attr, obj, kwargs
        return None if value is None else str(value)


class NumberField(fields.Integer):
    """A whole number of a query, in plain digits; `int` takes `1_0` and the digits of every script."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not re.fullmatch("-?[0-9]+", str(value)):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class AmountField(fields.Float):
    """A number of an answer, without a point where there is nothing behind it."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        del attr, obj, kwargs
        return value


class MomentField(fields.AwareDateTime):
    """A time of a query, with its zone."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        found = super()._deserialize(value, attr, data, **kwargs)
        try:
            return found.astimezone(UTC)
        except OverflowError as error:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from error


class WholeField(fields.Integer):
    """A whole number of a body, which in JSON may be written `2.0`, too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        whole = int(value) if isinstance(value, float) and value.is_integer() else value
        return super()._deserialize(whole, attr, data, **kwargs)


class WordsField(fields.String):
    """Words of a query with commas between them; only those allowed, where any are."""

    def __init__(self, allowed: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._allowed = allowed

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs) or ""
        words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
        if self._allowed and not self._allowed >= set(words):
            raise ValidationError(f"Write some of {', '.join(sorted(self._allowed))}, with commas between them.")
        return words


class NothingSchema(Schema):
    """The query of an address that takes none."""


class MentionSchema(Schema):
    """An entity, or a reference that nobody declares."""

    ref = RefField(required=True)
    title = fields.String(required=True)
    exists = fields.Boolean(required=True)
    type = fields.String(required=True, allow_none=True)
    lifecycle = fields.String(required=True, allow_none=True)
    tier = fields.Integer(required=True, allow_none=True)


class ContactSchema(Schema):
    """A way to reach somebody; `href` is empty where there is no address to follow."""

    type = fields.String(required=True)
    value = fields.String(required=True)
    title = fields.String(required=True)
    href = fields.String(required=True)


class OwnerSchema(Schema):
    """Who answers for an entity, and how to reach them."""

    about = fields.Nested(MentionSchema, required=True)
    owner = fields.Nested(MentionSchema, required=True, allow_none=True)
    inherited_from = fields.Nested(MentionSchema, required=True, allow_none=True)
    contacts = fields.List(fields.Nested(ContactSchema), required=True)
    on_call = fields.Nested(ContactSchema, required=True, allow_none=True)
    members = fields.List(fields.Nested(MentionSchema), required=True)


def _nullable(name: str) -> Mapping[str, Any]:
    return {"anyOf": [row_shapes.referred(name), {"type": "null"}]}


def _reference(text: str) -> None:
    """Refuse what is no reference before anything is looked up; raises `BadReferenceError`."""
    if text:
        split(askable(text))


class OwnerQuerySchema(Schema):
    """Whose owner is asked for."""

    ref = fields.String(
        required=True,
        validate=[validate.Length(1, _LONGEST), _reference],
        metadata=_NAMED,
    )


class PositionSchema(Schema):
    """A line of a file; the path is relative to its source."""

    file = fields.String(required=True, attribute="path")
    line = fields.Integer(required=True)
    column = fields.Integer(required=True)


class GapSchema(Schema):
    """A finding of a rule, or a problem of reading."""

    source = fields.String(required=True, validate=validate.OneOf(["finding", "problem"]))
    code = fields.String(required=True)
    severity = fields.String(required=True, validate=validate.OneOf(_SEVERITIES))
    about = fields.Nested(MentionSchema, required=True, allow_none=True)
    owner = fields.Nested(MentionSchema, required=True, allow_none=True)
    position = fields.Nested(PositionSchema, required=True)
    message = fields.String(required=True)
    remedy = fields.String(required=True)
    write = fields.String(required=True)
    evidence = fields.List(fields.String(), required=True)
    since = fields.AwareDateTime(required=True, format="iso")


class CountSchema(Schema):
    """How often a rule or code stands open."""

    code = fields.String(required=True)
    severity = fields.String(required=True, validate=validate.OneOf(_SEVERITIES))
    number = fields.Integer(required=True)
    oldest = fields.AwareDateTime(required=True, format="iso")


class TallySchema(Schema):
    """Numbers by severity."""

    error = fields.Integer(required=True)
    gap = fields.Integer(required=True)
    advice = fields.Integer(required=True)
    notice = fields.Integer(required=True)


class GapsSchema(Schema):
    """One page of gaps, worst first; the numbers count all that are wanted."""

    gaps = fields.List(fields.Nested(GapSchema), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    size = fields.Integer(required=True)
    tally = fields.Nested(TallySchema, required=True)
    codes = fields.List(fields.Nested(CountSchema), required=True)


class GapsQuerySchema(FormSchema):
    """Which gaps are wanted."""

    rule = fields.String(
        load_default="",
        validate=validate.Length(max=_LONGEST),
        metadata={"description": "Only those of this rule or problem code, such as `owner-missing`."},
    )
    team = fields.String(
        load_default="",
        validate=validate.Length(max=_LONGEST),
        metadata={
            "description": "Only those of a team, such as `payments` or `group:platform/payments`.",
            "pattern": f"^({_PART})?$",
        },
    )
    severity = fields.String(
        load_default=None,
        validate=validate.OneOf(_SEVERITIES),
        metadata={"description": "Only those that are as bad as this."},
    )
    kind = fields.String(
        load_default="",
        validate=validate.Length(max=_LONGEST),
        metadata={"description": "Only those about things of this kind, such as `component`."},
    )
    tier = NumberField(
        load_default=None,
        validate=validate.Range(1, 4),
        metadata={"description": "Only those about things of this tier."},
    )
    since = MomentField(
        load_default=None,
        metadata={"description": "Only those first seen later than this, such as `2026-11-16T00:00:00Z`."},
    )
    until = MomentField(
        load_default=None,
        metadata={"description": "Only those first seen not later than this: what has stood since then, or longer."},
    )
    page = NumberField(
        load_default=1, validate=validate.Range(1, _LAST_PAGE), metadata={"description": "Which page, counted from 1."}
    )
    size = NumberField(
        load_default=gaps.PAGE,
        validate=validate.Range(1, _LARGEST_PAGE),
        metadata={"description": "How many a page holds."},
    )

    @post_load
    def wanted(self, data: dict[str, Any], **_: Any) -> gaps.Wanted:
        """The question these parameters ask; raises `BadReferenceError` for a team that is no reference."""
        return gaps.Wanted(
            data["rule"],
            Ref.parse(data["team"], "group") if data["team"] else None,
            Severity(data["severity"]) if data["severity"] else None,
            data["kind"],
            data["page"],
            data["size"],
            tier=data["tier"],
            since=data["since"],
            until=data["until"],
        )


class LevelSchema(Schema):
    """A level, the rules it adds, and how many have come just so far; the first has no name: no level is reached."""

    name = fields.String(required=True)
    rules = fields.List(fields.String(), required=True)
    entities = fields.Integer(required=True)
    teams = fields.Integer(required=True)


class CardSchema(Schema):
    """How many levels a team has reached, which is the last of them and which comes next, and what to mend for that."""

    team = fields.Nested(MentionSchema, required=True, attribute="about")
    reached = fields.Integer(required=True)
    level = fields.String(required=True)
    ahead = fields.String(required=True)
    next = fields.Nested(GapSchema, required=True, allow_none=True)


class ScorecardsSchema(Schema):
    """How many have come how far, and one page of teams, the lowest first."""

    levels = fields.List(fields.Nested(LevelSchema), required=True)
    teams = fields.List(fields.Nested(CardSchema), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    size = fields.Integer(required=True)


class ScorecardsQuerySchema(FormSchema):
    """Whose scorecards are wanted."""

    team = fields.String(
        load_default="",
        validate=validate.Length(max=_LONGEST),
        metadata={
            "description": "Only that of a team, such as `payments`, with the levels of what it owns.",
            "pattern": f"^({_PART})?$",
        },
    )
    page = NumberField(
        load_default=1,
        validate=validate.Range(1, _LAST_PAGE),
        metadata={"description": "Which page of teams, counted from 1."},
    )
    size = NumberField(
        load_default=scorecards.PAGE,
        validate=validate.Range(1, _LARGEST_PAGE),
        metadata={"description": "How many teams a page holds."},
    )

    @post_load
    def wanted(self, data: dict[str, Any], **_: Any) -> scorecards.Wanted:
        """The question these parameters ask; raises `BadReferenceError` for a team that is no reference."""
        team = Ref.parse(data["team"], "group") if data["team"] else None
        return scorecards.Wanted(team, data["page"], data["size"])


class NumbersField(fields.Dict):
    """Numbers by words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(), values=fields.Integer(), **kwargs)


class SectionTotalSchema(Schema):
    """A section of alignment: how many rows it has, how many of each verdict, and where they are."""

    name = fields.String(required=True)
    total = fields.Integer(required=True)
    verdicts = NumbersField(required=True)
    href = fields.String(required=True)


class AlignmentSchema(Schema):
    """What alignment comes to; `share` and `coverage` are null before the first sync."""

    share = fields.Raw(required=True, metadata={"schema": _nullable(row_shapes.SHARE)})
    coverage = fields.Raw(required=True, metadata={"schema": _nullable(row_shapes.COVERAGE)})
    sections = fields.List(fields.Nested(SectionTotalSchema), required=True)


class SectionSchema(Schema):
    """One page of a section, in the order of lists; the rows of one section are of one kind.

    `verdicts` counts all rows that are about these things, of any verdict.
    """

    name = fields.String(required=True)
    rows = fields.List(
        fields.Raw(
            metadata={"schema": {"anyOf": [row_shapes.referred(row_shapes.name_of(name)) for name in SECTIONS]}}
        ),
        required=True,
    )
    verdicts = NumbersField(required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    size = fields.Integer(required=True)


class AlignmentQuerySchema(FormSchema):
    """Which rows of a section are wanted."""

    verdict = fields.String(
        load_default="",
        validate=validate.Length(max=_LONGEST),
        metadata={"description": "Only those that come to this, one of the section's verdicts, such as `blocked`."},
    )
    team = fields.String(
        load_default="",
        validate=validate.Length(max=_LONGEST),
        metadata={
            "description": "Only those that a team has to see to, such as `payments`.",
            "pattern": f"^({_PART})?$",
        },
    )
    ref = fields.String(
        load_default="",
        validate=validate.Length(max=_LONGEST),
        metadata={
            "description": "Only those about this thing, such as `resource:payments-db`; a bare name is a component's.",
            "pattern": f"^({_PART})?$",
        },
    )
    page = NumberField(
        load_default=1, validate=validate.Range(1, _LAST_PAGE), metadata={"description": "Which page, counted from 1."}
    )
    size = NumberField(
        load_default=alignment.PAGE,
        validate=validate.Range(1, _LARGEST_PAGE),
        metadata={"description": "How many a page holds."},
    )

    @post_load
    def wanted(self, data: dict[str, Any], **_: Any) -> alignment.Wanted:
        """The question these parameters ask of some section; raises `BadReferenceError` for what is no reference."""
        return alignment.Wanted(
            "",
            data["verdict"],
            Ref.parse(data["team"], "group") if data["team"] else None,
            Ref.parse(data["ref"], "component") if data["ref"] else None,
            data["page"],
            data["size"],
        )


class MeasureSchema(Schema):
    """What a number means; `by` says what its scopes are, `whole` of which other measure it is a part."""

    name = fields.String(required=True)
    meaning = fields.String(required=True)
    unit = fields.String(required=True)
    by = fields.String(required=True)
    whole = fields.String(required=True)


class PointSchema(Schema):
    """A number from one time on; `whole` is what it was part of, `percent` is rounded down."""

    at = fields.AwareDateTime(required=True, format="iso")
    value = AmountField(required=True)
    whole = AmountField(required=True, allow_none=True)
    percent = fields.Integer(required=True, allow_none=True)


class ValueSchema(PointSchema):
    """What a measure is now in one of its scopes, and since when."""

    name = fields.String(required=True)
    scope = fields.String(required=True)


class MetricsSchema(Schema):
    """Measures with what they are now; one that is named comes with its points, oldest first."""

    measures = fields.List(fields.Nested(MeasureSchema), required=True)
    values = fields.List(fields.Nested(ValueSchema), required=True)
    points = fields.List(fields.Nested(PointSchema), required=True)


class MetricsQuerySchema(FormSchema):
    """Which numbers are wanted."""

    name = fields.String(
        load_default="",
        validate=validate.OneOf(["", *MEASURES]),
        metadata={"description": "Only this measure; without it all but those by team, as they are now."},
    )
    scope = fields.String(
        load_default=None,
        validate=validate.Length(max=_LONGEST),
        metadata={
            "description": "Only this scope of a measure that has some: a rule, a team such as `payments`, a tier. "
            "Empty for what has none, such as no team."
        },
    )

    @post_load
    def wanted(self, data: dict[str, Any], **_: Any) -> trend.Wanted:
        """The question these parameters ask; raises `BadReferenceError` for a team that is no reference."""
        scope = data["scope"]
        if scope and data["name"] and MEASURES[data["name"]].by == "team":
            scope = str(Ref.parse(scope, "group"))
        return trend.Wanted(data["name"], scope)


class SearchQuerySchema(FormSchema):
    """What is looked for."""

    q = fields.String(
        required=True,
        validate=validate.Length(1, _LONGEST),
        metadata={"description": "Every word of it must begin a word of the name, title, tags, owner or description."},
    )
    kind = fields.String(
        load_default="",
        validate=validate.Length(max=_LONGEST),
        metadata={"description": "A list or kind, such as `services` or `api`."},
    )
    limit = NumberField(
        load_default=search.PAGE,
        validate=validate.Range(1, _LARGEST_PAGE),
        metadata={"description": "How many to answer at most."},
    )
    offset = NumberField(
        load_default=0,
        validate=validate.Range(0, _LARGEST_LIMIT),
        metadata={"description": "How many to pass over first."},
    )

    @post_load
    def wanted(self, data: dict[str, Any], **_: Any) -> search.Wanted:
        """The question these parameters ask."""
        return search.Wanted(data["q"], data["kind"], data["limit"], data["offset"])


class SnippetSchema(Schema):
    """Some of a description; each mark is where a found word begins and ends in it, in characters."""

    text = fields.String(required=True)
    marks = fields.List(fields.List(fields.Integer()), required=True)


class ResultSchema(Schema):
    """An entity that was found; `field` says by what, `url` is its page on this site."""

    ref = RefField(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True)
    type = fields.String(required=True, allow_none=True)
    tier = fields.Integer(required=True, allow_none=True)
    owner = RefField(required=True, allow_none=True)
    url = fields.String(required=True)
    field = fields.String(required=True, validate=validate.OneOf(search.FIELDS))
    snippet = fields.Nested(SnippetSchema, required=True)


class InListSchema(Schema):
    """How much of what was found stands in a list; an entity may stand in several."""

    list = fields.String(required=True)
    number = fields.Integer(required=True)


class FoundSchema(Schema):
    """Some of what was found, the likeliest first; `total` and `lists` count all of it.

    Where next to nothing is found, `near` are things called much alike, and `meant` is the text as it may have been
    meant.
    """

    total = fields.Integer(required=True)
    limit = fields.Integer(required=True)
    offset = fields.Integer(required=True)
    items = fields.List(fields.Nested(ResultSchema), required=True)
    lists = fields.List(fields.Nested(InListSchema), required=True)
    near = fields.List(fields.Nested(MentionSchema), required=True)
    meant = fields.String(required=True)


class NoteSchema(Schema):
    """A problem or finding as an error of a posted text. `line` and what follows it may be absent."""

    code = fields.String(required=True)
    severity = fields.String(validate=validate.OneOf(_SEVERITIES))
    file = fields.String()
    line = fields.Integer()
    column = fields.Integer()
    pointer = fields.String(required=True)
    message = fields.String(required=True)


class ProblemSchema(Schema):
    """A fault of reading."""

    code = fields.String(required=True)
    severity = fields.String(required=True, validate=validate.OneOf(_SEVERITIES))
    file = fields.String(required=True)
    line = fields.Integer(required=True)
    column = fields.Integer(required=True)
    pointer = fields.String(required=True)
    entity = fields.String(required=True, allow_none=True)
    message = fields.String(required=True)
    remedy = fields.String(required=True)


class FindingSchema(Schema):
    """What a rule sees."""

    rule = fields.String(required=True)
    severity = fields.String(required=True, validate=validate.OneOf(_SEVERITIES))
    file = fields.String(required=True)
    line = fields.Integer(required=True)
    column = fields.Integer(required=True)
    entity = fields.String(required=True)
    target = fields.String(required=True)
    message = fields.String(required=True)
    remedy = fields.String(required=True)
    write = fields.String(required=True)
    evidence = fields.List(fields.String(), required=True)


class CheckedSchema(Schema):
    """What there is to say about a posted text that has no error."""

    problems = fields.List(fields.Nested(ProblemSchema), required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    entities = fields.List(fields.String(), required=True)


class PostedSchema(Schema):
    """A descriptor to check."""

    text = fields.String(required=True, metadata={"description": "The YAML of the whole file."})
    path = fields.String(
        load_default="catalog-info.yaml",
        validate=validate.Length(1, _LONGEST),
        metadata={"description": "What the file is called; messages name it."},
    )


class RelationSchema(Schema):
    """What an entity has to do with another."""

    type = fields.String(required=True)
    targetRef = RefField(required=True)  # noqa: N815 - the protocol's name


class EntitySchema(Schema):
    """An entity as the protocol serves it: the author's document, with what the catalog knows besides."""

    apiVersion = fields.String(required=True)  # noqa: N815 - the protocol's name
    kind = fields.String(required=True)
    metadata = fields.Dict(required=True, metadata={"schema": _METADATA})
    spec = fields.Dict()
    relations = fields.List(fields.Nested(RelationSchema), required=True)


class PartSchema(Schema):
    """What `fields` leaves of an entity, the whole of it where none are given."""

    apiVersion = fields.String()  # noqa: N815 - the protocol's name
    kind = fields.String()
    metadata = fields.Dict()
    spec = fields.Dict()
    relations = fields.List(fields.Dict(allow_none=True))


class DocumentSchema(Schema):
    """An OpenAPI document."""

    class Meta:
        """It is described elsewhere."""

        unknown = INCLUDE

    openapi = fields.String(required=True)


_NAMES = "References, or names that only one entity has, with commas between them."


def _some(words: Collection[str]) -> str:
    """What some of these words look like with commas between them."""
    one = f"({'|'.join(words)})"
    return f"^({one}(,{one})*)?$"


class GraphQuerySchema(FormSchema):
    """What hangs together: around `from`, on the way from there to `to`, or without either everything."""

    starts = WordsField(data_key="from", load_default=(), metadata={"description": _NAMES})
    to = WordsField(load_default=(), metadata={"description": _NAMES})
    depth = NumberField(
        load_default=1,
        validate=validate.Range(1, graph.DEEPEST),
        metadata={"description": "How many needs away from `from` to look."},
    )
    direction = fields.String(
        load_default="both",
        validate=validate.OneOf(("both", "needs", "needed")),
        metadata={"description": "What it needs, what needs it, or both."},
    )
    relation = WordsField(
        frozenset(NEEDS),
        load_default=(),
        metadata={
            "description": f"Only needs of these relations, some of {', '.join(NEEDS)}.",
            "pattern": _some(NEEDS),
        },
    )
    show = WordsField(
        frozenset(SORTS),
        load_default=(),
        metadata={"description": f"Only things of these sorts, some of {', '.join(SORTS)}.", "pattern": _some(SORTS)},
    )
    across = fields.Boolean(
        load_default=False,
        truthy={"true", "1"},
        falsy={"false", "0"},
        metadata={
            "description": "Only needs between things of two owners.",
            "schema": {"type": "string", "enum": ["true", "false", "1", "0"]},
        },
    )
    fold = fields.String(
        load_default="",
        validate=validate.OneOf(("", graph.NOT, *BYS)),
        metadata={
            "description": f"Into what to fold; where it is left out, above {graph.READABLE} nodes into what fits."
        },
    )


class NodeSchema(Schema):
    """A thing, or what holds several: `things` counts them. `ref` is empty for those that nothing holds."""

    key = fields.String(required=True)
    ref = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    exists = fields.Boolean(required=True)
    type = fields.String(required=True, allow_none=True)
    lifecycle = fields.String(required=True, allow_none=True)
    tier = fields.Integer(required=True, allow_none=True)
    owner = fields.String(required=True, allow_none=True)
    system = fields.String(required=True, allow_none=True)
    domain = fields.String(required=True, allow_none=True)
    things = fields.Integer(required=True)
    start = fields.Boolean(required=True)


class EdgeSchema(Schema):
    """All needs from one node to another, by their keys: as hard as the hardest of them."""

    source = fields.String(required=True)
    target = fields.String(required=True)
    needs = fields.Integer(required=True)
    relations = fields.List(fields.String(), required=True)
    criticality = fields.String(required=True)
    mode = fields.String(required=True)
    access = fields.List(fields.String(), required=True)
    assumed = fields.Integer(required=True)


class GraphSchema(Schema):
    """What was found, and what was done to it: `folded` into what, and how much is left out."""

    title = fields.String(required=True)
    told = fields.String(required=True)
    things = fields.Integer(required=True)
    owners = fields.Integer(required=True)
    needs = fields.Integer(required=True)
    folded = fields.String(required=True)
    left_out = fields.Integer(required=True)
    edges_left_out = fields.Integer(required=True)
    complete = fields.Boolean(required=True)
    nodes = fields.List(fields.Nested(NodeSchema), required=True)
    edges = fields.List(fields.Nested(EdgeSchema), required=True)


class ImpactQuerySchema(FormSchema, OwnerQuerySchema):
    """What fails, or goes for good."""

    way = fields.String(
        data_key="as",
        load_default="fails",
        validate=validate.OneOf(("fails", "goes")),
        metadata={"description": "Whether it stops for a while, or is taken away for good."},
    )


class StakeSchema(Schema):
    """A thing, and who owns it."""

    ref = fields.String(required=True)
    title = fields.String(required=True)
    type = fields.String(required=True, allow_none=True)
    lifecycle = fields.String(required=True, allow_none=True)
    tier = fields.Integer(required=True, allow_none=True)
    owner = fields.String(required=True, allow_none=True)


class NeedySchema(StakeSchema):
    """A thing and how it needs what is gone."""

    needs = fields.String(required=True)
    relation = fields.String(required=True)
    criticality = fields.String(required=True)
    mode = fields.String(required=True)
    access = fields.String(required=True)
    assumed = fields.Boolean(required=True)


class StruckSchema(NeedySchema):
    """A thing that stops or degrades; `chain` leads from what it needs to what fails."""

    chain = fields.List(fields.String(), required=True)


class RewriteSchema(NeedySchema):
    """A need to rewrite, and where it is written if that is known."""

    file = fields.String(required=True, allow_none=True)
    line = fields.Integer(required=True, allow_none=True)


class TellSchema(Schema):
    """Who has to know, and about which things."""

    owner = fields.String(required=True)
    stops = fields.List(fields.String(), required=True)
    degrades = fields.List(fields.String(), required=True)
    rewrites = fields.List(fields.String(), required=True)


class ImpactSchema(Schema):
    """What stops and degrades, or what has to be rewritten; what matters most comes first."""

    title = fields.String(required=True)
    told = fields.String(required=True)
    thing = fields.Nested(StakeSchema, required=True)
    stops = fields.List(fields.Nested(StruckSchema), required=True)
    degrades = fields.List(fields.Nested(StruckSchema), required=True)
    rewrites = fields.List(fields.Nested(RewriteSchema), required=True)
    tell = fields.List(fields.Nested(TellSchema), required=True)
    unowned = fields.Integer(required=True)
    needs = fields.Integer(required=True)
    assumed = fields.Integer(required=True)
    complete = fields.Boolean(required=True)
    text = fields.String(required=True)


class HealthSchema(Schema):
    """The process answers."""

    status = fields.String(required=True)


class SourceSchema(Schema):
    """Where descriptors come from, and whether it could be read."""

    name = fields.String(required=True)
    state = fields.String(required=True)
    read_at = fields.AwareDateTime(required=True, format="iso")
    stale_since = fields.AwareDateTime(required=True, allow_none=True, format="iso")
    reason = fields.String(required=True)


class ReadySchema(Schema):
    """The database answers at the revision of this build; sources that are stale are served as they were."""

    status = fields.String(required=True)
    revision = fields.String(required=True)
    generation = fields.Integer(required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)


class RequestSchema(Schema):
    """What was asked, in the words of the protocol."""

    method = fields.String(required=True)
    url = fields.String(required=True)


class ResponseSchema(Schema):
    """What was answered, in the words of the protocol."""

    statusCode = fields.Integer(required=True)  # noqa: N815 - the protocol's name


class NamedErrorSchema(Schema):
    """An error, in the words of the protocol."""

    name = fields.String(required=True)
    message = fields.String(required=True)


class ErrorSchema(Schema):
    """Every error: the members of RFC 9457, and beside them those of the protocol."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    request_id = fields.String(required=True)
    errors = fields.List(fields.Nested(NoteSchema), required=True)
    error = fields.Nested(NamedErrorSchema, required=True)
    request = fields.Nested(RequestSchema, required=True)
    response = fields.Nested(ResponseSchema, required=True)
