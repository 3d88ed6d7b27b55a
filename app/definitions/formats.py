"""Which format a definition is in: what its type says, and where that says none, what the text begins with."""

import re
from collections.abc import Mapping
from enum import StrEnum


class Format(StrEnum):
    """The formats that are read."""

    OPENAPI = "OpenAPI"
    ASYNCAPI = "AsyncAPI"
    GRAPHQL = "GraphQL"
    PROTOBUF = "Protocol Buffers"


TYPES: Mapping[str, Format] = {
    "openapi": Format.OPENAPI,
    "swagger": Format.OPENAPI,
    "asyncapi": Format.ASYNCAPI,
    "graphql": Format.GRAPHQL,
    "grpc": Format.PROTOBUF,
    "protobuf": Format.PROTOBUF,
    "proto": Format.PROTOBUF,
}
"""The formats by `spec.type`, folded."""

WRITTEN: Mapping[Format, str] = {
    Format.OPENAPI: "openapi",
    Format.ASYNCAPI: "asyncapi",
    Format.GRAPHQL: "graphql",
    Format.PROTOBUF: "grpc",
}
"""The type to write for each format."""


def _key(names: str) -> re.Pattern[str]:
    """A key at the root of a YAML text, or anywhere in a JSON text of many lines, or first in one of a single line."""
    quoted = rf"\"(?:{names})\"[ \t]*:"
    return re.compile(rf"^['\"]?(?:{names})['\"]?[ \t]*:|^[ \t]+{quoted}|\A\s*\{{\s*{quoted}", re.MULTILINE)


_SIGNS = (
    (_key("asyncapi"), Format.ASYNCAPI),
    (_key("openapi|swagger"), Format.OPENAPI),
    (
        re.compile(
            r"^[ \t]*(?:syntax[ \t]*=[ \t]*[\"']proto|edition[ \t]*=[ \t]*[\"']|(?:message|service)[ \t]+\w+[ \t]*\{)",
            re.MULTILINE,
        ),
        Format.PROTOBUF,
    ),
    (
        re.compile(
            r"^(?:extend[ \t]+)?(?:schema[ \t]*[@{]|(?:type|interface|input|enum)[ \t]+\w+[^\n:=;]*\{"
            r"|union[ \t]+\w+[ \t]*=|scalar[ \t]+\w+[ \t]*$)",
            re.MULTILINE,
        ),
        Format.GRAPHQL,
    ),
)
_BEGINNING = 20_000


def sniffed(text: str) -> Format | None:
    """The format that a text looks like, by its beginning."""
    beginning = text[:_BEGINNING]
    return next((format_ for sign, format_ in _SIGNS if sign.search(beginning)), None)
