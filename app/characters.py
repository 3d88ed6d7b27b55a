"""Characters that make a text read otherwise than it is written: they turn its line round, hide in it, or pile up.

A text is kept as its author wrote it. Whatever shows it, on a page, in a drawing or at a terminal, shows it
`calm`, and cuts it, if at all, between two characters as people see them.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from unicodedata import bidirectional, category, combining

MOST_MARKS = 4
"""How many marks one letter carries in any writing; more of them run over the lines around."""

_LONGEST_CLUSTER = 16
"""How much one character that people see is made of at most: a family of four, each with a colour of skin."""

# What hardly any text goes beyond, and nothing else in this module needs to look at.
_EVERYDAY = re.compile("[\x00-\xac\xae-\u02ff\u2010-\u2027\u2030-\u2053\u20a0-\u20bf]*")

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls that turn the direction of writing for all that follows them."""

# Nothing to see, though not of the category that says so: joiners of marks, fillers, selectors of variants.
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
# Signs before numbers in Arabic and its neighbours: of the category of what hides, and plain to see.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_MARKS = ("Mn", "Me")
_VIRAMA = 9
_JOINER, _NON_JOINER = "\u200d", "\u200c"
_AS_TEXT, _AS_PICTURE = "\ufe0e", "\ufe0f"
_KEYS, _KEYCAP = frozenset("0123456789#*"), "\u20e3"
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
# Korean syllables may be written letter by letter.
_HANGUL = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]")
_VOWEL_OR_FINAL = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")


def calm(text: str, instead: Callable[[str], str] = lambda _: "") -> str:
    """The text without what turns its line round, hides in it or piles up.

    `instead` gives what stands for such a character. Joiners stay where a script or a picture needs them.
    """
    if text.isascii() or _EVERYDAY.fullmatch(text):
        return text
    return "".join(instead(text[at]) if disturbing else text[at] for at, disturbing in enumerate(_disturbing(text)))


def disturbing(text: str) -> str:
    """The first character that `calm` would leave out, empty where there is none."""
    if text.isascii() or _EVERYDAY.fullmatch(text):
        return ""
    return next((text[at] for at, found in enumerate(_disturbing(text)) if found), "")


def clusters(text: str) -> Iterator[str]:
    """The characters of a text as people see them: a letter with its marks, a picture with all that is joined to it."""
    if text.isascii():
        yield from text
        return
    start = 0
    for at in range(1, len(text)):
        if at - start >= _LONGEST_CLUSTER or not _belongs(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def cut(text: str, length: int) -> str:
    """The text, or of a longer one the first `length` characters as people see them, and an ellipsis."""
    if len(text) <= length:
        return text
    first = list(islice(clusters(text[: (length + 1) * _LONGEST_CLUSTER]), length + 1))
    return "".join(first[:length]).rstrip() + "…" if len(first) > length else text


def _disturbing(text: str) -> Iterator[bool]:
    marks, before = 0, ""
    for at, letter in enumerate(text):
        kind = category(letter)
        if _INVISIBLE.match(letter) or (kind == "Cf" and letter not in _SEEN):
            found = not _needed(letter, before, text[at + 1 : at + 2])
        else:
            marks = marks + 1 if kind in _MARKS else 0
            found = marks > MOST_MARKS
        before = before if found else letter
        yield found


def _needed(letter: str, before: str, after: str) -> bool:
    """Whether a character that nobody sees makes its neighbours look as they should."""
    if letter in (_AS_TEXT, _AS_PICTURE):
        return _is_picture(before) or (before in _KEYS and after == _KEYCAP)
    if letter == _JOINER and (_is_picture(before) or before == _AS_PICTURE or _SKIN.match(before)):
        return _is_picture(after)
    if letter in (_JOINER, _NON_JOINER):
        return before != "" and (combining(before) == _VIRAMA or (_joins(before) and _joins(after)))
    return False


def _is_picture(letter: str) -> bool:
    return letter != "" and (category(letter) in ("So", "Sm") or letter in "\u203c\u2049")


def _joins(letter: str) -> bool:
    """Whether this is a letter of a script whose letters are joined as they are written."""
    return letter != "" and bidirectional(letter) == "AL"


def _belongs(text: str, start: int, at: int) -> bool:
    """Whether a character is part of the one that began at `start`."""
    letter, before = text[at], text[at - 1]
    if category(letter) in (*_MARKS, "Mc") or letter in (_JOINER, _NON_JOINER) or _SKIN.match(letter):
        return True
    if before == _JOINER:
        return _is_picture(letter)
    if combining(before) == _VIRAMA:
        return category(letter) == "Lo"
    if _FLAG.match(letter):
        return at == start + 1 and bool(_FLAG.match(before))
    return bool(_VOWEL_OR_FINAL.match(letter) and _HANGUL.match(before))


def storable(text: str) -> str:
    """The text, with what no database stores written out: NUL, and halves of surrogate pairs."""
    return text.encode(errors="backslashreplace").decode().replace("\0", "\\x00")
