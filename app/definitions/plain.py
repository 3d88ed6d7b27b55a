"""Authors' text as it may be shown: without what is not seen, and of bearable length."""

import re
from typing import Any

LONGEST_NAME = 300
LONGEST_TEXT = 2_000

# Controls, what turns the direction of the text around it, what has no width, and halves of characters. The two
# joiners stay: scripts and emoji are written with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def line(value: Any) -> str:
    """A scalar as one line, empty for what is none."""
    return _cut(" ".join(_seen(_text(value)).split()), LONGEST_NAME)


def prose(value: Any) -> str:
    """A scalar as text of several lines, empty for what is none."""
    return _cut(_seen(_text(value)).strip(), LONGEST_TEXT)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else ""


def _seen(text: str) -> str:
    if text.isprintable():
        return text
    # Twice what is kept is enough to look at; one text may have megabytes.
    return _UNSEEN.sub("", text[: 2 * LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n"))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
