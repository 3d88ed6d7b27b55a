"""Text from descriptors, made fit for one line of a terminal or a log."""

import unicodedata

from app import characters

# Controls, which terminals obey; halves of surrogate pairs, which no stream encodes; and the two separators
# that some readers take for a new line.
_OBEYED = frozenset(("Cc", "Cs", "Zl", "Zp"))


def line(text: str) -> str:
    r"""The text with whatever is no plain character written out, as in `\x1b`; it stays one line."""
    if text.isascii() and text.isprintable():
        return text
    plain = characters.calm(text, _escaped)
    return "".join(_escaped(letter) if unicodedata.category(letter) in _OBEYED else letter for letter in plain)


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode()
