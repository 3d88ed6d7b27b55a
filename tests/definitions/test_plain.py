import pytest

from app.definitions import plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("a  b\n c", "a b c", id="one line"),
        pytest.param(1.5, "1.5", id="a number"),
        pytest.param(True, "true", id="yes"),
        pytest.param(None, "", id="nothing"),
        pytest.param(["a"], "", id="a list"),
        pytest.param("a\x00b\x1b[31m\u2028c", "ab[31mc", id="controls"),
        pytest.param("a\ud800", "a", id="half a character"),
        pytest.param("a\u202eb", "ab", id="what turns the line"),
        pytest.param("x" * 1_000, "x" * 300 + "…", id="long"),
    ],
)
def test_a_line(value, expected):
    """A scalar is one line of bearable length; anything else is empty."""
    assert plain.line(value) == expected


def test_prose():
    """Lines stay, however they are ended; what is too long is cut."""
    assert plain.prose(" a\r\n\rb\n") == "a\n\nb"
    assert len(plain.prose("word " * 10_000)) <= plain.LONGEST_TEXT + 1
