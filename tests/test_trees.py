"""The tests' own source behaves as a source does."""

import pytest

from app.tree import Refusal
from tests.trees import Texts

PATHS = ["a.yaml", "b.yml", "teams/a.yaml", "teams/deep/er/a.yaml"]


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        pytest.param("*.yaml", ["a.yaml"], id="a star stays inside a folder"),
        pytest.param("**/*.yaml", ["a.yaml", "teams/a.yaml", "teams/deep/er/a.yaml"], id="two cross folders"),
        pytest.param("teams/**", ["teams/a.yaml", "teams/deep/er/a.yaml"], id="two at the end take everything"),
        pytest.param("?.yml", ["b.yml"], id="a question mark is one letter"),
        pytest.param("a.yaml", ["a.yaml"], id="a path is itself"),
        pytest.param("axyaml", [], id="a dot is a dot"),
    ],
)
def test_finds_paths_by_pattern(pattern, paths):
    """Patterns match as the protocol says, in byte order."""
    assert Texts(dict.fromkeys(reversed(PATHS), "")).glob(pattern) == paths


def test_reads_what_is_there_and_says_what_is_not():
    """A file within the limit is its bytes; any other is a refusal with a code."""
    tree = Texts({"a.yaml": "é"})

    assert tree.read("a.yaml", 2) == "é".encode()
    assert isinstance(tree.read("a.yaml", 1), Refusal)
    assert isinstance(tree.read("b.yaml", 1), Refusal)
