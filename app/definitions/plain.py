"""Authors' text as it may be shown: without what is not seen, and of bearable length."""

import re
from typing import Any

from app.characters import calm, cut

LONGEST_NAME = 300
LONGEST_TEXT = 2_000

# Controls, breaks that no editor breaks at, and halves of characters.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def line(value: Any) -> str:
    """A scalar as one line, empty for what is none."""
    return cut(" ".join(_seen(_text(value)).split()), LONGEST_NAME)


def prose(value: Any) -> str:
    """A scalar as text of several lines, empty for what is none."""
    return cut(_seen(_text(value)).strip(), LONGEST_TEXT)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else ""


def _seen(text: str) -> str:
    # Twice what is kept is enough to look at; one text may have megabytes.
    first = text[: 2 * LONGEST_TEXT]
    if first.isascii() and first.isprintable():
        return first
    return calm(_UNSEEN.sub("", first.replace("\r\n", "\n").replace("\r", "\n")))
