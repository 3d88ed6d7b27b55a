"""Patterns match paths as shells do, and take no longer for being written badly."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.sources.globs import matcher


@pytest.mark.parametrize(
    ("pattern", "path", "match"),
    [
        ("a.yaml", "a.yaml", True),
        ("a.yaml", "aXyaml", False),
        ("a.yaml", "x/a.yaml", False),
        ("*.yaml", "a.yaml", True),
        ("*.yaml", ".yaml", True),
        ("*.yaml", "x/a.yaml", False),
        ("*.yaml", "a.yaml.bak", False),
        ("**/*.yaml", "a.yaml", True),
        ("**/*.yaml", "x/y/a.yaml", True),
        ("x/**/a.yaml", "x/a.yaml", True),
        ("x/**/a.yaml", "x/y/z/a.yaml", True),
        ("x/**/a.yaml", "xy/a.yaml", False),
        ("x/**/a.yaml", "x/y/ba.yaml", False),
        ("x/**", "x/y/z", True),
        ("x/**", "x", False),
        ("**", "x/y", True),
        ("**/b/**/c", "a/b/c", True),
        ("**/b/**/c", "b/b/c/c", True),
        ("**/b/**/c", "a/c", False),
        ("**/a*b/c", "ax/ab/c", True),
        ("**/a*b", "ax/ab", True),
        ("a**b", "a/x/b", True),
        ("**/a**/b", "ax/ab/b", True),
        ("?.yml", "b.yml", True),
        ("?.yml", ".yml", False),
        ("a?b", "a/b", False),
        ("*a*b*c", "xaybzc", True),
        ("*a*b*c", "xbyazc", False),
        ("*ab", "aab", True),
        ("*/a/*", "x/a/y", True),
        ("*/a/*", "x/y/a/z", False),
        ("[a].yaml", "[a].yaml", True),
        ("[a].yaml", "a.yaml", False),
        ("a+(b).yaml", "a+(b).yaml", True),
        ("{a,b}.yaml", "a.yaml", False),
        ("*", "a\nb", True),
        ("", "", True),
        ("", "a", False),
    ],
)
def test_patterns(pattern, path, match):
    """`*` and `?` stay inside a folder, `**` crosses folders, everything else is itself."""
    assert bool(matcher(pattern)(path)) is match


def plainly(pattern: str, path: str) -> bool:
    """The same meaning by trying everything."""
    steps = re.findall(r"(?:^|(?<=/))\*\*/|\*\*|\*|\?|[^*?]+", pattern)
    meanings = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return bool(re.fullmatch("".join(meanings.get(step, re.escape(step)) for step in steps), path, re.DOTALL))


@settings(deadline=None, max_examples=500)
@given(st.text("ab/*?", max_size=9), st.text("ab/", max_size=9))
@example("**/**/a", "a/a/a")
@example("*a**a/*", "aa/a/a")
@example("**/a*/**/b", "a/b/a/b/b")
def test_means_what_trying_everything_finds(pattern, path):
    """Taking no step back loses no match."""
    assert bool(matcher(pattern)(path)) is plainly(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        pytest.param("*a" * 30 + "b", "a" * 255, id="stars in a name"),
        pytest.param("**/" * 30 + "b", "a/" * 200 + "a", id="folders"),
        pytest.param("**/*a/" * 15 + "b", "a/" * 200 + "a", id="both"),
        pytest.param("**" + "a**" * 30 + "b", "a/" * 200 + "a", id="two stars in names"),
        pytest.param("?*" * 60 + "b", "a" * 255, id="question marks"),
    ],
)
def test_bad_patterns_cost_little(pattern, path):
    """A pattern that an author wrote to take for ever is done at once."""
    started = time.monotonic()

    assert not matcher(pattern)(path)
    assert time.monotonic() - started < 0.2
