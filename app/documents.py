"""YAML text to documents whose every part knows its line, under limits.

This is the only reader of YAML. It walks the parser's events and builds the values itself, since a
loader would follow tags, merge keys, YAML 1.1's words (`no`, `12:30`) and aliases without end. A
file is cut at its document markers first, so that one bad document costs only itself.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from app.positions import Position
from app.problems import Problem

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much text is read. `depth` counts nested maps and lists, `nodes` values with aliases expanded."""

    file_bytes: int = 8 * MIB
    documents: int = 10_000
    depth: int = 32
    nodes: int = 50_000
    scalar: int = MIB


DESCRIPTOR = Limits()
CONFIGURATION = Limits(file_bytes=MIB, documents=1)
DEFINITION = Limits(file_bytes=10 * MIB, documents=1, depth=100, nodes=500_000, scalar=10 * MIB)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file.

    `value` is plain JSON. `positions` maps the JSON pointer of each map entry (its key) and list item
    to line and column. `written` holds the text of values that are no string, as it was typed;
    `odd_keys` the pointers of keys that were no string and are kept as text.
    """

    path: str
    line: int
    value: Any
    positions: Mapping[str, tuple[int, int]]
    written: Mapping[str, str]
    odd_keys: tuple[str, ...] = ()

    def at(self, pointer: str = "") -> Position:
        """Where `pointer` was written, or the nearest part around it."""
        while pointer and pointer not in self.positions:
            pointer = pointer.rpartition("/")[0]
        return Position(self.path, *self.positions.get(pointer, (self.line, 1)))


class Failure(NamedTuple):
    """A document that could not be read: where its text begins, the text, and what is wrong."""

    line: int
    text: str
    problems: tuple[Problem, ...]


class Parsed(NamedTuple):
    """What a file held: documents that could be read, those that could not, and faults of the whole file."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...]
    problems: tuple[Problem, ...]


def pointer(*parts: str | int) -> str:
    """The JSON pointer (RFC 6901) of a path into a document."""
    return "".join(f"/{_token(str(part))}" for part in parts)


def read(path: str, raw: bytes, limits: Limits = DESCRIPTOR) -> Parsed:
    """Every document of a file. Empty documents are left out; nothing is raised for what the text holds."""
    foreign = _foreign(path, raw, limits)
    if foreign is not None:
        return Parsed((), (), (foreign,))
    documents: list[Document] = []
    failures: list[Failure] = []
    problems: list[Problem] = []
    for count, part in enumerate(_parts(raw)):
        if count >= limits.documents:
            position = Position(path, part.line)
            message = f"The file holds more than {limits.documents:,} documents."
            problems.append(Problem(position, "too-many-documents", message, "Split the file."))
            break
        found = _document(path, part, limits)
        if isinstance(found, Failure):
            failures.append(found)
        elif found is not None:
            documents.append(found)
    return Parsed(tuple(documents), tuple(failures), tuple(problems))


# --- the file as bytes -------------------------------------------------------------------------


class _Part(NamedTuple):
    """The text of one document, the line it begins at (from 1) and its offset in the file."""

    raw: bytes
    line: int
    offset: int


_BOM = b"\xef\xbb\xbf"
_WIDE = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x00\x00\xfe\xff": "UTF-32",
}
_FOREIGN = (
    (re.compile(rb"version https://git-lfs"), "a Git LFS pointer", "Fetch the file's content (`git lfs pull`) and commit it."),
    (re.compile(rb"(?i)<(?:!doctype|html|\?xml)"), "a web page or XML", "Put the descriptor's YAML here, or rename the file."),
    (re.compile(rb"-----BEGIN "), "a key or certificate", "Take it out of the repository; if it is a secret, replace it."),
    (re.compile(rb"\x7fELF|MZ\x90|PK\x03\x04|\x1f\x8b|%PDF"), "a program or archive", "Rename the file."),
)
_MARKER = re.compile(rb"(?:\A|[\r\n])(---|\.\.\.)(?=[ \t\r\n]|\Z)")
_BREAK = re.compile(rb"\r\n|\n|\r")
_ONLY_DIRECTIVES = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)|%[^\r\n]*(?:\r\n|\n|\r))*")


