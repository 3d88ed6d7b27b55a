"""GraphQL's schema language: the fields of the root types are the operations, all other types are types."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLSyntaxError, Source, print_ast
from graphql.language import TokenKind, ast
from graphql.language.parser import Parser

from app.definitions import plain
from app.definitions.outlines import Fault, Field, Group, Message, Operation, Outline, Piece, Type, Wording, told
from app.problems import shown

_MOST_TOKENS = 250_000
_MOST_COMMENTS = 100_000
_MOST_FAULTS = 20
"""After how many faults of syntax no further type is looked for."""

_ROOTS = {"query": "Query", "mutation": "Mutation", "subscription": "Subscription"}
_KINDS: Mapping[str, str] = {
    "object_type": "type",
    "interface_type": "interface",
    "input_object_type": "input",
    "union_type": "union",
    "enum_type": "enum",
    "scalar_type": "scalar",
}
_OWN = frozenset(("Int", "Float", "String", "Boolean", "ID"))
"""The types that GraphQL itself has."""
_NEXT = re.compile(r"^(?:extend[ \t]+)?(?:schema|type|interface|input|union|enum|scalar|directive)\b", re.MULTILINE)


@dataclass
class _Declared:
    """A type and everything that extends it: each node with the number of lines above the text it was read from."""

    kind: str
    nodes: list[tuple[Any, int]] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Where it is first named."""
        return _line(*self.nodes[0])

    @property
    def description(self) -> str:
        """The first description that one of the nodes gives."""
        return next((found for node, _ in self.nodes if (found := _description(node))), "")

    def parts(self, name: str) -> Iterator[tuple[Any, int]]:
        """The fields, values, types or interfaces of all nodes, each with the lines above."""
        for node, above in self.nodes:
            for part in getattr(node, name, None) or ():
                yield part, above


