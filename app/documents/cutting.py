"""A file's bytes to the bytes of its documents, each with the line it begins at."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.documents.values import Limits
from app.positions import Position
from app.problems import Problem


class Part(NamedTuple):
    """The text of one document, the line it begins at (from 1) and its offset in the file."""

    raw: bytes
    line: int
    offset: int


_BOM = b"\xef\xbb\xbf"
# By the mark or, without one, by where the first zero bytes are. UTF-32 comes first, since it begins like UTF-16.
_WIDE = (
    (re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff|[^\0]\0\0\0|\0\0\0[^\0]"), "UTF-32"),
    (re.compile(rb"\xff\xfe|\xfe\xff|[^\0]\0[^\0]\0|\0[^\0]\0[^\0]"), "UTF-16"),
)
_FOREIGN = (
    (
        re.compile(rb"version https://git-lfs"),
        "a Git LFS pointer",
        "Fetch the file's content (`git lfs pull`) and commit it.",
    ),
    (
        re.compile(rb"(?i)<(?:!doctype|html|\?xml)"),
        "a web page or XML",
        "Put the descriptor's YAML here, or rename the file.",
    ),
    (
        re.compile(rb"(?s:.*[\r\n])?-----BEGIN "),
        "a key or certificate",
        "Take it out of the repository; if it is a secret, replace it.",
    ),
    (re.compile(rb"\x7fELF|MZ\x90|PK\x03\x04|\x1f\x8b|%PDF"), "a program or archive", "Rename the file."),
)
_MARKER = re.compile(rb"(?:\A|[\r\n])(---|\.\.\.)(?=[ \t\r\n]|\Z)")
_BREAK = re.compile(rb"\r\n|\n|\r")
# Atomic: a CRLF is one break and never two, or a file of empty lines would be tried in every combination.
_ONLY_DIRECTIVES = re.compile(rb"(?>(?:[ \t]*(?:#[^\r\n]*)?|%[^\r\n]*)(?:\r\n|\n|\r))*")


def foreign(path: str, raw: bytes, limits: Limits) -> Problem | None:
    """What makes the whole file unreadable. Its content is never repeated: it could be a secret."""
    position = Position(path)
    if len(raw) > limits.file_bytes:
        message = f"The file has {len(raw):,} bytes, the limit is {limits.file_bytes:,}."
        return Problem(position, "file-too-large", message, "Split it, or include large definitions by `$text`.")
    for signs, encoding in _WIDE:
        if signs.match(raw):
            return Problem(position, "not-utf8", f"The file looks like {encoding}.", "Save it as UTF-8.")
    for pattern, what, remedy in _FOREIGN:
        if pattern.match(raw.removeprefix(_BOM).lstrip(b" \t\r\n")):
            return Problem(position, "not-a-descriptor", f"The file is {what}, not YAML.", remedy)
    return None


def parts(raw: bytes) -> Iterator[Part]:
    """Cut at lines of `---` and `...`; directives belong to the part after them."""
    start = len(_BOM) if raw.startswith(_BOM) else 0
    line, counted = 1, start
    begin = start
    for mark in _MARKER.finditer(raw, start):
        text = raw[begin : mark.start(1)]
        if mark[1] == b"..." or not _ONLY_DIRECTIVES.fullmatch(text):
            line += len(_BREAK.findall(raw, counted, begin))
            counted = begin
            if text.strip():
                yield Part(text, line, begin)
            begin = mark.end() if mark[1] == b"..." else mark.start(1)
    line += len(_BREAK.findall(raw, counted, begin))
    if raw[begin:].strip():
        yield Part(raw[begin:], line, begin)


class Places(NamedTuple):
    """Turns places in a part into places in its file."""

    path: str
    part: Part

    def of_byte(self, offset: int) -> Position:
        """The place of a byte of the part."""
        before = self.part.raw[:offset]
        breaks = list(_BREAK.finditer(before))
        start = breaks[-1].end() if breaks else 0
        return Position(self.path, self.part.line + len(breaks), len(before[start:].decode(errors="replace")) + 1)

    def of_character(self, text: str, index: int) -> Position:
        """The place of a character of the part's text."""
        return self.of_byte(len(text[:index].encode()))
