"""JSON Schema in words: what OpenAPI and AsyncAPI say of a body, a field, a type."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from app.definitions import plain
from app.definitions.outlines import Fault, Field, Message, Piece, Type, Wording
from app.definitions.trees import Part

MOST = 5_000
"""How many types are shown of one definition."""

_DEEPEST = 6
"""How far the words of a type go into it."""
_DEEPEST_FIELDS = 4
_MOST_FIELDS = 300
_MOST_VALUES = 12
_MOST_OF_TYPE = 60
_LONGEST_PATTERN = 60
"""Longer ones tell nobody anything; they stand in the text."""
_LIMITS = (
    ("minimum", "{} or more"),
    ("exclusiveMinimum", "more than {}"),
    ("maximum", "{} or less"),
    ("exclusiveMaximum", "less than {}"),
    ("minLength", "{} characters or more"),
    ("maxLength", "{} characters or less"),
    ("minItems", "{} or more"),
    ("maxItems", "{} or less"),
    ("pattern", "like {}"),
    ("default", "{} unless given"),
)

_FIELDS_OF_ITS_OWN = Piece("fields of its own")


class Schemas:
    """The schemas of one definition. `places` are the pointers of the maps that give schemas their names."""

    def __init__(self, root: Part, places: tuple[str, ...]) -> None:
        self._root = root
        self._named: Mapping[str, Part] = {
            part.pointer: part for place in places for _, part in islice(_at(root, place).entries(), MOST)
        }

    def types(self, place: str) -> tuple[Type, ...]:
        """The schemas that have their names in one place, in the order they are written."""
        parts = [part for _, part in _at(self._root, place).entries()]
        if len(parts) > MOST:
            message = f"There are more than {MOST:,} types; those from here on are not shown."
            self._root.tree.faults.append(Fault(parts[MOST].line, message, "Split the API."))
        return tuple(self._type(part) for part in parts[:MOST])

    def leads(self, ref: str) -> bool:
        """Whether a reference names a type of the definition itself, and not a part of one."""
        return ref.removeprefix("#") in self._named

    def message(self, label: str, schema: Part, about: Part, *, required: bool = False) -> Message:
        """What a schema says of something that is sent; `about` is where that is described."""
        fields = () if schema.ref else self.fields(schema)
        said = about["description"].prose
        return Message(plain.line(label), self.wording(schema), about.line, required, said, fields)

    def fields(self, schema: Part) -> tuple[Field, ...]:
        """The fields of an object, those of objects within it by their path, as `address.street`."""
        return tuple(islice(self._fields(schema, "", _DEEPEST_FIELDS), _MOST_FIELDS))

    def wording(self, schema: Part, most: int = _MOST_VALUES) -> Wording:
        """What a schema is in words, with what limits its values."""
        limits = [Piece(f", {limit}") for limit in _limits(schema)]
        return (*(piece for piece in self._words(schema, _DEEPEST, most) if piece.text), *limits)

    def name(self, ref: str) -> Piece:
        """What a reference names: a type of the definition, or the text itself where it is none."""
        pointer = ref.removeprefix("#")
        while ref.startswith("#") and pointer:
            if pointer in self._named:
                return Piece(_last(ref), pointer)
            pointer = pointer.rpartition("/")[0]
        return Piece(plain.line(_last(ref) if ref.startswith("#") else ref))

    def _type(self, part: Part) -> Type:
        _check(part)
        return Type(
            part.pointer,
            plain.line(_last(part.pointer)),
            _kind(part),
            part.line,
            self.wording(part, _MOST_OF_TYPE),
            self.fields(part),
            part["description"].prose or part["title"].prose,
            part["deprecated"].value is True,
        )

    def _fields(self, schema: Part, prefix: str, deep: int) -> Iterator[Field]:
        wanted = {each.value for each in schema["required"].items() if isinstance(each.value, str)}
        for name, part in schema["properties"].entries():
            yield Field(
                plain.line(prefix + name),
                self.wording(part),
                part.line,
                name in wanted,
                part["description"].prose,
                part["deprecated"].value is True,
                _direction(part),
            )
            if deep and not part.ref:
                yield from self._fields(part, f"{prefix}{name}.", deep - 1)
                yield from self._fields(part["items"], f"{prefix}{name}[].", deep - 1)
        for each in schema["allOf"].items():
            if deep and not each.ref:
                yield from self._fields(each, prefix, deep - 1)

    def _words(self, schema: Part, deep: int, most: int) -> Wording:
        """What a schema is, without its limits."""
        if isinstance(schema.value, bool):
            return (Piece("anything" if schema.value else "nothing"),)
        if schema.ref:
            if schema.ref.startswith("#"):
                _check(schema)
            return (self.name(schema.ref),)
        if not deep:
            return (Piece("…"),)
        for key, between in (("allOf", " and "), ("oneOf", " or "), ("anyOf", " or ")):
            parts = list(islice(schema[key].items(), _MOST_VALUES))
            if parts:
                return _joined([self._part_of(part, key, deep - 1, most) for part in parts], between)
        return self._plain(schema, deep, most)

    def _part_of(self, part: Part, key: str, deep: int, most: int) -> Wording:
        if key == "allOf" and not part.ref and part["properties"]:
            return (_FIELDS_OF_ITS_OWN,)
        return self._words(part, deep, most)

    def _plain(self, schema: Part, deep: int, most: int) -> Wording:
        values = _values(schema, most)
        if values:
            return (Piece(values),)
        types = [each.text for each in schema["type"].items()] or [schema["type"].text]
        null = schema["nullable"].value is True or "null" in types
        [first, *others] = [each for each in types if each not in ("", "null")] or [""]
        end = "".join([*(f" or {each}" for each in others), " or null" if null else ""])
        if first == "array" or (not first and schema["items"]):
            return (
                (Piece("list of "), *self._words(schema["items"], deep - 1, most), Piece(end))
                if schema["items"]
                else (Piece(f"list{end}"),)
            )
        inner = schema["additionalProperties"]
        if first in ("object", "") and isinstance(inner.value, dict) and inner.value and not schema["properties"]:
            return (Piece("map of "), *self._words(inner, deep - 1, most), Piece(end))
        if not first:
            first = "object" if schema["properties"] else "anything"
        form = schema["format"].text
        return (Piece(f"{first}{end}{f' ({form})' if form else ''}"),)


def _kind(part: Part) -> str:
    if part["enum"]:
        return "enum"
    types = [each.text for each in part["type"].items() if each.value != "null"] or [part["type"].text]
    return (types or [""])[0] or ("object" if part["properties"] or part["allOf"] else "schema")


def _values(schema: Part, most: int) -> str:
    if schema["const"]:
        return f"always {_shown(schema['const'])}"
    listed = schema["enum"].value
    if not isinstance(listed, list) or not listed:
        return ""
    first = [_shown(each) for each in islice(schema["enum"].items(), most)]
    rest = f" and {len(listed) - most:,} more" if len(listed) > most else ""
    return f"one of {', '.join(first)}{rest}" if len(listed) > 1 else f"always {first[0]}"


def _shown(part: Part) -> str:
    return "null" if part.value is None else part.text or ("“”" if part.value == "" else "…")


def _limits(schema: Part) -> Iterator[str]:
    if schema.ref or not isinstance(schema.value, dict):
        return
    for key, words in _LIMITS:
        # OpenAPI 3.0 says by yes or no whether the limit itself is left out.
        if key in schema.value and not isinstance(schema.value[key], (dict, list)) and schema.value[key] is not True:
            said = schema[key].text
            if key == "pattern" and len(said) > _LONGEST_PATTERN:
                continue
            if said and not (key.startswith("exclusive") and schema.value[key] is False):
                yield words.format(said)


def _direction(part: Part) -> str:
    if part["readOnly"].value is True:
        return "only answered"
    return "only sent" if part["writeOnly"].value is True else ""


def _check(part: Part) -> None:
    """Note a reference that leads nowhere."""
    if part.ref.startswith("#") and part.tree.target(part.ref) is None:
        part.tree.lost(part)


def _joined(parts: list[Wording], between: str) -> Wording:
    first, *others = parts
    return tuple(chain(first, *((Piece(between), *each) for each in others)))


def _at(part: Part, pointer: str) -> Part:
    for key in pointer.split("/")[1:]:
        part = part[key]
    return part


def _last(ref: str) -> str:
    return ref.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
