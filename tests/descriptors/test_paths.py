"""Paths that descriptors name stay inside their source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.descriptors import paths


@pytest.mark.parametrize(
    ("path", "target", "found"),
    [
        ("c.yaml", "a.yaml", "a.yaml"),
        ("c.yaml", "./a.yaml", "a.yaml"),
        ("x/y/c.yaml", "a.yaml", "x/y/a.yaml"),
        ("x/y/c.yaml", "../a.yaml", "x/a.yaml"),
        ("x/y/c.yaml", "../../a.yaml", "a.yaml"),
        ("x/y/c.yaml", "../../../a.yaml", None),
        ("x/c.yaml", ".", "x"),
        ("c.yaml", ".", None),
        ("c.yaml", "..", None),
        ("c.yaml", "", None),
        ("c.yaml", "/a.yaml", None),
        ("c.yaml", "//a.yaml", None),
        ("c.yaml", "..\\a.yaml", None),
        ("c.yaml", "a\nb", None),
        ("c.yaml", "a\x00b", None),
        ("c.yaml", "a\u202eb", None),
        ("c.yaml", "..a/b..", "..a/b.."),
        ("c.yaml", "...", "..."),
        ("c.yaml", "~/a", "~/a"),
        ("c.yaml", "a//b/./c/", "a/b/c"),
        ("c.yaml", "**/a*.y?ml", "**/a*.y?ml"),
    ],
)
def test_paths_seen_from_a_file(path, target, found):
    """A path is seen from the file that names it; one that leads out is none."""
    assert paths.inside(path, target) == found


@given(st.text("./abc\\*?:~%\x00\n ", max_size=20))
def test_no_path_leads_out(target):
    """Whatever is written, what comes back is relative, normal, and has no step upwards."""
    found = paths.inside("x/y.yaml", target)

    assert found is None or (found and not found.startswith("/") and {"", ".", ".."}.isdisjoint(found.split("/")))


@pytest.mark.parametrize(
    ("target", "away"),
    [
        ("https://example.org", True),
        ("git+ssh://x", True),
        ("mailto:x", True),
        ("file:x", True),
        ("//x", True),
        ("./x", False),
        ("x:y", False),
        ("x/y:z", False),
        ("C:/x", False),
        (":x", False),
        ("1x:y", False),
    ],
)
def test_tells_addresses_from_paths(target, away):
    """What begins with a scheme of two letters or more is an address; a single letter is a drive or a name."""
    assert paths.elsewhere(target) is away
