"""YAML text becomes plain JSON values whose every part knows its line, or problems that say what is wrong and where."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.documents import CONFIGURATION, DEFINITION, DESCRIPTOR, Limits, pointer, read
from app.positions import Position
from app.problems import CODES
from tests.blocks import Blocks


def values(text: str | bytes, limits: Limits = DESCRIPTOR) -> list[Any]:
    """The documents' values; nothing may be wrong with the file."""
    raw = text.encode() if isinstance(text, str) else text
    parsed = read("f.yaml", raw, limits)
    assert not parsed.failures
    assert not parsed.problems
    return [document.value for document in parsed.documents]


def printed(text: str | bytes, limits: Limits = DESCRIPTOR) -> list[str]:
    """What is wrong with a file, as people read it."""
    raw = text.encode() if isinstance(text, str) else text
    parsed = read("f.yaml", raw, limits)
    return [str(problem) for problem in parsed.problems] + [
        str(problem) for failure in parsed.failures for problem in failure.problems
    ]


# --- scalars ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nUll", "nUll"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("yes", "yes"),
        ("NO", "NO"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("n", "n"),
        ("0", 0),
        ("-0", 0),
        ("010", 10),
        ("0o10", 8),
        ("-0o10", "-0o10"),
        ("0O10", "0O10"),
        ("0x1F", 31),
        ("0x1f", 31),
        ("+0x1F", "+0x1F"),
        ("0b11", "0b11"),
        ("+12", 12),
        ("-12", -12),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1:1:1:1", "1:1:1:1"),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
        ("1e3", 1000.0),
        ("1E-3", 0.001),
        ("1.10", 1.1),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("+.5e+1", 5.0),
        (".", "."),
        ("+", "+"),
        ("1.2.3", "1.2.3"),
        ("1e", "1e"),
        ("e1", "e1"),
        ("٣", "٣"),
        ("NaN", "NaN"),
        ("inf", "inf"),
        ("2024-01-01", "2024-01-01"),
        ("2024-13-45", "2024-13-45"),
        ("2024-01-01T00:00:00+99:99", "2024-01-01T00:00:00+99:99"),
        ("=", "="),
        ("<<", "<<"),
        ("v1.0", "v1.0"),
        ("a # comment", "a"),
        ("a#b", "a#b"),
        ("'a: b'", "a: b"),
        ("'~'", "~"),
        ('"1"', "1"),
        ('"\\u00e9\\x41\\/\\t"', "éA/\t"),
        ('"\\N\\L\\P\\_"', "\x85\u2028\u2029\xa0"),
        ("! 12", "12"),
        ("!!str 12", "12"),
        ("!!str", ""),
        ("!!int 12", 12),
        ('!!int "12"', 12),
        ("!!float 1", 1.0),
        ("!!bool true", True),
        ("!!null ~", None),
        ("!!null ''", None),
        ("!!seq [1]", [1]),
        ("!!map {a: 1}", {"a": 1}),
        ("!<tag:yaml.org,2002:str> 12", "12"),
        ("|\n    a\n     b\n", "a\n b\n"),
        ("|-\n    a\n", "a"),
        ("|+\n    a\n\n", "a\n\n"),
        (">\n    a\n    b\n", "a b\n"),
        ("|2\n    a\n", "  a\n"),
    ],
)
def test_scalars_are_yaml_1_2(typed, value):
    """A value has the type that YAML 1.2's core schema gives it: no dates, no `yes`, no octal by a mere zero."""
    (found,) = values(f"key: {typed}")

    assert found == {"key": value}
    assert type(found["key"]) is type(value)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("9223372036854775808", id="over 64 bits"),
        pytest.param("-9223372036854775809", id="under 64 bits"),
        pytest.param("0x8000000000000000", id="hexadecimal"),
        pytest.param("0o1000000000000000000000", id="octal"),
        pytest.param("9" * 5000, id="5,000 digits"),
        pytest.param("0x" + "f" * 1_000_000, id="a megabyte of hexadecimal"),
        pytest.param("1e400", id="over a double"),
        pytest.param("-1e400", id="under a double"),
        pytest.param(".inf", id="infinity"),
        pytest.param("-.INF", id="minus infinity"),
        pytest.param(".nan", id="not a number"),
        pytest.param("!!int 9223372036854775808", id="tagged"),
        pytest.param("!!float .inf", id="tagged infinity"),
    ],
)
def test_numbers_that_nothing_can_hold(typed):
    """A number beyond 64 bits or a finite double is refused before Python or JSON meets it."""
    (said,) = printed(f"key: {typed}")

    assert said.startswith("f.yaml:1:6: error: The number ")
    assert said.endswith(" does not fit into 64 bits. Put it in quotes if it is a text. [number-out-of-range]")
    assert len(said) < 200


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param(
            "a: no\nb: 0x1F\nc: True\nd: ~\ne:\n", {"/b": "0x1F", "/c": "True", "/d": "~", "/e": ""}, id="scalars"
        ),
        pytest.param("a: [x, 010]\n", {"/a/1": "010"}, id="items"),
        pytest.param("a: &x 1.10\nb: *x\nc: {d: *x}\n", {"/a": "1.10", "/b": "1.10", "/c/d": "1.10"}, id="aliases"),
        pytest.param("a: '1'\n", {}, id="a text needs none"),
    ],
)
def test_keeps_how_values_were_typed(text, written):
    """What is no text is also known as it was typed, so that a remedy can repeat it."""
    (document,) = read("f.yaml", text.encode()).documents

    assert document.written == written