def _foreign(path: str, raw: bytes, limits: Limits) -> Problem | None:
    """What makes the whole file unreadable. Its content is never repeated: it could be a secret."""
    position = Position(path)
    if len(raw) > limits.file_bytes:
        message = f"The file has {len(raw):,} bytes, the limit is {limits.file_bytes:,}."
        return Problem(position, "file-too-large", message, "Split it, or include large definitions by `$text`.")
    for mark, encoding in _WIDE.items():
        if raw.startswith(mark) or (raw[1:2] == b"\0" and raw[3:4] == b"\0"):
            return Problem(position, "not-utf8", f"The file looks like {encoding}.", "Save it as UTF-8.")
    for pattern, what, remedy in _FOREIGN:
        if pattern.match(raw.removeprefix(_BOM).lstrip(b" \t\r\n")):
            return Problem(position, "not-a-descriptor", f"The file is {what}, not YAML.", remedy)
    return None


def _parts(raw: bytes) -> Iterator[_Part]:
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
                yield _Part(text, line, begin)
            begin = mark.end() if mark[1] == b"..." else mark.start(1)
    line += len(_BREAK.findall(raw, counted, begin))
    if raw[begin:].strip():
        yield _Part(raw[begin:], line, begin)


# --- one document ------------------------------------------------------------------------------

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONFLICT = re.compile(rb"(?:\A|[\r\n])(<{7}|>{7})(?=[ \t\r\n]|\Z)")
_EXOTIC_BREAK = re.compile("[\x85\u2028\u2029]")


def _document(path: str, part: _Part, limits: Limits) -> Document | Failure | None:
    where = _Places(path, part)
    conflict = _CONFLICT.search(part.raw)
    if conflict is not None:
        problem = Problem(
            where.of_byte(conflict.start(1)),
            "merge-conflict-markers",
            "Git's conflict markers are still here.",
            "Decide which side holds and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`.",
        )
        return Failure(part.line, "", (problem,))
    try:
        text = part.raw.decode()
    except UnicodeDecodeError as error:
        byte = part.raw[error.start]
        message = f"Byte {part.offset + error.start} (0x{byte:02x}) is not UTF-8."
        return Failure(part.line, "", (Problem(where.of_byte(error.start), "not-utf8", message, "Save the file as UTF-8."),))
    control = _CONTROL.search(text)
    if control is not None:
        problem = _control_character(where.of_character(text, control.start()), control[0])
        return Failure(part.line, text, (problem,))
    builder = _Builder(where, text, limits)
    value = builder.build()
    if builder.problems:
        return Failure(part.line, text, tuple(sorted(builder.problems)))
    if value is None:
        return None
    first = min(builder.positions.values(), default=(part.line, 1))
    return Document(path, first[0], value, builder.positions, builder.written, tuple(builder.odd_keys))


def _control_character(position: Position, character: str) -> Problem:
    message = f"The text holds the control character U+{ord(character):04X}."
    return Problem(position, "control-character", message, "Delete it; editors often show it as a box or not at all.")


class _Places(NamedTuple):
    """Turns places in a part into places in its file."""

    path: str
    part: _Part

    def of_byte(self, offset: int) -> Position:
        before = self.part.raw[:offset]
        breaks = list(_BREAK.finditer(before))
        start = breaks[-1].end() if breaks else 0
        return Position(self.path, self.part.line + len(breaks), len(before[start:].decode(errors="replace")) + 1)

    def of_character(self, text: str, index: int) -> Position:
        return self.of_byte(len(text[:index].encode()))


# --- values as YAML 1.2's core schema reads them -------------------------------------------------

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MAYBE_NUMBER = frozenset("-+.0123456789")
_INT64 = range(-(2**63), 2**63)
_TAGS = {f"tag:yaml.org,2002:{name}": name for name in ("str", "int", "float", "bool", "null", "seq", "map")}
_LONGEST_NUMBER = 400


class _OutOfRangeError(ValueError):
    """A number that JSON or a 64-bit column cannot hold."""