def outline(text: str) -> Outline:
    """What a GraphQL schema says; after a fault it goes on at the next line that begins a type."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        remedy = "Write the schema in GraphQL's own language, as `type Query { … }`."
        return Outline("GraphQL", faults=(Fault(1, "The text is a query or JSON, not a schema.", remedy),))
    faults: list[Fault] = []
    types: dict[str, _Declared] = {}
    roots: dict[str, str] = {}
    for node, above in _definitions(text.removeprefix("\ufeff"), faults):
        kind = node.kind.removesuffix("_definition").removesuffix("_extension")
        if kind == "schema":
            roots.update((each.operation.value, each.type.name.value) for each in node.operation_types or ())
        elif kind in _KINDS:
            types.setdefault(node.name.value, _Declared(_KINDS[kind])).nodes.append((node, above))
        elif kind == "directive":
            types.setdefault(f"@{node.name.value}", _Declared(kind)).nodes.append((node, above))
        else:
            message = "A query stands where types are defined."
            faults.append(Fault(above + node.loc.start_token.line, message, "Leave it out."))
    roots = roots or {verb: name for verb, name in _ROOTS.items() if name in types}
    reader = _Reader(types, frozenset(roots.values()), faults)
    groups = tuple(reader.group(verb, types[name]) for verb, name in roots.items() if name in types)
    rest = tuple(reader.type(key, each) for key, each in types.items() if key not in roots.values())
    if not types and not faults:
        faults.append(Fault(1, "The text defines no type.", "Begin with `type Query { … }`."))
    return Outline("GraphQL", groups=groups, types=rest, faults=told(faults))


def _definitions(text: str, faults: list[Fault]) -> Iterator[tuple[Any, int]]:
    """Each definition that can be read, with the number of lines above the text it was read from."""
    begin, above, left = 0, 0, _MOST_TOKENS
    while True:
        parser = Parser(Source(text[begin:]), max_lexical_tokens=left, max_comments=_MOST_COMMENTS)
        try:
            parser.expect_token(TokenKind.SOF)
            while not parser.expect_optional_token(TokenKind.EOF):
                yield parser.parse_definition(), above
        except GraphQLSyntaxError as error:
            place = next(iter(error.positions or ()), 0)
            said = shown(error.description, 200)
        except RecursionError:
            place = parser._lexer.token.start  # noqa: SLF001 - the parser itself finds no other way to say where
            said = "it nests too deeply"
        else:
            return
        line = above + text.count("\n", begin, begin + place) + 1
        left -= parser.token_count
        if left <= 0:
            message = f"The text has more than {_MOST_TOKENS:,} words and signs; those from here on are not read."
            faults.append(Fault(line, message, "Split the schema."))
            return
        faults.append(Fault(line, f"GraphQL cannot be read here: {said.rstrip('.')}.", "Mend what stands here."))
        # The next type begins behind the fault; the one at fault began before it, and is lost.
        following = _NEXT.search(text, begin + place + 1)
        if following is None or len(faults) >= _MOST_FAULTS:
            return
        above += text.count("\n", begin, following.start())
        begin = following.start()


class _Reader:
    """Turns what was parsed into what is shown."""

    def __init__(self, types: Mapping[str, _Declared], roots: frozenset[str], faults: list[Fault]) -> None:
        self._types = types
        self._roots = roots
        self._faults = faults

    def group(self, verb: str, declared: _Declared) -> Group:
        """The fields of a root type as operations."""
        operations = tuple(self._operation(verb, node, above) for node, above in declared.parts("fields"))
        return Group(verb.capitalize(), operations, declared.line, declared.description)

    def type(self, key: str, declared: _Declared) -> Type:
        """A type with its fields, or with its values if it is an enum."""
        fields = [self._field(node, above) for node, above in declared.parts("fields")]
        values = [_value(node, above) for node, above in declared.parts("values")]
        arguments = [self._input(node, above) for node, above in declared.parts("arguments")]
        return Type(
            key,
            key,
            declared.kind,
            declared.line,
            self._says(declared),
            (*fields, *values, *arguments),
            declared.description,
        )

    def _says(self, declared: _Declared) -> Wording:
        for name, before, between in (("types", "", " or "), ("interfaces", "implements ", " and ")):
            parts = [self._wording(node, above) for node, above in declared.parts(name)]
            if parts:
                first, *others = parts
                said = [Piece(before)] if before else []
                return (*said, *first, *(piece for each in others for piece in (Piece(between), *each)))
        return ()

    def _operation(self, verb: str, node: Any, above: int) -> Operation:
        return Operation(
            verb,
            plain.line(node.name.value),
            _line(node, above),
            description=_description(node),
            deprecated=_deprecated(node) is not None,
            parameters=tuple(self._input(each, above) for each in node.arguments or ()),
            answers=(Message("", self._wording(node.type, above), _line(node, above)),),
        )

    def _field(self, node: Any, above: int) -> Field:
        if isinstance(node, ast.InputValueDefinitionNode):
            return self._input(node, above)
        takes = ", ".join(_written(each) for each in node.arguments or ())
        return Field(
            plain.line(node.name.value),
            self._wording(node.type, above),
            _line(node, above),
            description=_description(node),
            deprecated=_deprecated(node) is not None,
            note=plain.line(f"takes {takes}") if takes else "",
        )

    def _input(self, node: Any, above: int) -> Field:
        default = plain.line(print_ast(node.default_value)) if node.default_value else ""
        return Field(
            plain.line(node.name.value),
            self._wording(node.type, above),
            _line(node, above),
            isinstance(node.type, ast.NonNullTypeNode) and not default,
            _description(node),
            _deprecated(node) is not None,
            f"{default} unless given" if default else "",
        )

    def _wording(self, node: Any, above: int) -> Wording:
        """A type as it is written: `[Case!]!`."""
        before, after = "", ""
        while not isinstance(node, ast.NamedTypeNode):
            is_list = isinstance(node, ast.ListTypeNode)
            before, after = (f"{before}[", f"]{after}") if is_list else (before, f"!{after}")
            node = node.type
        name = node.name.value
        if name not in self._types and name not in _OWN:
            message = f"The type `{plain.line(name)}` is not defined here."
            line = above + (node.loc.start_token.line if node.loc else 1)
            self._faults.append(Fault(line, message, f"Define it, or write `scalar {plain.line(name)}`."))
        link = Piece(plain.line(name), name if name in self._types and name not in self._roots else "")
        return tuple(piece for piece in (Piece(before), link, Piece(after)) if piece.text)


def _value(node: Any, above: int) -> Field:
    return Field(
        plain.line(node.name.value),
        (),
        _line(node, above),
        description=_description(node),
        deprecated=_deprecated(node) is not None,
    )


def _written(node: Any) -> str:
    default = f" = {print_ast(node.default_value)}" if node.default_value else ""
    return f"{node.name.value}: {print_ast(node.type)}{default}"


def _line(node: Any, above: int) -> int:
    return above + int(node.name.loc.start_token.line)


def _description(node: Any) -> str:
    said = plain.prose(node.description.value) if getattr(node, "description", None) else ""
    reason = _deprecated(node)
    return "\n\n".join(part for part in (said, f"Deprecated: {reason}" if reason else "") if part)


def _deprecated(node: Any) -> str | None:
    """Why something is deprecated, empty where that is not said; `None` for what is not deprecated."""
    for directive in node.directives or ():
        if directive.name.value == "deprecated":
            reasons = [each.value for each in directive.arguments or () if each.name.value == "reason"]
            return plain.prose(getattr(reasons[0], "value", "")) if reasons else ""
    return None