@pytest.mark.parametrize(
    ("text", "value", "odd"),
    [
        pytest.param("no: 1", {"no": 1}, (), id="YAML 1.1's boolean"),
        pytest.param("2024-01-01: 1", {"2024-01-01": 1}, (), id="YAML 1.1's date"),
        pytest.param("12:30: 1", {"12:30": 1}, (), id="YAML 1.1's base sixty"),
        pytest.param("'1': 1", {"1": 1}, (), id="quoted"),
        pytest.param("1: 1", {"1": 1}, ("/1",), id="integer"),
        pytest.param("1.5: 1", {"1.5": 1}, ("/1.5",), id="float"),
        pytest.param("1e400: 1", {"1e400": 1}, ("/1e400",), id="a number out of range"),
        pytest.param("true: 1", {"true": 1}, ("/true",), id="boolean"),
        pytest.param("~: 1", {"~": 1}, ("/~0",), id="tilde"),
        pytest.param("null: 1", {"null": 1}, ("/null",), id="null"),
        pytest.param("? \n: 1", {"": 1}, ("/",), id="empty"),
        pytest.param("a: {1: {2: 3}}", {"a": {"1": {"2": 3}}}, ("/a/1", "/a/1/2"), id="deeper"),
        pytest.param("!!str 1: 1", {"1": 1}, (), id="tagged as text"),
        pytest.param("x: &a y\n*a : 2", {"x": "y", "y": 2}, (), id="an alias of a text"),
        pytest.param(
            "{__proto__: 1, constructor: 2}", {"__proto__": 1, "constructor": 2}, (), id="other languages' traps"
        ),
    ],
)
def test_keys(text, value, odd):
    """Every key is a text; those that YAML reads as something else are remembered."""
    (document,) = read("f.yaml", text.encode()).documents

    assert document.value == value
    assert document.odd_keys == odd


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "a: 1\nb: 2\na: 3\n",
            "f.yaml:3:1: error: The key `a` stands at line 1 already. Keep one of the two. [duplicate-key]",
            id="a key twice",
        ),
        pytest.param(
            "x:\n  - {b: 1, c: 2,\n     b: 3}\n",
            "f.yaml:3:6: error: The key `b` stands at line 2 already. Keep one of the two. [duplicate-key]",
            id="a key twice, deeper",
        ),
        pytest.param(
            "&k a: 1\n*k : 2\n",
            "f.yaml:2:1: error: The key `a` stands at line 1 already. Keep one of the two. [duplicate-key]",
            id="a key twice by alias",
        ),
        pytest.param(
            "1: a\n'1': b\n",
            "f.yaml:2:1: error: The key `1` stands at line 1 already. Keep one of the two. [duplicate-key]",
            id="a key twice, quoted and not",
        ),
        pytest.param(
            "kind: A\nmetadata: {}\nkind: B\n",
            "f.yaml:3:1: error: The key `kind` stands at line 1 already. "
            "Write a line of `---` between two entities, or keep one of the two. [duplicate-key]",
            id="a forgotten line of dashes",
        ),
        pytest.param(
            "a: &x {b: 1}\nc:\n  <<: *x\n",
            "f.yaml:3:3: error: Merge keys (<<) are not supported. "
            "Write the keys out, or use an alias for a whole value. [yaml-merge-key]",
            id="a merge key",
        ),
        pytest.param("'<<': 1\n", "", id="a quoted merge key is a key"),
        pytest.param(
            "? [a]\n: 1\n",
            "f.yaml:1:3: error: A list or a map stands where a key is wanted. Put the key in quotes. [key-not-string]",
            id="a list as key",
        ),
        pytest.param(
            "a:\n  {{x}}: 1\n",
            "f.yaml:2:3: error: A list or a map stands where a key is wanted. Put the key in quotes. [key-not-string]",
            id="a map as key",
        ),
        pytest.param(
            "{? {? [a]: 1}: 1, ? [b]: 2}",
            "f.yaml:1:4: error: A list or a map stands where a key is wanted. Put the key in quotes. [key-not-string]",
            id="such keys are told once",
        ),
        pytest.param(
            "a: &x 1\n*x : 2\n",
            "f.yaml:2:1: error: An alias stands where a key is wanted. Write the key out. [key-not-string]",
            id="an alias of a number as key",
        ),
        pytest.param(
            "a: *nothing\n",
            "f.yaml:1:4: error: The alias *nothing names nothing above it. "
            "Write &nothing before the value it stands for. [yaml-syntax]",
            id="an alias of nothing",
        ),
        pytest.param(
            "a: &x 1\n---\nb: *x\n",
            "f.yaml:3:4: error: The alias *x names nothing above it. Write &x before the value it stands for. "
            "[yaml-syntax]",
            id="an anchor of another document",
        ),
        pytest.param(
            "&a [*a]\n",
            "f.yaml:1:5: error: The alias *a stands inside the value it names. Write the value out instead. "
            "[yaml-alias-cycle]",
            id="a cycle",
        ),
        pytest.param(
            "a: 1\nb: [1\n",
            "f.yaml:3:1: error: YAML cannot be read here: a bracket or brace is not closed. "
            "Close it; put a text that begins with `{` or `[` in quotes. [yaml-syntax]",
            id="an open bracket",
        ),
        pytest.param(
            'a: "x\nb: 1\n',
            'f.yaml:1:4: error: YAML cannot be read here: a quote is opened and not closed (`a: "x`). '
            "Close the quote. [yaml-syntax]",
            id="an open quote",
        ),
        pytest.param(
            "a: b: c\n",
            "f.yaml:1:5: error: YAML cannot be read here: a second colon, or a key indented too far (`a: b: c`). "
            "Put a value that holds a colon in quotes; begin the keys of one map in the same column. [yaml-syntax]",
            id="a second colon",
        ),
        pytest.param(
            "a: 1\n  b: 2\n",
            "f.yaml:2:4: error: YAML cannot be read here: a second colon, or a key indented too far (`b: 2`). "
            "Put a value that holds a colon in quotes; begin the keys of one map in the same column. [yaml-syntax]",
            id="a key too far in",
        ),
        pytest.param(
            "a:\n    b: 1\n  c: 2\n",
            "f.yaml:3:3: error: YAML cannot be read here: a line that is indented unlike its neighbours (`c: 2`). "
            "Begin the keys of one map in the same column. [yaml-syntax]",
            id="a key between two columns",
        ),
        pytest.param(
            "a:\n  - b\n  c: 1\n",
            "f.yaml:3:3: error: YAML cannot be read here: a line that is indented unlike its neighbours (`c: 1`). "
            "Begin the items of one list in the same column. [yaml-syntax]",
            id="a key in a list",
        ),
        pytest.param(
            "a:\n\tb: 1\n",
            "f.yaml:2:1: error: YAML cannot be read here: a tab or another character that begins no value (`b: 1`). "
            "Indent with spaces, put the value in quotes, or indent the line to stand under the text block it "
            "belongs to. "
            "[yaml-syntax]",
            id="a tab",
        ),
        pytest.param(
            "a: @b\n",
            "f.yaml:1:4: error: YAML cannot be read here: a tab or another character that begins no value (`a: @b`). "
            "Indent with spaces, put the value in quotes, or indent the line to stand under the text block it "
            "belongs to. "
            "[yaml-syntax]",
            id="a character that begins nothing",
        ),
        pytest.param(
            "a: |\n  text\n``` \nb: 1\n",
            "f.yaml:3:1: error: YAML cannot be read here: a tab or another character that begins no value (`````). "
            "Indent with spaces, put the value in quotes, or indent the line to stand under the text block it "
            "belongs to. "
            "[yaml-syntax]",
            id="a code fence that left its block",
        ),
        pytest.param(
            "a: 1\nword\nb: 2\n",
            "f.yaml:3:1: error: YAML cannot be read here: a line without `key:` (`b: 2`). "
            "Write `key: value`; indent the lines of a block text deeper than its key. [yaml-syntax]",
            id="a line without a colon",
        ),
        pytest.param(
            "a: |x\n  b\n",
            "f.yaml:1:5: error: YAML cannot be read here: a block text that does not begin right (`a: |x`). "
            "Write `|` or `>` at the end of the line and indent the text below. [yaml-syntax]",
            id="a block's head",
        ),
        pytest.param(
            "a: [1,,2]\n",
            "f.yaml:1:7: error: YAML cannot be read here: a bracket, brace or comma too many, or one that is missing "
            "(`a: [1,,2]`). Close what is open; put a text that begins with `{`, `[` or `,` in quotes. [yaml-syntax]",
            id="a comma too many",
        ),
        pytest.param(
            'a: "C:\\dir"\n',
            'f.yaml:1:7: error: YAML cannot be read here: a backslash that YAML has no meaning for (`a: "C:\\dir"`). '
            "Write two for one, or put the text in single quotes. [yaml-syntax]",
            id="a backslash",
        ),
        pytest.param(
            "a: b\n\tc\n",
            "f.yaml:2:1: error: YAML cannot be read here: a tab where spaces indent (`c`). "
            "Indent with spaces. [yaml-syntax]",
            id="a tab in a text",
        ),
        pytest.param(
            "a: x - b\nc: *.example.org\n",
            "f.yaml:2:5: error: YAML cannot be read here: a `*` or `&` that begins no name (`c: *.example.org`). "
            "Put a text that begins with `*` or `&` in quotes. [yaml-syntax]",
            id="a star",
        ),
        pytest.param(
            "a: - b\n",
            "f.yaml:1:4: error: YAML cannot be read here: a list that begins in the middle of a line (`a: - b`). "
            "Begin each item on a line of its own, or put a text that holds `- ` in quotes. [yaml-syntax]",
            id="a list in a line",
        ),
        pytest.param(
            "a: !!\n",
            "f.yaml:1:6: error: YAML cannot be read here: a `!` that begins no tag (`a: !!`). "
            "Put a text that begins with `!` in quotes. [yaml-syntax]",
            id="an exclamation mark",
        ),
        pytest.param(
            "a: ? b\n",
            "f.yaml:1:4: error: YAML cannot be read here: a `?` that begins no key (`a: ? b`). "
            "Put a text that begins with `? ` in quotes. [yaml-syntax]",
            id="a question mark",
        ),
        pytest.param(
            "[a] b\n",
            "f.yaml:1:5: error: YAML cannot be read here: a second value where the document has one (`[a] b`). "
            "Write a line of `---` before it, or indent it to belong to the first. [yaml-syntax]",
            id="two values",
        ),
        pytest.param(
            "%YAML 9.9\n---\na: 1\n",
            "f.yaml:1:1: error: YAML cannot be read here: a %YAML directive of an unknown version (`%YAML 9.9`). "
            "Leave the directive out. [yaml-syntax]",
            id="another version",
        ),
        pytest.param(
            "%NONSENSE\na: 1\n",
            "f.yaml:1:10: error: YAML cannot be read here: a directive that YAML does not know (`%NONSENSE`). "
            "Leave the line that begins with % out. [yaml-syntax]",
            id="an unknown directive",
        ),
        pytest.param(
            "%TAG ! a:\n%TAG ! b:\n---\na: 1\n",
            "f.yaml:2:1: error: YAML cannot be read here: a directive stands twice (`%TAG ! b:`). "
            "Keep one of the two. [yaml-syntax]",
            id="a directive twice",
        ),
        pytest.param(
            "a: !x!y b\n",
            "f.yaml:1:4: error: YAML cannot be read here: a tag that nothing defines (`a: !x!y b`). "
            "Leave the tag out. [yaml-syntax]",
            id="an undefined tag",
        ),
        pytest.param(
            "a: {b: 1, c}\nd: !thing 1\ne: !!binary aGk=\n",
            "f.yaml:2:4: error: The tag !thing has no meaning in a descriptor, or does not fit its value. "
            "Leave it out and write the plain value. [yaml-tag]\n"
            "f.yaml:3:4: error: The tag !!binary has no meaning in a descriptor, or does not fit its value. "
            "Leave it out and write the plain value. [yaml-tag]",
            id="several faults of one document",
        ),
    ],
)
def test_says_what_is_wrong(text, said):
    """A fault of YAML is told in an author's words, at its line and column, with what to do."""
    assert "\n".join(printed(text)) == said


