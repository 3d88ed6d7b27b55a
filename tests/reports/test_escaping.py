import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports import escaping


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("payments", "payments", id="plain"),
        pytest.param("Größe, 支払い, café", "Größe, 支払い, café", id="letters of any script"),
        pytest.param("a b", "a b", id="a space is plain"),
        pytest.param("a\u00a0b", "a\u00a0b", id="and so is one that does not break"),
        pytest.param("\x1b]52;c;aGk=\x07", r"\x1b]52;c;aGk=\x07", id="an escape that writes the clipboard"),
        pytest.param("\x9b31m", r"\x9b31m", id="its one-character form"),
        pytest.param("one\ntwo\r\tthree", r"one\ntwo\r\tthree", id="line breaks and tabs"),
        pytest.param("a\u2028b\u2029c", r"a\u2028b\u2029c", id="separators of lines"),
        pytest.param("evil\u202etxt.exe", r"evil\u202etxt.exe", id="writing turned round"),
        pytest.param("pay\u200bments", r"pay\u200bments", id="a space nobody sees"),
        pytest.param("a\u2066b\u2069", r"a\u2066b\u2069", id="V10 writing set apart"),
        pytest.param("a\ufe00", r"a\ufe00", id="V10 a variant that nobody asked for"),
        pytest.param("z" + "\u0301" * 6, "z" + "\u0301" * 4 + r"\u0301\u0301", id="V10 marks that pile up"),
        pytest.param("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb", id="a picture of two"),
        pytest.param("\udcff", r"\udcff", id="half a surrogate pair"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_line(text, expected):
    """What a terminal would obey is written out, everything else stays."""
    assert escaping.line(text) == expected


@given(st.text())
def test_line_is_one_printable_line(text):
    """Whatever goes in, one line that can be encoded comes out."""
    line = escaping.line(text)

    assert len(line.splitlines()) <= 1
    assert line.encode().decode() == line
    assert "\x1b" not in line
