"""The fields of a descriptor: each judges the form of one value and owns its messages."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from app.descriptors.faults import Fault, wrong_type
from app.entities import split
from app.errors import BadReferenceError
from app.problems import shown

NAME = re.compile(r"(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
LABEL = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
TAG = re.compile(r"[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST = 63
LONGEST_DOMAIN = 253

Found = Fault | Mapping[Any, "Found"] | None
"""What is wrong with a value itself, or with its parts by key or index."""

Judge = Callable[[Any], Found]


class Judged(fields.Field[Any]):
    """A field that keeps its value as written and asks `judge` what is wrong with it."""

    default_error_messages = {  # noqa: RUF012  # marshmallow's own way
        "null": [wrong_type(None, "a value")],
        "required": [Fault("is missing.", "Write it.")],
    }

    def __init__(self, judge: Judge, *, required: bool = False, may_be_empty: bool = False) -> None:
        super().__init__(required=required, allow_none=may_be_empty)
        self._judge = judge
        self._may_be_empty = may_be_empty

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if self._may_be_empty and value == "":
            return value
        _raise_for(self._judge(value))
        return value


class Each(Judged):
    """A list whose items are judged one by one, so that a bad item costs only itself."""

    def __init__(self, judge: Judge, *, required: bool = False) -> None:
        super().__init__(judge, required=required)
        if required:
            self.error_messages["null"] = [Fault("is empty; it takes a list.", "Write `[]` where there are none.")]
            self.error_messages["required"] = [Fault("is missing.", "Write it, `[]` where there are none.")]

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if isinstance(value, list):
            _raise_for({index: self._judge(item) for index, item in enumerate(value)})
        else:
            _raise_for(wrong_type(value, "a list"))
        return value


class Values(Judged):
    """A map whose values (and keys, where `keys` judges them) are judged one by one."""

    def __init__(self, judge: Judge, keys: Judge | None = None) -> None:
        super().__init__(judge)
        self._keys = keys

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if isinstance(value, dict):
            judge_key = self._keys or anything
            _raise_for({key: judge_key(key) or self._judge(item) for key, item in value.items()})
        else:
            _raise_for(wrong_type(value, "a map"))
        return value


def _raise_for(found: Found) -> None:
    nested = errors(found)
    if nested:
        raise ValidationError(nested)


def errors(found: Found) -> list[Any] | dict[Any, Any]:
    """Faults as marshmallow passes errors on: nested as the value is, each in a list."""
    if isinstance(found, Mapping):
        nested = {place: errors(each) for place, each in found.items()}
        return {place: each for place, each in nested.items() if each}
    return [] if found is None else [found]


# --- judges: a value in, what is wrong with it out -------------------------------------------------


def text(value: Any) -> Fault | None:  # any JSON value
    """A text of at least one character."""
    if not isinstance(value, str):
        return wrong_type(value, "a text")
    return None if value else Fault("is an empty text.", "Give it a value or leave the key out.")


def said(value: Any) -> Fault | None:
    """A text with more than blanks in it."""
    blank = isinstance(value, str) and value and not value.strip()
    return Fault("is blank.", "Give it a value or leave the key out.") if blank else text(value)


def any_text(value: Any) -> Fault | None:
    """A text, empty or not."""
    return None if isinstance(value, str) else wrong_type(value, "a text")


def any_map(value: Any) -> Fault | None:
    """A map of whatever."""
    return None if isinstance(value, dict) else wrong_type(value, "a map")


def anything(_: Any) -> Fault | None:
    """Whatever an author writes."""
    return None


def name(value: Any) -> Fault | None:
    """Letters, digits, `-`, `_` and `.`, beginning and ending with a letter or digit, up to 63."""
    if not isinstance(value, str):
        return wrong_type(value, "a text")
    if len(value) <= LONGEST and NAME.fullmatch(value):
        return None
    allowed = f"Use letters, digits, `-`, `_` and `.`, up to {LONGEST}, with a letter or digit at both ends."
    return Fault(f"is {told(value)}, which is no name.", allowed)


def namespace(value: Any) -> Fault | None:
    """Small letters and digits with single or more hyphens between, up to 63."""
    if not isinstance(value, str):
        return wrong_type(value, "a text")
    if len(value) <= LONGEST and LABEL.fullmatch(value):
        return None
    return Fault(
        f"is {told(value)}, which is no namespace.",
        "Use small letters, digits and `-` between them, up to 63.",
    )


def tag(value: Any) -> Fault | None:
    """A tag: small letters, digits, `:`, `+`, `#`, with hyphens between."""
    if not isinstance(value, str):
        return wrong_type(value, "a text")
    if len(value) <= LONGEST and TAG.fullmatch(value):
        return None
    better = re.sub(r"[^a-z0-9:+#]+", "-", value.lower()).strip("-")[:LONGEST]
    remedy = (
        f"Write `{better}`."
        if TAG.fullmatch(better)
        else "Use small letters, digits, `:`, `+`, `#` and `-` between them."
    )
    return Fault(f"is {told(value)}, which is no tag.", remedy)


def label_value(value: Any) -> Fault | None:
    """A label's value: empty, or formed as a name."""
    return None if value == "" else name(value)