def test_repeats_no_more_than_a_line_and_nothing_that_a_terminal_obeys():
    """The line at fault is quoted up to 120 characters, its unprintable ones spelt out."""
    (said,) = printed("a: 1\nb: [\u202e" + "x" * 500 + "\u2028]]\n")

    assert said == (
        f"f.yaml:2:508: error: YAML cannot be read here: a line that is indented unlike its neighbours (`b: "
        f"[\\u202e{'x' * 115}…`). "
        "Begin the keys of one map in the same column. [yaml-syntax]"
    )


# --- the file as bytes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(
            "a: é".encode("utf-16"),
            "f.yaml:1:1: error: The file looks like UTF-16. Save it as UTF-8. [not-utf8]",
            id="UTF-16",
        ),
        pytest.param(
            "a: é".encode("utf-16-le"),
            "f.yaml:1:1: error: The file looks like UTF-16. Save it as UTF-8. [not-utf8]",
            id="UTF-16, little",
        ),
        pytest.param(
            "a: é".encode("utf-16-be"),
            "f.yaml:1:1: error: The file looks like UTF-16. Save it as UTF-8. [not-utf8]",
            id="UTF-16, big",
        ),
        pytest.param(
            b"\xfe\xff" + "a: é".encode("utf-16-be"),
            "f.yaml:1:1: error: The file looks like UTF-16. Save it as UTF-8. [not-utf8]",
            id="UTF-16, big, marked",
        ),
        pytest.param(
            "a: é".encode("utf-32"),
            "f.yaml:1:1: error: The file looks like UTF-32. Save it as UTF-8. [not-utf8]",
            id="UTF-32",
        ),
        pytest.param(
            "a: é".encode("utf-32-be"),
            "f.yaml:1:1: error: The file looks like UTF-32. Save it as UTF-8. [not-utf8]",
            id="UTF-32, big",
        ),
        pytest.param(
            "a: 1\nb: é\n".encode("latin-1"),
            "f.yaml:2:4: error: Byte 8 (0xe9) is not UTF-8. Save the file as UTF-8. [not-utf8]",
            id="Latin-1",
        ),
        pytest.param(
            b"a: 1\n---\nb: x\xc0\xaf\n",
            "f.yaml:3:5: error: Byte 13 (0xc0) is not UTF-8. Save the file as UTF-8. [not-utf8]",
            id="overlong",
        ),
        pytest.param(
            b"a: \xf0\x9f\x9a",
            "f.yaml:1:4: error: Byte 3 (0xf0) is not UTF-8. Save the file as UTF-8. [not-utf8]",
            id="cut short",
        ),
        pytest.param(
            b"a: \xed\xa0\x80",
            "f.yaml:1:4: error: Byte 3 (0xed) is not UTF-8. Save the file as UTF-8. [not-utf8]",
            id="half a character",
        ),
        pytest.param(
            b'\xef\xbb\xbfa: "\xc3\xa9\\ud800"',
            "f.yaml:1:8: error: At byte 11 an escape stands for half a character (a surrogate). "
            "Write the character itself. [not-utf8]",
            id="half a character, escaped",
        ),
        pytest.param(
            b"a: 1\nb: x\0y\n",
            "f.yaml:2:5: error: The text holds the control character U+0000. "
            "Delete it; editors often show it as a box or not at all. [control-character]",
            id="NUL",
        ),
        pytest.param(
            "a: é\x7f\n",
            "f.yaml:1:5: error: The text holds the control character U+007F. "
            "Delete it; editors often show it as a box or not at all. [control-character]",
            id="DEL",
        ),
        pytest.param(
            "a: 1\r\n# \x9b\r\n",
            "f.yaml:2:3: error: The text holds the control character U+009B. "
            "Delete it; editors often show it as a box or not at all. [control-character]",
            id="C1, in a comment",
        ),
        pytest.param(
            'a: 1\nb: ["x", "\\u001b[31m"]\n',
            "f.yaml:2:10: error: The text holds the control character U+001B. "
            "Delete it; editors often show it as a box or not at all. [control-character]",
            id="escaped",
        ),
        pytest.param(
            '"\\0": 1\n',
            "f.yaml:1:1: error: The text holds the control character U+0000. "
            "Delete it; editors often show it as a box or not at all. [control-character]",
            id="escaped, in a key",
        ),
        pytest.param(
            "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n",
            "f.yaml:2:1: error: Git's conflict markers are still here. "
            "Decide which side holds and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`. "
            "[merge-conflict-markers]",
            id="conflict",
        ),
        pytest.param(
            "a: 1\r>>>>>>> x",
            "f.yaml:2:1: error: Git's conflict markers are still here. "
            "Decide which side holds and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`. "
            "[merge-conflict-markers]",
            id="the rest of a conflict",
        ),
        pytest.param(
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
            "f.yaml:1:1: error: The file is a Git LFS pointer, not YAML. "
            "Fetch the file's content (`git lfs pull`) and commit it. [not-a-descriptor]",
            id="LFS",
        ),
        pytest.param(
            "\ufeff\n<!DOCTYPE html>\n<title>hunter2</title>",
            "f.yaml:1:1: error: The file is a web page or XML, not YAML. "
            "Put the descriptor's YAML here, or rename the file. [not-a-descriptor]",
            id="page",
        ),
        pytest.param(
            "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n",
            "f.yaml:1:1: error: The file is a key or certificate, not YAML. "
            "Take it out of the repository; if it is a secret, replace it. [not-a-descriptor]",
            id="key",
        ),
        pytest.param(
            "Bag Attributes\n  friendlyName: hunter2\n-----BEGIN PRIVATE KEY-----\nhunter2\n",
            "f.yaml:1:1: error: The file is a key or certificate, not YAML. "
            "Take it out of the repository; if it is a secret, replace it. [not-a-descriptor]",
            id="key after a preface",
        ),
        pytest.param(
            b"\x7fELF\x02\x01\x01hunter2",
            "f.yaml:1:1: error: The file is a program or archive, not YAML. Rename the file. [not-a-descriptor]",
            id="program",
        ),
        pytest.param(
            b"PK\x03\x04hunter2",
            "f.yaml:1:1: error: The file is a program or archive, not YAML. Rename the file. [not-a-descriptor]",
            id="archive",
        ),
    ],
)
def test_says_what_a_file_is_instead(raw, said):
    """Bytes that are no YAML in UTF-8 are told by what they are, and a possible secret is never repeated."""
    assert printed(raw) == [said]
    assert "hunter2" not in said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: |\n  -----BEGIN CERTIFICATE-----\n  x\n", id="a certificate in a block text"),
        pytest.param("a: |\n  <<<<<<< HEAD\n", id="conflict markers in a block text"),
        pytest.param("a: <<<<<<<\n", id="conflict markers in a line"),
        pytest.param("<<<<<<<x: 1\n", id="a key like a conflict marker"),
        pytest.param('{"a": "\\u00e9\\/"}', id="JSON"),
        pytest.param("\ufeffa: 1\n---\n\ufeffb: 1\n", id="marks of UTF-8"),
        pytest.param("a: \t1\t# x\n", id="tabs between"),
        pytest.param("a: {b: 1,\n\tc: 2}\n", id="a tab in a flow map"),
        pytest.param("a: one\u2028two\x85three\nb: 'x\u2029'\n", id="rare line breaks"),
        pytest.param("a: \U0001f680\U0010fffd\ue000\ufffd\n", id="far characters"),
    ],
)
def test_accepts_what_only_looks_odd(text):
    """What YAML 1.2 allows is read."""
    assert printed(text) == []


