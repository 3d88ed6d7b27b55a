"""The parser's events to one document's value, with the place of every part and every limit kept."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import yaml

from app.documents import secrets
from app.documents.cutting import Places
from app.documents.scalars import TAGS, OutOfRangeError, is_odd_key, plain, tagged
from app.documents.syntax import meaning
from app.documents.values import Limits, token
from app.positions import Position
from app.problems import Problem, shown

CONTROL = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe]"
)
# libyaml ends lines at these, as YAML 1.1 did; YAML 1.2 and editors do not. It reads others in their place.
_EXOTIC = re.compile("[\x85\u2028\u2029]")
_STAND_INS = str.maketrans("\x85\u2028\u2029", "\U0001fffe\U0001ffff\U0002fffe")
_STOOD_FOR = str.maketrans("\U0001fffe\U0001ffff\U0002fffe", "\x85\u2028\u2029")


_LONGEST_KEY = 1024
"""What YAML itself allows a key before its colon."""
_LONGEST_POINTER = 1000
"""Deep below long keys every part would repeat them all in its pointer; there only the parts around have a place."""


def control_character(position: Position, character: str) -> Problem:
    """The problem of a control character; editors show those as a box or not at all."""
    message = f"The text holds the control character U+{ord(character):04X}."
    return Problem(position, "control-character", message, "Delete it; editors often show it as a box or not at all.")


class _Mark(Protocol):
    """A place in the text as the parser counts: from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...

    @property
    def index(self) -> int: ...


@dataclass(frozen=True)
class _Start:
    """The place where a text begins."""

    line: int = 0
    column: int = 0
    index: int = 0


class _Anchor(NamedTuple):
    """A named value, how much it holds, how deep it nests, and how it was typed where it is one scalar."""

    value: Any
    nodes: int
    characters: int
    height: int
    typed: str | None = None


class _Stop(Exception):  # noqa: N818  # no error: it ends the walk once a limit is passed
    """Nothing further of this document is read."""


class _Frame:
    """A map or list being filled."""

    __slots__ = ("anchor", "as_key", "before", "height", "key", "lines", "pointer", "value")

    def __init__(self, value: Any, pointer_: str, anchor: str | None, before: tuple[int, int], *, as_key: bool) -> None:
        self.value = value
        self.pointer = pointer_
        self.anchor = anchor
        self.before = before
        self.as_key = as_key
        self.height = 1
        self.key: str | None = None
        self.lines: dict[str, int] = {}


