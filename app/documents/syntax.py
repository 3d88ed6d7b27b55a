"""What the parser's complaints mean to the author of a file."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """What is wrong in an author's words, and what to do."""

    what: str
    remedy: str


def meaning(said: str) -> Meaning:
    """The meaning of what libyaml said; a general one where it said something new."""
    return next((Meaning(what, remedy) for sign, what, remedy in _SIGNS if sign in said), _GENERAL)


_GENERAL = Meaning("the text is not YAML", "Check indentation, quotes and brackets near this line.")

_SIGNS = (
    (
        "found character that cannot start any token",
        "a tab or another character that begins no value",
        "Indent with spaces, put the value in quotes, or indent the line to stand under the text block it belongs to.",
    ),
    ("scanning a quoted scalar", "a quote is opened and not closed", "Close the quote."),
    (
        "parsing a quoted scalar",
        "a backslash that YAML has no meaning for",
        "Write two for one, or put the text in single quotes.",
    ),
    ("tab character", "a tab where spaces indent", "Indent with spaces."),
    (
        "mapping values are not allowed",
        "a second colon, or a key indented too far",
        "Put a value that holds a colon in quotes; begin the keys of one map in the same column.",
    ),
    (
        "could not find expected ':'",
        "a line without `key:`",
        "Write `key: value`; indent the lines of a block text deeper than its key.",
    ),
    (
        "expected key",
        "a line that is indented unlike its neighbours",
        "Begin the keys of one map in the same column.",
    ),
    (
        "expected <block end>",
        "a line that is indented unlike its neighbours",
        "Begin the keys of one map in the same column.",
    ),
    (
        "expected '-' indicator",
        "a line that is indented unlike its neighbours",
        "Begin the items of one list in the same column.",
    ),
    (
        "expected ',' or",
        "a bracket or brace is not closed",
        "Close it; put a text that begins with `{` or `[` in quotes.",
    ),
    (
        "expected node content",
        "a bracket, brace or comma too many, or one that is missing",
        "Close what is open; put a text that begins with `{`, `[` or `,` in quotes.",
    ),
    (
        "block sequence entries are not allowed",
        "a list that begins in the middle of a line",
        "Begin each item on a line of its own, or put a text that holds `- ` in quotes.",
    ),
    (
        "alphabetic or numeric character",
        "a `*` or `&` that begins no name",
        "Put a text that begins with `*` or `&` in quotes.",
    ),
    (" a tag ", "a `!` that begins no tag", "Put a text that begins with `!` in quotes."),
    ("mapping keys are not allowed", "a `?` that begins no key", "Put a text that begins with `? ` in quotes."),
    (
        "expected <document start>",
        "a second value where the document has one",
        "Write a line of `---` before it, or indent it to belong to the first.",
    ),
    ("incompatible YAML document", "a %YAML directive of an unknown version", "Leave the directive out."),
    ("undefined tag handle", "a tag that nothing defines", "Leave the tag out."),
    ("duplicate", "a directive stands twice", "Keep one of the two."),
    ("invalid leading UTF-8", "bytes that are not UTF-8", "Save the file as UTF-8."),
    ("directive", "a directive that YAML does not know", "Leave the line that begins with % out."),
    (
        "block scalar",
        "a block text that does not begin right",
        "Write `|` or `>` at the end of the line and indent the text below.",
    ),
)
