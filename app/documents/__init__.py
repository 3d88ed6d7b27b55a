"""YAML text to documents whose every part knows its line, under limits.

This is the only reader of YAML. It walks the parser's events and builds the values itself, since a
loader would follow tags, merge keys, YAML 1.1's words (`no`, `12:30`) and aliases without end. A
file is cut at its document markers first, so that one bad document costs only itself.
"""

import re
from itertools import islice

from app.documents.building import CONTROL, Builder, control_character
from app.documents.cutting import Part, Places, foreign, parts
from app.documents.values import (
    CONFIGURATION,
    DEFINITION,
    DESCRIPTOR,
    Document,
    Failure,
    Limits,
    Parsed,
    pointer,
)
from app.positions import Position
from app.problems import Problem, capped

__all__ = [
    "CONFIGURATION",
    "DEFINITION",
    "DESCRIPTOR",
    "Document",
    "Failure",
    "Limits",
    "Parsed",
    "pointer",
    "read",
]


def read(path: str, raw: bytes, limits: Limits = DESCRIPTOR) -> Parsed:
    """Every document of a file. Empty documents are left out; nothing is raised for what the text holds."""
    alien = foreign(path, raw, limits)
    if alien is not None:
        return Parsed((), (), (alien,))
    documents: list[Document] = []
    failures: list[Failure] = []
    problems: list[Problem] = []
    for count, part in enumerate(parts(raw)):
        if count >= limits.documents:
            position = Position(path, part.line)
            many = "one document" if limits.documents == 1 else f"{limits.documents:,} documents"
            message = f"The file holds more than {many}."
            problems.append(Problem(position, "too-many-documents", message, "Split the file."))
            break
        found = _document(path, part, limits)
        if isinstance(found, Failure):
            failures.append(found)
        elif found is not None:
            documents.append(found)
    return Parsed(tuple(documents), tuple(failures), tuple(problems))


_CONFLICT = re.compile(rb"(?:\A|[\r\n])(<{7}|>{7})(?=[ \t\r\n]|\Z)")


# The parser compares each of them with every other.
_TAG_DIRECTIVE = re.compile(rb"(?:\A|[\r\n])%TAG")
_TAG_DIRECTIVES = 16


def _document(path: str, part: Part, limits: Limits) -> Document | Failure | None:
    where = Places(path, part)
    refused = _refused(where)
    if refused is not None:
        return Failure(part.line, "", (refused,))
    try:
        text = part.raw.decode()
    except UnicodeDecodeError as error:
        byte = part.raw[error.start]
        message = f"Byte {part.offset + error.start} (0x{byte:02x}) is not UTF-8."
        return Failure(
            part.line,
            "",
            (Problem(where.of_byte(error.start), "not-utf8", message, "Save the file as UTF-8."),),
        )
    if not text.endswith(("\n", "\r")):
        # A block text that ends with the file ends its line all the same.
        text += "\n"
    control = CONTROL.search(text)
    if control is not None:
        problem = control_character(where.of_character(text, control.start()), control[0])
        return Failure(part.line, text, (problem,))
    builder = Builder(where, text, limits)
    value = builder.build()
    if builder.problems:
        return Failure(part.line, text, capped(builder.problems))
    if value is None:
        return None
    first = min(builder.positions.values(), default=(part.line, 1))
    odd_keys = tuple(builder.odd_keys)
    return Document(path, first[0], value, builder.positions, builder.written, odd_keys, builder.covered)


def _refused(where: Places) -> Problem | None:
    """What the parser shall not see."""
    conflict = _CONFLICT.search(where.part.raw)
    if conflict is not None:
        return Problem(
            where.of_byte(conflict.start(1)),
            "merge-conflict-markers",
            "Git's conflict markers are still here.",
            "Decide which side holds and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`.",
        )
    directives = islice(_TAG_DIRECTIVE.finditer(where.part.raw), _TAG_DIRECTIVES + 1)
    if len(list(directives)) > _TAG_DIRECTIVES:
        message = f"The document has more than {_TAG_DIRECTIVES} %TAG directives."
        return Problem(where.of_byte(0), "yaml-syntax", message, "Leave the lines that begin with % out.")
    return None