def _plain(text: str) -> Any:  # noqa: ANN401  # any JSON scalar
    """The value of an unquoted scalar."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    return _number(text) if text[0] in _MAYBE_NUMBER else text


def _number(text: str) -> int | float | str:
    if _INT.fullmatch(text):
        if len(text) > _LONGEST_NUMBER:
            raise _OutOfRangeError
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        whole = int(text, base)
        if whole not in _INT64:
            raise _OutOfRangeError
        return whole
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise _OutOfRangeError
        return number
    if _NOT_FINITE.fullmatch(text):
        raise _OutOfRangeError
    return text


def _tagged(name: str, text: str) -> Any:  # noqa: ANN401  # any JSON scalar
    """The value of a scalar with one of the tags we know; raises `ValueError` where they do not fit."""
    if name == "str":
        return text
    value = _plain(text)
    fits = {"int": int, "float": (int, float), "bool": bool, "null": type(None)}.get(name, ())
    if not isinstance(value, fits) or (name in ("int", "float") and isinstance(value, bool)):
        raise ValueError(name)
    return float(value) if name == "float" and value is not None else value


# --- events to values --------------------------------------------------------------------------


class _Anchor(NamedTuple):
    """A named value, how many values it holds and how deep it nests."""

    value: Any
    nodes: int
    height: int


class _Stop(Exception):  # noqa: N818  # no error: it ends the walk once a limit is passed
    """Nothing further of this document is read."""


class _Frame:
    """A map or list being filled."""

    __slots__ = ("anchor", "as_key", "before", "height", "key", "lines", "pointer", "value")

    def __init__(self, value: Any, pointer_: str, anchor: str | None, before: int, *, as_key: bool) -> None:  # noqa: ANN401
        self.value = value
        self.pointer = pointer_
        self.anchor = anchor
        self.before = before
        self.as_key = as_key
        self.height = 1
        self.key: str | None = None
        self.lines: dict[str, int] = {}


def _token(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text


class _Builder:
    """Builds one document from the parser's events, noting faults as it goes."""

    def __init__(self, where: _Places, text: str, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self.positions: dict[str, tuple[int, int]] = {}
        self.written: dict[str, str] = {}
        self.odd_keys: list[str] = []
        self._where = where
        self._text = text
        self._limits = limits
        self._exotic = bool(_EXOTIC_BREAK.search(text))
        self._anchors: dict[str, _Anchor | None] = {}
        self._stack: list[_Frame] = []
        self._nodes = 0
        self._root: Any = None
        self._place = ""

    def build(self) -> Any:  # noqa: ANN401  # any JSON value
        """The document's value; only meaningful when `problems` stays empty."""
        try:
            for event in yaml.parse(self._text, Loader=yaml.CLoader):
                self._take(event)
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.YAMLError:
            self._fault(None, "yaml-syntax", "The text is not YAML.", "Check it with an editor that knows YAML.")
        return self._root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(event, {}, "map")
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(event, [], "seq")
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text: str = event.value
        plain = event.tag is None and event.implicit[0]
        if len(text) > self._limits.scalar:
            message = f"A value has {len(text):,} characters, the limit is {self._limits.scalar:,}."
            self._fault(event.start_mark, "scalar-too-long", message, "Move it into a file of its own and include it by `$text`.")
        if event.style == '"':
            self._check_escapes(event, text)
        if self._expects_key():
            self._key(event, text, plain=plain)
            return
        self._count(event.start_mark, 1)
        value = self._resolve(event, text) if plain or event.tag is not None else text
        self._add(event.start_mark, value)
        if value is None or not isinstance(value, str):
            self.written[self._place] = text
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(value, 1, 0)

    def _resolve(self, event: yaml.ScalarEvent, text: str) -> Any:  # noqa: ANN401  # any JSON scalar
        try:
            if event.tag is None:
                return _plain(text)
            if event.tag == "!":
                return text
            if event.tag in _TAGS:
                return _tagged(_TAGS[event.tag], text)
        except _OutOfRangeError:
            message = f"The number {_shown(text, 40)} does not fit into 64 bits."
            self._fault(event.start_mark, "number-out-of-range", message, "Put it in quotes if it is a text.")
            return None
        except ValueError:
            pass
        self._refuse_tag(event)
        return None

    def _key(self, event: yaml.ScalarEvent, text: str, *, plain: bool) -> None:
        frame = self._stack[-1]
        mark = event.start_mark
        if plain and text == "<<":
            remedy = "Write the keys out, or use an alias for a whole value."
            self._fault(mark, "yaml-merge-key", "Merge keys (<<) are not supported.", remedy)
        line, column = self._at(mark)
        if text in frame.lines:
            self._twice(mark, frame, text)
        frame.lines[text] = line
        frame.key = text
        place = f"{frame.pointer}/{_token(text)}"
        self.positions[place] = (line, column)
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self._refuse_tag(event)
        elif plain and (text in _NULL or text in _BOOL or text[0] in _MAYBE_NUMBER) and self._is_odd(text):
            self.odd_keys.append(place)
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(text, 1, 0)

    def _is_odd(self, text: str) -> bool:
        try:
            return not isinstance(_plain(text), str)
        except _OutOfRangeError:
            return True

    def _twice(self, mark: yaml.Mark, frame: _Frame, text: str) -> None:
        first = frame.lines[text]
        if not frame.pointer and text in ("apiVersion", "kind", "metadata", "spec"):
            remedy = "Write a line of `---` between two entities, or keep one of the two."
        else:
            remedy = "Keep one of the two."
        message = f"The key `{_shown(text, 60)}` stands at line {first} already."
        self._fault(mark, "duplicate-key", message, remedy)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, value: Any, kind: str) -> None:  # noqa: ANN401
        mark = event.start_mark
        as_key = self._expects_key()
        if as_key and not any(problem.code == "key-not-string" for problem in self.problems):
            self._fault(mark, "key-not-string", "A list or a map stands where a key is wanted.", "Put the key in quotes.")
        if event.tag not in (None, "!") and _TAGS.get(event.tag) != kind:
            self._refuse_tag(event)
        self._count(mark, 1)
        if len(self._stack) >= self._limits.depth:
            position = self._position(mark)
            message = f"The document nests deeper than {self._limits.depth} levels."
            self._fault(mark, "yaml-depth", message, f"Flatten what begins at {position.line}:{position.column}.")
            raise _Stop
        if not as_key:
            self._add(mark, value)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append(_Frame(value, self._place, event.anchor, self._nodes - 1, as_key=as_key))

    def _close(self) -> None:
        frame = self._stack.pop()
        if frame.anchor:
            self._anchors[frame.anchor] = _Anchor(frame.value, self._nodes - frame.before, frame.height)
        if self._stack:
            outer = self._stack[-1]
            outer.height = max(outer.height, frame.height + 1)
            if frame.as_key:
                outer.key = ""

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark = event.start_mark
        name = _shown(event.anchor, 40)
        if event.anchor not in self._anchors:
            self._fault(mark, "yaml-syntax", f"The alias *{name} names nothing above it.", f"Write &{name} before the value it stands for.")
            raise _Stop
        anchor = self._anchors[event.anchor]
        if anchor is None:
            message = f"The alias *{name} stands inside the value it names."
            self._fault(mark, "yaml-alias-cycle", message, "Write the value out instead.")
            raise _Stop
        if self._expects_key():
            if isinstance(anchor.value, str):
                self._stack[-1].key = anchor.value
                self.positions[f"{self._stack[-1].pointer}/{_token(anchor.value)}"] = self._at(mark)
                return
            self._fault(mark, "key-not-string", "An alias stands where a key is wanted.", "Write the key out.")
            raise _Stop
        self._count(mark, anchor.nodes, expanded=True)
        if len(self._stack) + anchor.height > self._limits.depth:
            message = f"With the alias *{name} the document nests deeper than {self._limits.depth} levels."
            self._fault(mark, "yaml-depth", message, "Flatten the value it stands for.")
            raise _Stop
        if self._stack:
            self._stack[-1].height = max(self._stack[-1].height, anchor.height + 1)
        self._add(mark, anchor.value)

    def _expects_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].key is None and isinstance(self._stack[-1].value, dict)

    def _add(self, mark: yaml.Mark, value: Any) -> None:  # noqa: ANN401  # any JSON value
        """Put a value where the innermost open map or list wants it, and remember its pointer."""
        if not self._stack:
            self._root, self._place = value, ""
            return
        frame = self._stack[-1]
        if frame.key is not None:
            self._place = f"{frame.pointer}/{_token(frame.key)}"
            frame.value[frame.key] = value
            frame.key = None
        else:
            self._place = f"{frame.pointer}/{len(frame.value)}"
            self.positions[self._place] = self._at(mark)
            frame.value.append(value)

    def _count(self, mark: yaml.Mark, nodes: int, *, expanded: bool = False) -> None:
        self._nodes += nodes
        if self._nodes > self._limits.nodes:
            if expanded:
                message = f"Aliases expand past {self._limits.nodes:,} values."
                self._fault(mark, "yaml-expansion", message, "Write values out where aliases nest.")
            else:
                message = f"The document holds more than {self._limits.nodes:,} values."
                self._fault(mark, "yaml-nodes", message, "Split it, or include large definitions by `$text`.")
            raise _Stop

    def _check_escapes(self, event: yaml.ScalarEvent, text: str) -> None:
        control = _CONTROL.search(text)
        if control is not None:
            self.problems.append(_control_character(self._position(event.start_mark), control[0]))

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag = _shown(event.tag.replace("tag:yaml.org,2002:", "!!"), 60)
        message = f"The tag {tag} has no meaning in a descriptor, or does not fit its value."
        self._fault(event.start_mark, "yaml-tag", message, "Leave it out and write the plain value.")

    def _fault(self, mark: yaml.Mark | None, code: str, message: str, remedy: str) -> None:
        position = self._position(mark) if mark is not None else Position(self._where.path, self._where.part.line)
        self.problems.append(Problem(position, code, message, remedy))

    def _at(self, mark: yaml.Mark) -> tuple[int, int]:
        if self._exotic:
            # libyaml counts U+0085, U+2028 and U+2029 as line breaks; editors do not.
            _, line, column = self._where.of_character(self._text, mark.index)
            return line, column
        return self._where.part.line + mark.line, mark.column + 1

    def _position(self, mark: yaml.Mark) -> Position:
        return Position(self._where.path, *self._at(mark))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        said = f"{error.context or ''} {error.problem or ''}"
        # An open quote is told where it opens, everything else where the parser gave up.
        mark = error.context_mark if "quoted scalar" in said else error.problem_mark
        if mark is None:
            self._fault(None, "yaml-syntax", "The text is not YAML.", "Check it with an editor that knows YAML.")
            return
        if "invalid Unicode character" in said:
            offset = self._where.part.offset + len(self._text[: mark.index].encode())
            message = f"At byte {offset} an escape stands for half a character (a surrogate)."
            self._fault(mark, "not-utf8", message, "Write the character itself.")
            return
        what, remedy = next(
            ((what, remedy) for sign, what, remedy in _SYNTAX if sign in said),
            ("the text is not YAML", "Check indentation, quotes and brackets near this line."),
        )
        position = self._position(mark)
        line = self._line_of(mark)
        quoted = f" (`{line}`)" if line else ""
        message = f"YAML cannot be read here: {what}{quoted}."
        self.problems.append(Problem(position, "yaml-syntax", message, remedy))

    def _line_of(self, mark: yaml.Mark) -> str:
        """The source line at a mark, cut short, with nothing in it that a terminal would obey."""
        index = min(mark.index, len(self._text))
        start = max(self._text.rfind("\n", 0, index), self._text.rfind("\r", 0, index)) + 1
        return _shown(re.split(r"[\r\n]", self._text[start : start + 400], maxsplit=1)[0].strip(), 120)