def test_keeps_rare_line_breaks():
    """U+0085, U+2028 and U+2029 are characters like others, as YAML 1.2 has them."""
    (value,) = values("a: one\u2028two\nb: |\n  x\x85y\nc: 'x\u2029 y'\n? d\u2028e\n: 1\n")

    assert value == {"a": "one\u2028two", "b": "x\x85y\n", "c": "x\u2029 y", "d\u2028e": 1}


# --- documents of one file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("\ufeff", [], id="only a mark of UTF-8"),
        pytest.param("\n# comment\n", [], id="only a comment"),
        pytest.param("---\n---\n...\n---", [], id="only markers"),
        pytest.param("~\n---\nnull\n", [], id="nulls"),
        pytest.param("a", [("a", 1)], id="one value"),
        pytest.param("a\n---\nb\n", [("a", 1), ("b", 2)], id="two"),
        pytest.param("---\na\n---\nb\n---\n", [("a", 1), ("b", 3)], id="markers before and after"),
        pytest.param("--- a\n--- # b\nc\n---\td\n", [("a", 1), ("c", 2), ("d", 4)], id="values on the markers' lines"),
        pytest.param("--- |\n text\n--- >\n more\n", [("text\n", 1), ("more\n", 3)], id="blocks on the markers' lines"),
        pytest.param("a\n...\nb\n... # end\n", [("a", 1), ("b", 2)], id="dots"),
        pytest.param("a\r\n---\r\nb\r\n...\r\nc", [("a", 1), ("b", 2), ("c", 4)], id="CRLF"),
        pytest.param("a\r---\rb", [("a", 1), ("b", 2)], id="CR"),
        pytest.param("%YAML 1.2\n---\na\n...\n%YAML 1.1\n# x\n---\nb\n", [("a", 1), ("b", 4)], id="directives"),
        pytest.param("%TAG !e! tag:yaml.org,2002:\n---\n!e!str 1\n", [("1", 1)], id="a tag directive"),
        pytest.param("# x\n---\na\n", [("a", 1)], id="a comment before the marker"),
        pytest.param("a: ---\nb: '\n  ---'\n", [({"a": "---", "b": " ---"}, 1)], id="dashes in values"),
        pytest.param("a: |\n ---\n x\n", [({"a": "---\nx\n"}, 1)], id="dashes in a block"),
        pytest.param("---a: 1\n", [({"---a": 1}, 1)], id="dashes in a key"),
        pytest.param("\n\n\na: 1\n", [({"a": 1}, 4)], id="a map is where its first key is"),
        pytest.param("---\n\n# x\n- a\n", [(["a"], 4)], id="a list is where its first item is"),
        pytest.param(
            "\ufeff---\na: 1\n---\nb: 2\n", [({"a": 1}, 2), ({"b": 2}, 4)], id="a mark of UTF-8 before a marker"
        ),
        pytest.param("a: |\n  x", [({"a": "x\n"}, 1)], id="a block that ends with the file"),
    ],
)
def test_cuts_a_file_into_documents(text, documents):
    """Documents end at lines of `---` and `...`; empty ones are left out."""
    parsed = read("f.yaml", text.encode())

    assert [(document.value, document.line) for document in parsed.documents] == documents
    assert not parsed.failures
    assert not parsed.problems


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(b"a: [", id="syntax"),
        pytest.param(b"a: 1\na: 2", id="a key twice"),
        pytest.param(b"a: \xff", id="a byte that is no UTF-8"),
        pytest.param(b"a: \0", id="a control character"),
        pytest.param(b"<<<<<<< x", id="a conflict"),
        pytest.param(b'"open', id="an open quote"),
        pytest.param(b"a: *x", id="an alias"),
        pytest.param(b"[" * 100, id="depth"),
    ],
)
@pytest.mark.parametrize("eol", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_one_bad_document_costs_only_itself(bad, eol):
    """The documents before and after a bad one are read, and keep their lines."""
    raw = eol.join([b"one: 1", b"---", *bad.split(b"\n"), b"---", b"two: 2", b""])

    parsed = read("f.yaml", raw)

    lines = bad.count(b"\n") + 1
    assert [(document.value, document.line) for document in parsed.documents] == [
        ({"one": 1}, 1),
        ({"two": 2}, lines + 4),
    ]
    assert [2 <= failure.line <= lines + 3 for failure in parsed.failures] == [True]


# --- places -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        pytest.param("a: 1\nb:\n  c: 2\n", {"/a": (1, 1), "/b": (2, 1), "/b/c": (3, 3)}, id="maps"),
        pytest.param(
            "a:\n- x\n- y: 1\n  z: 2\n",
            {"/a": (1, 1), "/a/0": (2, 3), "/a/1": (3, 3), "/a/1/y": (3, 3), "/a/1/z": (4, 3)},
            id="lists",
        ),
        pytest.param("{a: [1, {b: 2}]}", {"/a": (1, 2), "/a/0": (1, 6), "/a/1": (1, 9), "/a/1/b": (1, 10)}, id="flow"),
        pytest.param(
            "a/b: 1\nc~d: 2\n'': 3\n", {"/a~1b": (1, 1), "/c~0d": (2, 1), "/": (3, 1)}, id="keys that are escaped"
        ),
        pytest.param(
            "a: &x {b: 1}\nc: *x\n", {"/a": (1, 1), "/a/b": (1, 8), "/c": (2, 1)}, id="aliases have no inside"
        ),
        pytest.param("? a\n: 1\n? b\n", {"/a": (1, 3), "/b": (3, 3)}, id="explicit keys"),
        pytest.param("\ufeffa: 1\n", {"/a": (1, 1)}, id="a mark of UTF-8 has no width"),
        pytest.param("é😀: {\u0301: 1}\n", {"/é😀": (1, 1), "/é😀/\u0301": (1, 6)}, id="columns are characters"),
        pytest.param(
            "a: 1\r\nb: 2\rc: 3\nd: 4\n", {"/a": (1, 1), "/b": (2, 1), "/c": (3, 1), "/d": (4, 1)}, id="all line breaks"
        ),
        pytest.param("a: x\u2028y\x85z\nb: 1\n", {"/a": (1, 1), "/b": (2, 1)}, id="rare ones are none"),
        pytest.param("x\n---\n\n a: 1\n", {"/a": (4, 2)}, id="in a later document"),
    ],
)
def test_every_part_has_a_place(text, positions):
    """Each map entry is where its key is, each list item where its value is, as an editor counts."""
    document = read("f.yaml", text.encode()).documents[-1]

    assert document.positions == positions
    assert all(document.at(place) == Position("f.yaml", *at) for place, at in positions.items())