def key(value: str) -> Fault | None:
    """The key of a label or annotation: a name, with a domain and `/` before it or not."""
    domain, slash, rest = value.rpartition("/")
    if (not slash or is_domain(domain)) and len(rest) <= LONGEST and NAME.fullmatch(rest):
        return None
    return Fault("has a malformed key.", "Write it as `example.org/name` or `name`.")


def is_domain(value: str) -> bool:
    """Whether a text is a DNS name in small letters."""
    parts = value.split(".")
    return len(value) <= LONGEST_DOMAIN and all(len(part) <= LONGEST and LABEL.fullmatch(part) for part in parts)


_DANGEROUS = re.compile(r"(?i)(?:javascript|data|vbscript):")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>.+)", re.DOTALL)
# Browsers drop these before they read a scheme.
_IGNORED = re.compile(r"^[\x00-\x20]+|[\t\r\n]")


def dangerous(value: str) -> bool:
    """Whether a browser that follows this address would run something."""
    return bool(_DANGEROUS.match(_IGNORED.sub("", value)))


def url(value: Any) -> Fault | None:
    """An address with a scheme, as browsers read it; a dangerous one is another fault, told by `dangerous`."""
    fault = text(value)
    if fault is not None:
        return fault
    found = _SCHEME.fullmatch(value.strip())
    if found and found["scheme"].lower() in ("http", "https", "ws", "wss", "ftp"):
        # Browsers take any number of slashes after these, but want a host without blanks.
        host = re.split(r"[/?#]", found["rest"].replace("\\", "/").lstrip("/"), maxsplit=1)[0]
        found = found if host and not re.search(r"[\s<>^|%]", host) else None
    if not found:
        return Fault(
            f"is {told(value)}, which is no address.",
            "Write it in full, such as `https://example.org/page`.",
        )
    return None


def reference(value: Any) -> Fault | None:
    """A reference `[kind:][namespace/]name`; whether anything answers to it is a rule's question."""
    if not isinstance(value, str):
        return wrong_type(value, "a text")
    try:
        split(value)
    except BadReferenceError:
        return Fault(
            f"is {told(value)}, which is no reference.",
            "Write it as `kind:name` or `kind:namespace/name`.",
            "bad-ref",
        )
    return None


def day(value: Any) -> Fault | None:
    """A date as YYYY-MM-DD."""
    if not isinstance(value, str):
        return wrong_type(value, "a date")
    try:
        good = bool(_DAY.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        good = False
    return None if good else Fault(f"is {told(value)}, which is no date.", "Write it as YYYY-MM-DD.")


def one_of(*words: object) -> Judge:
    """A judge that takes only these values."""

    def judge(value: Any) -> Fault | None:
        if any(value == word and type(value) is type(word) for word in words):
            return None
        if isinstance(value, str) and value in [str(word) for word in words]:
            return _in_quotes(value)
        listed = ", ".join(f"`{word}`" for word in words)
        return Fault(f"is {told(value)}.", f"Write one of {listed}.")

    return judge


def yes_or_no(value: Any) -> Fault | None:
    """A boolean."""
    if value in ("true", "false"):
        return _in_quotes(value)
    return None if isinstance(value, bool) else Fault(f"is {told(value)}.", "Write `true` or `false`.")


def _in_quotes(value: str) -> Fault:
    return Fault("is a text.", f"Write `{value}` without quotes.")


def map_or(of_map: Judge, other: Judge) -> Judge:
    """A judge of what may be written as a map or in short."""
    return lambda value: (of_map if isinstance(value, dict) else other)(value)


def told(value: Any) -> str:
    """A value to repeat in a message, cut short."""
    if isinstance(value, (dict, list)):
        return "a map" if isinstance(value, dict) else "a list"
    if value is None:
        return "empty"
    plain = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{shown(plain, 60)}`"


def between(low: float, high: float) -> Judge:
    """A judge that takes numbers from `low` to `high`, both included."""

    def judge(value: Any) -> Fault | None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return wrong_type(value, "a number")
        return None if low <= value <= high else Fault(f"is {value}.", f"Write a number from {low:,} to {high:,}.")

    return judge


def keys_of(judges: Mapping[str, Judge], required: Sequence[str] = ()) -> Judge:
    """A judge of a small map: each known key by its judge, the others taken as they are.

    Where a required key is missing or at fault, the map is worth nothing without it.
    """

    def judge(value: Any) -> Found:
        if not isinstance(value, dict):
            return wrong_type(value, "a map")
        missing = {key: Fault("is missing.", "Write it.", vital=True) for key in required if key not in value}
        found = {key: how(value[key]) for key, how in judges.items() if key in value}
        return missing | {
            key: each.of_what_is_needed()._replace(vital=True) if key in required and isinstance(each, Fault) else each
            for key, each in found.items()
        }

    return judge