_SYNTAX = (
    ("found character that cannot start any token", "a tab or another character that begins no value", "Indent with spaces; put the value in quotes."),
    ("quoted scalar", "a quote is opened and not closed", "Close the quote."),
    ("mapping values are not allowed", "a second colon, or a key indented too far", "Put a value that holds a colon in quotes; begin the keys of one map in the same column."),
    ("could not find expected ':'", "a line without `key:`", "Write `key: value`; indent the lines of a block text deeper than its key."),
    ("expected key", "a line that is indented unlike its neighbours", "Begin the keys of one map in the same column."),
    ("expected <block end>", "a line that is indented unlike its neighbours", "Begin the keys of one map in the same column."),
    ("expected '-' indicator", "a line that is indented unlike its neighbours", "Begin the items of one list in the same column."),
    ("expected ',' or", "a bracket or brace is not closed", "Close it; put a text that begins with `{` or `[` in quotes."),
    ("expected the node content", "a bracket, brace or comma too many", "Put a text that begins with `{` or `[` in quotes."),
    ("incompatible YAML document", "a %YAML directive of an unknown version", "Leave the directive out."),
    ("undefined tag handle", "a tag that nothing defines", "Leave the tag out."),
    ("duplicate", "a directive stands twice", "Keep one of the two."),
    ("invalid leading UTF-8", "bytes that are not UTF-8", "Save the file as UTF-8."),
    ("directive", "a directive that YAML does not know", "Leave the line that begins with % out."),
    ("block scalar", "a block text that does not begin right", "Write `|` or `>` at the end of the line and indent the text below."),
)


def _shown(text: str, length: int) -> str:
    """Somebody's text, cut and without control characters, to be repeated in a message."""
    safe = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text[: length + 1])
    return f"{safe[:length]}…" if len(text) > length else safe