@pytest.mark.parametrize(
    ("place", "at"),
    [
        pytest.param("/a/b", (2, 3), id="a part"),
        pytest.param("/a/b/c/d", (2, 3), id="below a part"),
        pytest.param("/a/x", (1, 1), id="a part that is not there"),
        pytest.param("/x", (1, 1), id="nor anything around it"),
        pytest.param("", (1, 1), id="the document"),
    ],
)
def test_what_has_no_place_is_where_it_would_be(place, at):
    """A pointer without a place has that of the nearest part around it."""
    (document,) = read("f.yaml", b"a:\n  b: 1\n").documents

    assert document.at(place) == Position("f.yaml", *at)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        pytest.param((), "", id="the document"),
        pytest.param(("a", 0, "b"), "/a/0/b", id="keys and items"),
        pytest.param(("a/b", "~", "~1", ""), "/a~1b/~0/~01/", id="escapes"),
    ],
)
def test_pointers(parts, text):
    """Pointers are those of RFC 6901."""
    assert pointer(*parts) == text


# --- limits -----------------------------------------------------------------------------------------


def deep(levels: int) -> str:
    """Lists in lists."""
    return "[" * levels + "]" * levels


@pytest.mark.parametrize(
    ("limits", "fits", "too_much", "said"),
    [
        pytest.param(
            Limits(file_bytes=7),
            "a: é\n#",
            "a: é\n##",
            "f.yaml:1:1: error: The file has 8 bytes, the limit is 7. "
            "Split it, or include large definitions by `$text`. [file-too-large]",
            id="bytes of a file",
        ),
        pytest.param(
            Limits(documents=3),
            "a\n---\n# none\n---\nb\n",
            "a\n---\nb\n---\nc\n---\nd\n",
            "f.yaml:6:1: error: The file holds more than 3 documents. Split the file. [too-many-documents]",
            id="documents",
        ),
        pytest.param(
            DESCRIPTOR,
            deep(32),
            deep(33),
            "f.yaml:1:33: error: The document nests deeper than 32 levels. Flatten what begins at 1:33. [yaml-depth]",
            id="depth",
        ),
        pytest.param(
            Limits(depth=3),
            "a: &x {b: {}}\nc: *x\n",
            "a: &x {b: {}}\nc: [*x]\n",
            "f.yaml:2:5: error: With the alias *x the document nests deeper than 3 levels. "
            "Flatten the value it stands for. [yaml-depth]",
            id="depth with aliases",
        ),
        pytest.param(
            Limits(nodes=4),
            "a: [1, {}]\n",
            "a: [1, {b: 1}]\n",
            "f.yaml:1:12: error: The document holds more than 4 values. "
            "Split it, or include large definitions by `$text`. [yaml-nodes]",
            id="values",
        ),
        pytest.param(
            Limits(nodes=7),
            "a: &x [1, 2]\nb: *x\n",
            "a: &x [1, 2]\nb: *x\nc: *x\n",
            "f.yaml:3:4: error: Aliases expand past 7 values. Write values out where aliases nest. [yaml-expansion]",
            id="values with aliases",
        ),
        pytest.param(
            Limits(file_bytes=60),
            "a: &x aaaaaaaaaaaaaaaaa\nb: [*x, *x]\n",
            "a: &x aaaaaaaaaaaaaaaaa\nb: [*x, *x, *x]\n",
            "f.yaml:2:13: error: Aliases expand past 60 characters. Write long texts once, or shorter. "
            "[yaml-expansion]",
            id="characters with aliases",
        ),
        pytest.param(
            Limits(scalar=5),
            "a: ééééé\n",
            "a: éééééé\n",
            "f.yaml:1:4: error: A value has 6 characters, the limit is 5. "
            "Move it into a file of its own and include it by `$text`. [scalar-too-long]",
            id="one value",
        ),
        pytest.param(
            DESCRIPTOR,
            f"? {'k' * 1024}\n: 1\n",
            f"? {'k' * 1025}\n: 1\n",
            "f.yaml:1:3: error: A key has 1,025 characters, the limit is 1,024. "
            "Make it a value, under a short key. [scalar-too-long]",
            id="one key",
        ),
    ],
)
def test_limits(limits, fits, too_much, said):
    """What just fits is read; one more is refused, naming the limit."""
    assert printed(fits, limits) == []
    assert printed(too_much, limits) == [said]


