"""Protocol Buffers text as words and signs, each with its line and the comment that belongs to it."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\f\v\r\ufeff]++)
  | (?P<line>\n)
  | (?P<comment>//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)
  | (?P<text>"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?)
  | (?P<word>[A-Za-z_.0-9][\w.]*+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MARGIN = re.compile(r"^[ \t]*(?://+|/\*+|\*+/?)?[ \t]?|[ \t]*\*+/$", re.MULTILINE)


class Token(NamedTuple):
    """A word, a quoted text or a sign. `comment` stands right above it."""

    text: str
    line: int
    comment: str = ""


END = ""
"""The text of the token behind the last."""


def tokens(text: str, most: int) -> tuple[list[Token], dict[int, str]]:
    """The first tokens, ended by `END`, and by their lines the comments that stand behind something."""
    found: list[Token] = []
    behind: dict[int, str] = {}
    above: list[str] = []
    line, last = 1, 0  # the line at hand, and that of the last token or comment above
    for match in _TOKEN.finditer(text):
        kind, said = match.lastgroup, match[0]
        if kind == "line":
            line += 1
        elif kind == "comment":
            begins = line
            line += said.count("\n")
            if found and found[-1].line == begins:
                behind.setdefault(begins, _bare(said))
                continue
            if last < begins - 1:
                above.clear()
            above.append(said)
            last = line
        elif kind != "space":
            comment = _bare("\n".join(above)) if above and last >= line - 1 else ""
            above.clear()
            found.append(Token(said, line, comment))
            last = line
            if len(found) > most:
                break
    found.append(Token(END, line))
    return found, behind


def _bare(comment: str) -> str:
    """A comment without its signs."""
    return _MARGIN.sub("", comment).strip()
