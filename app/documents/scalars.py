"""The values of single scalars, as YAML 1.2's core schema reads them: no dates, no `yes`, no base sixty."""

import math
import re
from collections.abc import Mapping
from typing import Any

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MAYBE_NUMBER = frozenset("-+.0123456789")
_INT64 = range(-(2**63), 2**63)
TAGS = {f"tag:yaml.org,2002:{name}": name for name in ("str", "int", "float", "bool", "null", "seq", "map")}
_LONGEST_NUMBER = 400
_FITS: Mapping[str, tuple[type, ...]] = {"int": (int,), "float": (int, float), "bool": (bool,), "null": (type(None),)}


class OutOfRangeError(ValueError):
    """A number that JSON or a 64-bit column cannot hold."""


def plain(text: str) -> Any:
    """The value of an unquoted scalar."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    return _number(text) if text[0] in _MAYBE_NUMBER else text


def _number(text: str) -> int | float | str:
    if _INT.fullmatch(text):
        if len(text) > _LONGEST_NUMBER:
            raise OutOfRangeError
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        whole = int(text, base)
        if whole not in _INT64:
            raise OutOfRangeError
        return whole
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise OutOfRangeError
        return number
    if _NOT_FINITE.fullmatch(text):
        raise OutOfRangeError
    return text


def tagged(name: str, text: str) -> Any:
    """The value of a scalar with one of the tags we know; raises `ValueError` where they do not fit."""
    if name == "str":
        return text
    value: Any = plain(text)
    fits = _FITS.get(name, ())
    if type(value) not in fits:
        raise ValueError(name)
    return float(value) if name == "float" and value is not None else value


def is_odd_key(text: str) -> bool:
    """Whether an unquoted key is read as something else than a text."""
    if text not in _NULL and text not in _BOOL and text[0] not in _MAYBE_NUMBER:
        return False
    try:
        return not isinstance(plain(text), str)
    except OutOfRangeError:
        return True