class Builder:
    """Builds one document from the parser's events, noting faults as it goes."""

    def __init__(self, where: Places, text: str, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self.positions: dict[str, tuple[int, int]] = {}
        self.written: dict[str, str] = {}
        self.odd_keys: list[str] = []
        self.covered: dict[str, str] = {}
        self._where = where
        self._text = text
        self._exotic = bool(_EXOTIC.search(text))
        self._secret = secrets.possible(text)
        self._limits = limits
        self._anchors: dict[str, _Anchor | None] = {}
        self._stack: list[_Frame] = []
        self._nodes = 0
        self._characters = 0
        self._mark: _Mark = _Start()
        self._root: Any = None
        self._place = ""

    def build(self) -> Any:
        """The document's value; only meaningful when `problems` stays empty."""
        text = self._text.translate(_STAND_INS) if self._exotic else self._text
        try:
            for event in yaml.parse(text, Loader=yaml.CLoader):
                self._mark = event.start_mark or self._mark
                self._take(event)
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.YAMLError:
            self._fault("yaml-syntax", "The text is not YAML.", "Check it with an editor that knows YAML.")
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
        text: str = event.value.translate(_STOOD_FOR) if self._exotic else event.value
        bare = event.tag is None and event.implicit[0]
        if len(text) > self._limits.scalar:
            message = f"A value has {len(text):,} characters, the limit is {self._limits.scalar:,}."
            self._fault(
                "scalar-too-long",
                message,
                "Move it into a file of its own and include it by `$text`.",
            )
        if event.style == '"':
            self._check_escapes(text)
        text, secret, _ = secrets.cover(text) if self._secret else (text, "", 0)
        if self._expects_key():
            place = self._key(event, text, bare=bare)
            if secret:
                self.covered[place] = secret
            return
        self._count(1, len(text))
        value = self._resolve(event, text) if bare or event.tag is not None else text
        self._add(value)
        if secret:
            self.covered[self._place] = secret
        self._remember_typed(value, text)
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(value, 1, len(text), 0, text)

    def _resolve(self, event: yaml.ScalarEvent, text: str) -> Any:
        try:
            if event.tag is None:
                return plain(text)
            if event.tag == "!":
                return text
            if event.tag in TAGS:
                return tagged(TAGS[event.tag], text)
        except OutOfRangeError:
            message = f"The number {shown(text, 40)} does not fit into 64 bits."
            self._fault("number-out-of-range", message, "Put it in quotes if it is a text.")
            return None
        except ValueError:
            pass
        self._refuse_tag(event.tag or "!")
        return None

    def _key(self, event: yaml.ScalarEvent, text: str, *, bare: bool) -> str:
        """Take a key; its pointer."""
        if bare and text == "<<":
            remedy = "Write the keys out, or use an alias for a whole value."
            self._fault("yaml-merge-key", "Merge keys (<<) are not supported.", remedy)
        place = self._expect_value_of(text)
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self._refuse_tag(event.tag)
        elif bare and is_odd_key(text):
            self.odd_keys.append(place)
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(text, 1, len(text), 0)
        return place

    def _expect_value_of(self, key: str) -> str:
        """Take a key of the innermost map, and remember where it stands; its pointer."""
        frame = self._stack[-1]
        self._count(0, len(key))
        if key in frame.lines:
            self._twice(frame, key)
        if len(key) > _LONGEST_KEY:
            message = f"A key has {len(key):,} characters, the limit is {_LONGEST_KEY:,}."
            self._fault("scalar-too-long", message, "Make it a value, under a short key.")
            raise _Stop
        place = f"{frame.pointer}/{token(key)}"
        self._remember(place)
        frame.lines[key] = self._at()[0]
        frame.key = key
        return place

    def _twice(self, frame: _Frame, text: str) -> None:
        first = frame.lines[text]
        if not frame.pointer and text in ("apiVersion", "kind", "metadata", "spec"):
            remedy = "Write a line of `---` between two entities, or keep one of the two."
        else:
            remedy = "Keep one of the two."
        message = f"The key `{shown(text, 60)}` stands at line {first} already."
        self._fault("duplicate-key", message, remedy)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, value: Any, kind: str) -> None:
        as_key = self._expects_key()
        if as_key and not any(problem.code == "key-not-string" for problem in self.problems):
            self._fault(
                "key-not-string",
                "A list or a map stands where a key is wanted.",
                "Put the key in quotes.",
            )
        if event.tag not in (None, "!") and TAGS.get(event.tag) != kind:
            self._refuse_tag(event.tag)
        before = (self._nodes, self._characters)
        self._count(1, 0)
        if len(self._stack) >= self._limits.depth:
            position = self._position()
            message = f"The document nests deeper than {self._limits.depth} levels."
            self._fault("yaml-depth", message, f"Flatten what begins at {position.line}:{position.column}.")
            raise _Stop
        if not as_key:
            self._add(value)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append(_Frame(value, self._place, event.anchor, before, as_key=as_key))

    def _close(self) -> None:
        frame = self._stack.pop()
        if frame.anchor:
            nodes, characters = frame.before
            self._anchors[frame.anchor] = _Anchor(
                frame.value, self._nodes - nodes, self._characters - characters, frame.height
            )
        if self._stack:
            outer = self._stack[-1]
            outer.height = max(outer.height, frame.height + 1)
            if frame.as_key:
                outer.key = ""

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = shown(secrets.cover(event.anchor or "").text, 40)
        if event.anchor not in self._anchors:
            self._fault(
                "yaml-syntax",
                f"The alias *{name} names nothing above it.",
                f"Write &{name} before the value it stands for.",
            )
            raise _Stop
        anchor = self._anchors[event.anchor]
        if anchor is None:
            message = f"The alias *{name} stands inside the value it names."
            self._fault("yaml-alias-cycle", message, "Write the value out instead.")
            raise _Stop
        if self._expects_key():
            if isinstance(anchor.value, str):
                self._expect_value_of(anchor.value)
                return
            self._fault("key-not-string", "An alias stands where a key is wanted.", "Write the key out.")
            raise _Stop
        self._count(anchor.nodes, anchor.characters, expanded=True)
        if len(self._stack) + anchor.height > self._limits.depth:
            message = f"With the alias *{name} the document nests deeper than {self._limits.depth} levels."
            self._fault("yaml-depth", message, "Flatten the value it stands for.")
            raise _Stop
        if self._stack:
            self._stack[-1].height = max(self._stack[-1].height, anchor.height + 1)
        self._add(anchor.value)
        if anchor.typed is not None:
            self._remember_typed(anchor.value, anchor.typed)

    def _expects_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].key is None and isinstance(self._stack[-1].value, dict)

    def _add(self, value: Any) -> None:
        """Put a value where the innermost open map or list wants it, and remember its pointer."""
        if not self._stack:
            self._root, self._place = value, ""
            return
        frame = self._stack[-1]
        if frame.key is not None:
            self._place = f"{frame.pointer}/{token(frame.key)}"
            frame.value[frame.key] = value
            frame.key = None
        else:
            self._place = f"{frame.pointer}/{len(frame.value)}"
            self._remember(self._place)
            frame.value.append(value)

    def _remember(self, place: str) -> None:
        if len(place) <= _LONGEST_POINTER:
            self.positions[place] = self._at()

    def _remember_typed(self, value: Any, text: str) -> None:
        if not isinstance(value, str) and self._place in self.positions:
            self.written[self._place] = text

    def _count(self, nodes: int, characters: int, *, expanded: bool = False) -> None:
        self._nodes += nodes
        self._characters += characters
        if self._characters > self._limits.file_bytes:
            # Only aliases make a document longer than its file.
            message = f"Aliases expand past {self._limits.file_bytes:,} characters."
            self._fault("yaml-expansion", message, "Write long texts once, or shorter.")
            raise _Stop
        if self._nodes > self._limits.nodes:
            if expanded:
                message = f"Aliases expand past {self._limits.nodes:,} values."
                self._fault("yaml-expansion", message, "Write values out where aliases nest.")
            else:
                message = f"The document holds more than {self._limits.nodes:,} values."
                self._fault("yaml-nodes", message, "Split it, or include large definitions by `$text`.")
            raise _Stop

    def _check_escapes(self, text: str) -> None:
        control = CONTROL.search(text)
        if control is not None:
            self.problems.append(control_character(self._position(), control[0]))

    def _refuse_tag(self, written: str) -> None:
        tag = shown(secrets.cover(written.replace("tag:yaml.org,2002:", "!!")).text, 60)
        message = f"The tag {tag} has no meaning in a descriptor, or does not fit its value."
        self._fault("yaml-tag", message, "Leave it out and write the plain value.")

    def _fault(self, code: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(self._position(), code, message, remedy))

    def _at(self) -> tuple[int, int]:
        return self._where.part.line + self._mark.line, self._mark.column + 1

    def _position(self) -> Position:
        return Position(self._where.path, *self._at())

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        said = f"{error.context or ''} {error.problem or ''}"
        # An open quote is told where it opens, everything else where the parser gave up.
        self._mark = (error.context_mark if "scanning a quoted scalar" in said else error.problem_mark) or self._mark
        if "invalid Unicode character" in said:
            offset = self._where.part.offset + len(self._text[: self._mark.index].encode())
            message = f"At byte {offset} an escape stands for half a character (a surrogate)."
            self._fault("not-utf8", message, "Write the character itself.")
            return
        found = meaning(said)
        line = self._line()
        quoted = f" (`{line}`)" if line else ""
        self._fault("yaml-syntax", f"YAML cannot be read here: {found.what}{quoted}.", found.remedy)

    def _line(self) -> str:
        """The source line at hand, cut short; none of a text that holds a key, of which it may be a part."""
        if secrets.cover(self._text).what:
            return ""
        index = min(self._mark.index, len(self._text))
        start = max(self._text.rfind("\n", 0, index), self._text.rfind("\r", 0, index)) + 1
        return shown(re.split(r"[\r\n]", self._text[start : start + 400], maxsplit=1)[0].strip(), 120)