def test_too_many_documents_leave_those_before():
    """The documents up to the limit are read."""
    parsed = read("f.yaml", b"a\n---\nb\n---\nc\n", replace(DESCRIPTOR, documents=2))

    assert [document.value for document in parsed.documents] == ["a", "b"]


@pytest.mark.parametrize(
    ("limits", "depth"),
    [
        pytest.param(DESCRIPTOR, 32, id="descriptors"),
        pytest.param(CONFIGURATION, 32, id="configuration"),
        pytest.param(DEFINITION, 100, id="definitions"),
    ],
)
def test_profiles(limits, depth):
    """Definitions may nest deeper than descriptors."""
    assert printed(deep(depth), limits) == []
    assert len(printed(deep(depth + 1), limits)) == 1


def test_deep_below_long_keys_only_the_parts_around_have_a_place():
    """Pointers stay short whatever the keys: nothing is refused, and a place is still found."""
    text = "".join(f"{' ' * level}{'k' * 300}:\n" for level in range(5)) + "     end: 1\n"

    (document,) = read("f.yaml", text.encode()).documents

    assert max(map(len, document.positions)) <= 1000
    assert document.at(pointer(*["k" * 300] * 5, "end")) == Position("f.yaml", 3, 3)


# --- anything at all ----------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=20)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(JSON)
@example({"a": "\ufeff", "\ufeff": "\xad"})
@example({"": {"": ""}})
@example("\u2028")
def test_json_is_yaml(value):
    """JSON reads as itself."""
    assert values(json.dumps(value, ensure_ascii=False)) == ([] if value is None else [value])


