"""What the definition of an API says: operations, messages and types, in one shape for every format.

Nothing is raised for what an author wrote. A text comes to an outline of what could be read, and the
faults that kept the rest from being read. References within a text become links, which are never
followed without end, and addresses are never fetched.
"""

from collections.abc import Callable, Mapping

from app.definitions import asyncapi, formats, graphql, openapi, protobuf
from app.definitions.formats import Format
from app.definitions.outlines import (
    Fault,
    Field,
    Group,
    Message,
    Operation,
    Outline,
    Piece,
    Type,
    Wording,
)
from app.entities import fold

__all__ = [
    "LARGEST",
    "Fault",
    "Field",
    "Format",
    "Group",
    "Message",
    "Operation",
    "Outline",
    "Piece",
    "Type",
    "Wording",
    "outline",
]

LARGEST = 4 * 1024 * 1024
"""How many characters are outlined; a larger text would keep other readers waiting for too long."""

READERS: Mapping[Format, Callable[[str], Outline]] = {
    Format.OPENAPI: openapi.outline,
    Format.ASYNCAPI: asyncapi.outline,
    Format.GRAPHQL: graphql.outline,
    Format.PROTOBUF: protobuf.outline,
}


def outline(text: str, type_: str = "") -> Outline:
    """What a definition says. `type_` is the API's type; only where that says no format, the text is looked at."""
    if not text.strip():
        return Outline(faults=(Fault(1, "The definition is empty.", "Write it, or include a file by `$text`."),))
    # Lines are counted here as whoever shows the text counts them.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    told_by_type = formats.TYPES.get(fold(type_))
    found = told_by_type or formats.sniffed(text)
    if found is None:
        return Outline()
    if len(text) > LARGEST:
        message = f"The definition has {len(text):,} characters; above {LARGEST:,} only the text is shown."
        return Outline(found.value, faults=(Fault(1, message, "Split the API, or leave out what nobody reads."),))
    read = READERS[found](text)
    if read.is_read or not told_by_type:
        return read
    return _mistaken(read, found, formats.sniffed(text), type_)


def _mistaken(read: Outline, said: Format, seen: Format | None, type_: str) -> Outline:
    """An outline without content, with what the text looks like where that is something else than its type says."""
    if seen in (None, said):
        return read
    message = f"The type is {type_}, and the text looks like {seen}."
    fault = Fault(1, message, f"Write `type: {formats.WRITTEN[seen]}`, or exchange the text.")
    return Outline(read.format, read.version, read.title, read.release, faults=(fault, *read.faults))
