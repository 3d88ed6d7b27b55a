"""Protocol Buffers, proto2 and proto3: services, what their calls take and answer, messages and enums.

No library reads a single file so: compilers want every import at hand, and the parsers to be had know no
lines and give up a text at its first fault.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.definitions import plain
from app.definitions.outlines import Fault, Field, Group, Message, Operation, Outline, Piece, Type, Wording, told
from app.definitions.tokens import END, Token, tokens
from app.problems import shown

_DEEPEST = 30
"""How far blocks nest; the compiler itself stops at 32."""
_LABELS = ("required", "optional", "repeated")
_CLOSED_BY = {"{": "}", "[": "]", "(": ")"}
_DEPRECATED = ["deprecated", "=", "true"]
_MOST_FAULTS = 1_000
_MOST_TOKENS = 500_000
_SCALARS = frozenset(
    f"{sign}{kind}{size}" for sign in ("", "u", "s") for kind in ("int", "fixed") for size in (32, 64)
) | {"float", "double", "bool", "string", "bytes"}


class _Unexpected(Exception):  # noqa: N818 - no error: it ends a statement that cannot be read
    """Something else stands where a statement goes on."""

    def __init__(self, token: Token, wanted: str) -> None:
        super().__init__(wanted)
        self.token = token
        self.wanted = wanted


@dataclass
class _Line:
    """A field, value or call as it was read; its type is not yet looked up."""

    name: str
    types: tuple[tuple[str, ...], ...]
    line: int
    comment: str
    label: str = ""
    note: str = ""
    deprecated: bool = False


@dataclass
class _Block:
    """A message, enum, extension or service. `scope` are the messages around it."""

    kind: str
    name: str
    scope: tuple[str, ...]
    line: int
    comment: str
    lines: list[_Line] = field(default_factory=list)
    deprecated: bool = False

    @property
    def key(self) -> str:
        """Its name with those of the messages around it."""
        return ".".join((*self.scope, self.name))


def outline(text: str) -> Outline:
    """What a Protocol Buffers text says; a statement at fault costs only itself."""
    reader = _Reader(text)
    reader.read()
    return _Lookup(reader).outline()


class _Reader:
    """Reads statement by statement. What cannot be read is noted, and passed over up to its end."""

    def __init__(self, text: str) -> None:
        self._tokens, self._behind = tokens(text, _MOST_TOKENS)
        self._at = 0
        self._depth = 0
        self.syntax = ""
        self.package = ""
        self.imports = 0
        self.blocks: dict[str, _Block] = {}
        self.services: list[_Block] = []
        self.faults: list[Fault] = []
        if len(self._tokens) > _MOST_TOKENS:
            message = f"The text has more than {_MOST_TOKENS:,} words and signs; those from here on are not read."
            self._fault(self._tokens[-1], message, "Split it by its packages.")

    def read(self) -> None:
        """Read the whole text."""
        while self._next.text != END:
            if self._next.text == "}":
                self._fault(self._take(), "A `}` closes nothing.", "Leave it out, or open what it closes.")
            else:
                self._try(self._statement_of_file)

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, *wanted: str) -> Token:
        """The next token, which is one of those wanted."""
        token = self._next
        if token.text == END or (wanted and token.text not in wanted):
            raise _Unexpected(token, " or ".join(f"`{each}`" for each in wanted) or "more")
        self._at += 1
        return token

    def _passes(self, text: str) -> bool:
        """Whether the next token is this one, which is then taken."""
        found = self._next.text == text
        self._at += found
        return found

    def _word(self) -> str:
        token = self._next
        if not (token.text[:1].isalpha() or token.text.startswith(("_", "."))):
            raise _Unexpected(token, "a name")
        self._at += 1
        return token.text

    def _try(self, statement: Callable[[], None]) -> None:
        """Read a statement; one that is at fault is passed over, up to its `;` or the end of its block."""
        try:
            statement()
        except _Unexpected as unexpected:
            token = unexpected.token
            found = f"`{shown(token.text, 40)}`" if token.text else "the end of the text"
            self._fault(token, f"Here stands {found} where {unexpected.wanted} is wanted.", "Mend this statement.")
            while self._next.text not in (END, "}"):
                if self._next.text in _CLOSED_BY:
                    if self._skip() == "{":
                        return
                elif self._take().text == ";":
                    return

    def _skip(self) -> str:
        """Pass over what the next token opens, up to where that is closed; the sign that opened it."""
        opened = self._take().text
        open_ = [_CLOSED_BY[opened]]
        blocks = int(opened == "{")
        while open_ and self._next.text != END:
            if self._next.text == "}" and not blocks:
                break  # The block around ends here, and with it whatever is still open.
            text = self._take().text
            if text in _CLOSED_BY:
                open_.append(_CLOSED_BY[text])
                blocks += text == "{"
            elif text == "}":
                while open_.pop() != "}":
                    pass
                blocks -= 1
            elif text == open_[-1]:
                open_.pop()
        return opened

    def _body(self, statement: Callable[[], None]) -> None:
        """The statements between braces."""
        if self._depth == _DEEPEST and self._next.text == "{":
            self._fault(self._next, f"Blocks nest deeper than {_DEEPEST}.", "Write them beside each other.")
            self._skip()
            return
        opened = self._take("{")
        self._depth += 1
        while self._next.text not in ("}", END):
            if not self._passes(";"):
                self._try(statement)
        self._depth -= 1
        if not self._passes("}"):
            self._fault(opened, "The block that begins here is not closed.", "Write `}` where it ends.")

    def _fault(self, token: Token, message: str, remedy: str) -> None:
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(token.line, message, remedy))

    def _statement_of_file(self) -> None:
        if self._passes(";"):
            return
        first = self._next
        word = self._word()
        if word in ("syntax", "edition"):
            self._take("=")
            said = self._take().text.strip("\"'")
            self.syntax = f"edition {said}" if word == "edition" else said
            self._take(";")
        elif word == "package":
            self.package = self._word()
            self._take(";")
        elif word == "import":
            self.imports += 1
            self._to_end()
        elif word == "option":
            self._to_end()
        elif word == "service":
            self._service(first)
        elif word in ("message", "enum", "extend"):
            self._block(word, first, ())
        else:
            raise _Unexpected(first, "`message`, `enum`, `service`, `import` or `option`")

    def _to_end(self) -> bool:
        """Pass over the rest of a statement; whether it says `deprecated = true`."""
        words = []
        while self._next.text != ";":
            if self._next.text in ("{", "[", "("):
                self._skip()
            else:
                words.append(self._take().text)
        self._take(";")
        return words[:3] == _DEPRECATED

    def _block(self, kind: str, first: Token, scope: tuple[str, ...]) -> None:
        name = self._word()
        block = _Block(kind, name, scope, first.line, first.comment)
        if kind == "extend":
            self.blocks[f"extend {block.key} {first.line}"] = block
        elif block.key in self.blocks:
            message = f"`{shown(block.key, 60)}` is defined at line {self.blocks[block.key].line} already."
            self._fault(first, message, "Keep one of the two.")
        else:
            self.blocks[block.key] = block
        self._fill(block)

    def _fill(self, block: _Block, note: str = "") -> None:
        statement = self._statement_of_enum if block.kind == "enum" else self._statement_of_message
        self._body(lambda: statement(block, note))

    def _statement_of_message(self, block: _Block, note: str) -> None:
        first = self._next
        word = self._word()
        if word == "option":
            block.deprecated |= self._to_end()
        elif word in ("reserved", "extensions"):
            self._to_end()
        elif word in ("message", "enum", "extend") and self._next.text not in ("=", END):
            scope = block.scope if block.kind == "extend" else (*block.scope, block.name)
            self._block(word, first, scope)
        elif word == "oneof":
            self._fill(block, f"one of {self._word()}") if not note else self._take("=")
        else:
            self._field(block, first, word, note)

    def _field(self, block: _Block, first: Token, word: str, note: str) -> None:
        label = word if word in _LABELS else ""
        kind = self._word() if label else word
        types: tuple[str, ...] = (kind,)
        if kind == "map" and self._passes("<"):
            key = self._word()
            self._take(",")
            types = (kind, key, self._word())
            self._take(">")
        name = self._word()
        self._take("=")
        number = self._take().text
        deprecated, default = self._options()
        said = (note, f"{default} unless given" if default else "", f"= {number}")
        line = _Line(name, (types,), first.line, first.comment, label, _joined(said), deprecated)
        block.lines.append(line)
        if kind == "group":
            inner = _Block("message", name, (*block.scope, block.name), first.line, first.comment)
            line.types = ((name,),)
            self.blocks.setdefault(inner.key, inner)
            self._fill(inner)
        else:
            end = self._take(";")
            line.comment = line.comment or self._behind.get(end.line, "")

    def _options(self) -> tuple[bool, str]:
        """What stands in brackets behind a field: whether it is deprecated, and what it is unless given."""
        if self._next.text != "[":
            return False, ""
        begin = self._at
        self._skip()
        words = [token.text for token in self._tokens[begin : self._at]]
        default = ""
        if "default" in words[:-2] and words[words.index("default") + 1] == "=":
            default = words[words.index("default") + 2]
        is_deprecated = any(words[index : index + 3] == _DEPRECATED for index in range(len(words)))
        return is_deprecated, default

    def _statement_of_enum(self, block: _Block, _note: str) -> None:
        first = self._next
        word = self._word()
        if word == "option" and self._next.text != "=":
            block.deprecated |= self._to_end()
        elif word == "reserved" and self._next.text != "=":
            self._to_end()
        else:
            self._take("=")
            sign = "-" if self._passes("-") else ""
            number = self._take().text
            deprecated, _ = self._options()
            end = self._take(";")
            comment = first.comment or self._behind.get(end.line, "")
            block.lines.append(_Line(word, (), first.line, comment, note=f"= {sign}{number}", deprecated=deprecated))

    def _service(self, first: Token) -> None:
        service = _Block("service", self._word(), (), first.line, first.comment)
        self.services.append(service)
        self._body(lambda: self._statement_of_service(service))

    def _statement_of_service(self, service: _Block) -> None:
        first = self._next
        word = self._word()
        if word == "option":
            service.deprecated |= self._to_end()
            return
        if word != "rpc":
            raise _Unexpected(first, "`rpc`")
        name = self._word()
        sent = self._sent()
        self._take("returns")
        call = _Line(name, (sent, self._sent()), first.line, first.comment)
        service.lines.append(call)
        if self._next.text == "{":
            self._body(lambda: self._statement_of_call(call))
        else:
            end = self._take(";")
            call.comment = call.comment or self._behind.get(end.line, "")

    def _sent(self) -> tuple[str, ...]:
        """What a call takes or answers: its type, with `stream` before it where there are many."""
        self._take("(")
        words = [self._word()]
        if words == ["stream"] and self._next.text != ")":
            words.append(self._word())
        self._take(")")
        return tuple(words)

    def _statement_of_call(self, call: _Line) -> None:
        self._take("option")
        call.deprecated |= self._to_end()


class _Lookup:
    """Turns what was read into what is shown, names looked up from the inside out."""

    def __init__(self, read: _Reader) -> None:
        self._read = read
        self._blocks = {key: block for key, block in read.blocks.items() if block.kind != "extend"}

    def outline(self) -> Outline:
        """All of the text."""
        read = self._read
        groups = tuple(self._group(service) for service in read.services)
        types = tuple(self._type(key, block) for key, block in read.blocks.items())
        if not groups and not types and not read.faults:
            remedy = "Begin with `service Name { … }` or `message Name { … }`."
            read.faults.append(Fault(1, "The text defines no service and no message.", remedy))
        return Outline(
            "Protocol Buffers",
            plain.line(read.syntax),
            plain.line(read.package),
            groups=groups,
            types=types,
            faults=told(read.faults),
        )

    def _group(self, service: _Block) -> Group:
        calls = tuple(self._call(call, deprecated=service.deprecated) for call in service.lines)
        return Group(plain.line(service.name), calls, service.line, plain.prose(service.comment))

    def _call(self, call: _Line, *, deprecated: bool) -> Operation:
        sent, answered = (self._streamed(types, call.line) for types in call.types)
        return Operation(
            "rpc",
            plain.line(call.name),
            call.line,
            description=plain.prose(call.comment),
            deprecated=deprecated or call.deprecated,
            sent=(Message("", sent, call.line),),
            answers=(Message("", answered, call.line),),
        )

    def _type(self, key: str, block: _Block) -> Type:
        scope = (*block.scope, block.name)
        extended = self._named(block.name, block.scope, block.line) if block.kind == "extend" else None
        return Type(
            key,
            plain.line(block.name if extended else block.key),
            block.kind,
            block.line,
            (Piece("extends "), extended) if extended else (),
            tuple(self._line(line, scope) for line in block.lines),
            plain.prose(block.comment),
            block.deprecated,
        )

    def _line(self, line: _Line, scope: tuple[str, ...]) -> Field:
        wording: list[Piece] = [Piece(f"{line.label} ")] if line.label == "repeated" else []
        for types in line.types:
            if types[0] == "map" and len(types) > 1:
                wording += [Piece(f"map<{plain.line(types[1])}, "), self._named(types[2], scope, line.line), Piece(">")]
            else:
                wording.append(self._named(types[0], scope, line.line))
        return Field(
            plain.line(line.name),
            tuple(wording),
            line.line,
            line.label == "required",
            plain.prose(line.comment),
            line.deprecated,
            _joined((line.label if line.label == "optional" else "", plain.line(line.note))),
        )

    def _streamed(self, types: tuple[str, ...], line: int) -> Wording:
        *stream, name = types
        said = [Piece("stream of ")] if stream else []
        return (*said, self._named(name, (), line))

    def _named(self, name: str, scope: tuple[str, ...], line: int) -> Piece:
        """A type by the name it has where it is used."""
        package = f"{self._read.package}."
        around = range(0 if name.startswith(".") else len(scope), -1, -1)
        bare = name.removeprefix(".")
        for many in around:
            key = ".".join((*scope[:many], bare))
            if key in self._blocks:
                return Piece(plain.line(key), key)
        key = bare.removeprefix(package)
        if key in self._blocks:
            return Piece(plain.line(key), key)
        if "." not in bare and bare not in _SCALARS and not self._read.imports:
            message = f"The type `{plain.line(bare)}` is not defined here, and nothing is imported."
            self._read.faults.append(Fault(line, message, "Define it, or mend the name."))
        return Piece(plain.line(bare))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
