"""Numbers become a line in a frame of known size."""

import pytest

from app.web import spark


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0, 10], "M0.0 26.0L96.0 2.0", id="up"),
        pytest.param([10, 0], "M0.0 2.0L96.0 26.0", id="down"),
        pytest.param([5, 5, 5], "M0.0 14.0L48.0 14.0L96.0 14.0", id="level"),
        pytest.param([2, 4, 3], "M0.0 26.0L48.0 2.0L96.0 14.0", id="up and back"),
    ],
)
def test_path(values, expected):
    """The least stands near the bottom, the most near the top, the last on the right."""
    assert spark.path(values) == expected
