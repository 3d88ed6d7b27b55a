import pytest

from app.questions import text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("payments", "payments", id="plain"),
        pytest.param("Größe", "Größe", id="letters"),
        pytest.param("a\x00b", r"a\x00b", id="NUL"),
        pytest.param("a\udcffb", r"a\udcffb", id="half a surrogate pair"),
    ],
)
def test_askable(written, expected):
    """What a database cannot take is written out; the rest is as it was."""
    assert text.askable(written) == expected