@settings(deadline=None)
@given(JSON, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_part_of_anything_has_its_place(value, eol):
    """Whatever is written as blocks, in whatever line breaks, reads back with each part where it was written."""
    blocks = Blocks(value)

    parsed = read("f.yaml", eol.join([*blocks.lines, ""]).encode())

    assert [(document.value, document.positions) for document in parsed.documents] == (
        [] if value is None else [(value, blocks.positions)]
    )


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text("[]{}:,-?&*!|>'\"%@`# \t\n\r\\ab01~<=.\x00\x85\ufeff\u2028é", max_size=100))
@example("\r\n" * 200 + "a: 1\r\n---\r\n")
@example("? ? ? ? a\n")
@example("{*a : 1, &a {}: 2}")
@example("%TAG ! tag:yaml.org,2002:python/\n---\n!name:os.system {}\n")
@example("!!float 0x1F")
@example("!!int ''")
@example("&a &b c")
@example("*a")
@example("- &a [\n- *a")
def test_nothing_raises(raw):
    """Any bytes at all come to documents of plain JSON and problems with a code, a place in the file and a message."""
    raw = raw.encode() if isinstance(raw, str) else raw

    parsed = read("f.yaml", raw)

    lines = 1 + len(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    problems = [*parsed.problems, *(problem for failure in parsed.failures for problem in failure.problems)]
    assert all(failure.problems for failure in parsed.failures)
    for problem in problems:
        assert problem.code in CODES
        assert problem.message
        assert problem.remedy
        assert 1 <= problem.position.line <= lines
        assert problem.position.column >= 1
    for document in parsed.documents:
        assert json.loads(json.dumps(document.value, allow_nan=False)) == document.value
        assert not (isinstance(document.value, float) and math.isnan(document.value))
        assert all(1 <= line <= lines and column >= 1 for line, column in document.positions.values())
