"""What Ensemble tells people: problems of reading and findings of rules, both values with a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app import characters
from app.entities import Ref
from app.positions import Position


def shown(text: str, length: int = 100) -> str:
    """Somebody's text to repeat in a message: cut, and with nothing in it that a terminal would obey."""
    plain = characters.calm(characters.cut(text, length), _code)
    return "".join(each if each.isprintable() else _code(each) for each in plain)


def _code(character: str) -> str:
    return f"\\u{ord(character):04x}"


class Severity(StrEnum):
    """How bad, worst first: the catalog is wrong, somebody must act, worth a thought, good to know."""

    ERROR = "error"
    GAP = "gap"
    ADVICE = "advice"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """0 for the worst, growing as it matters less."""
        return list(Severity).index(self)


_ERRORS = {
    "file-too-large": "The file is larger than the limit and was not read.",
    "file-unreadable": "The file could not be opened.",
    "symlink-not-followed": "The path is a symbolic link, or leads through one.",
    "not-a-regular-file": "The path is a folder, pipe, socket or device.",
    "outside-source": "A path leads out of the source.",
    "not-utf8": "The text is not UTF-8.",
    "not-a-descriptor": "The file is something else than YAML: an LFS pointer, a page, a key, a program.",
    "merge-conflict-markers": "Git's conflict markers are still in the file.",
    "control-character": "The text holds a control character.",
    "too-many-documents": "The file holds more documents than the limit.",
    "yaml-syntax": "The text is not YAML.",
    "yaml-depth": "The document nests deeper than the limit.",
    "yaml-nodes": "The document holds more values than the limit.",
    "yaml-expansion": "Aliases make the document larger than the limit.",
    "yaml-alias-cycle": "An alias stands inside what it names.",
    "yaml-merge-key": "The document uses a merge key (`<<`).",
    "yaml-tag": "A value carries a tag that a descriptor has no use for.",
    "duplicate-key": "A key stands twice in one map.",
    "key-not-string": "A key is not text.",
    "number-out-of-range": "A number does not fit into 64 bits, or is no finite number.",
    "scalar-too-long": "One value is longer than the limit.",
    "document-not-mapping": "The document is a list or a single value.",
    "envelope": "apiVersion, kind, name or namespace is missing or malformed, so there is no entity.",
    "schema": "A field has the wrong type or form; the entity is read without it.",
    "key-unknown": "The document has a key at its root that no entity has; it is left out.",
    "bad-ref": "A text cannot be read as a reference.",
    "ref-without-kind": "A reference names no kind where the field needs one.",
    "dangerous-url": "A link would run something instead of leading somewhere.",
    "bidi-control": "A text holds a control that turns its writing round; it is shown without.",
    "include-failed": "An included file could not be read.",
    "target-missing": "A Location names a file that is not there.",
    "declared-twice": "Two documents declare the same entity.",
    "policy": "The policy says something that has no meaning; the default holds in its place.",
    "overlay": "A what-if says something that has no meaning; the rest of it holds.",
}
_ADVICE = {
    "looks-like-secret": "A text looks like a password or key; it is covered up in all that is kept and shown.",
}
_NOTICES = {
    "empty": "The file holds no document.",
    "look-alike": "The file has a descriptor's name but is none.",
    "template-skeleton": "The document is a template still to be filled in.",
    "kind-unknown": "The kind or apiVersion is none that Ensemble checks; the entity is kept as it is.",
    "key-misspelt": "A key is nearly one that Ensemble knows.",
    "target-elsewhere": "A Location or an inclusion leads to an address that is not read.",
    "hidden-character": "A text holds what nobody sees, or piles marks on a letter; it is shown without.",
}

CODES: Mapping[str, tuple[Severity, str]] = {
    **{code: (Severity.ERROR, meaning) for code, meaning in _ERRORS.items()},
    **{code: (Severity.ADVICE, meaning) for code, meaning in _ADVICE.items()},
    **{code: (Severity.NOTICE, meaning) for code, meaning in _NOTICES.items()},
}
"""Every code a problem can carry, its severity and what it means."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault of reading. Sorts by place, then code.

    `pointer` is the JSON pointer of the part at fault; `ref` the entity it is about, where one is known.
    """

    position: Position
    code: str
    message: str
    remedy: str = ""
    pointer: str = ""
    ref: Ref | None = None

    @property
    def severity(self) -> Severity:
        """How bad this kind of fault is."""
        return CODES[self.code][0]

    @property
    def text(self) -> str:
        """What is so and what to do, without the place."""
        return f"{self.message} {self.remedy}".rstrip()

    def __str__(self) -> str:
        return f"{self.position}: {self.severity}: {self.text} [{self.code}]"


MOST = 100
"""How many problems of one document are told one by one."""


def capped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place; of very many the first, and how many more there are."""
    ordered = sorted(problems)
    if len(ordered) <= MOST:
        return tuple(ordered)
    first = ordered[MOST]
    message = f"The document has {len(ordered) - MOST:,} more problems from here on."
    more = Problem(first.position, first.code, message, "Mend those above first.", first.pointer, first.ref)
    return (*ordered[:MOST], more)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule sees in a catalog.

    Its identity is (rule, ref, target): the message and the line may change and it is still the same finding.
    """

    rule: str
    severity: Severity
    ref: Ref
    position: Position
    message: str
    remedy: str
    target: str = ""
    write: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, Ref, str]:
        """What makes two findings the same."""
        return (self.rule, self.ref, self.target)

    @property
    def text(self) -> str:
        """What is so and what to do, without the place."""
        return f"{self.message} {self.remedy}".rstrip()

    def __str__(self) -> str:
        return f"{self.position}: {self.severity}: {self.text} [{self.rule}]"


def worst_first(finding: Finding) -> tuple[int, Position, str, str]:
    """Sort key: severity, place, rule, target."""
    return (finding.severity.rank, finding.position, finding.rule, finding.target)
