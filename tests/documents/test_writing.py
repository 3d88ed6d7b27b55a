"""Values are written as YAML whose lines know what stands in them."""

import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.documents import read, writing
from app.documents.building import CONTROL


def written(value) -> str:
    """The text of a value."""
    return "".join(f"{line}\n" for line in writing.lines(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"kind": "API", "spec": {"tier": 1}}, "kind: API\nspec:\n  tier: 1\n", id="maps"),
        pytest.param({"a": ["x", "z"]}, "a:\n  - x\n  - z\n", id="a list"),
        pytest.param({"a": [{"b": 1, "c": 2}, {"b": 3}]}, "a:\n  - b: 1\n    c: 2\n  - b: 3\n", id="a list of maps"),
        pytest.param({"a": [{"b": ["c"]}]}, "a:\n  - b:\n      - c\n", id="a list in a map in a list"),
        pytest.param({"a": [["b"], ["c", "d"]]}, "a:\n  - - b\n  - - c\n    - d\n", id="lists in a list"),
        pytest.param({"a": {}, "b": [], "c": None}, "a: {}\nb: []\nc: null\n", id="what is empty"),
        pytest.param({"a": True, "b": 99.95}, "a: true\nb: 99.95\n", id="values that are no text"),
        pytest.param({"a": "one\ntwo\n"}, "a: |\n  one\n  two\n", id="lines"),
        pytest.param({"a": "one\n\n  two"}, "a: |-\n  one\n\n    two\n", id="lines without an end"),
        pytest.param({"a": ["one\ntwo\n\n\n"]}, "a:\n  - |+\n    one\n    two\n\n\n", id="lines with more than one"),
        pytest.param({"a": " one\ntwo"}, 'a: " one\\ntwo"\n', id="lines that begin with a space"),
        pytest.param({"a": "component:default/x"}, "a: component:default/x\n", id="a reference"),
        pytest.param({"a": "https://x.example/d?from=1"}, "a: https://x.example/d?from=1\n", id="an address"),
        pytest.param({"a": "Zählt Geld, täglich."}, "a: Zählt Geld, täglich.\n", id="a sentence"),
        pytest.param({"a": "so: this"}, 'a: "so: this"\n', id="a colon and a space"),
        pytest.param({"a": "this #1"}, 'a: "this #1"\n', id="what looks like a comment"),
        pytest.param({"a": "2026-11-02"}, 'a: "2026-11-02"\n', id="what some take for a date"),
        pytest.param({"a": "1e3", "b": "0o17"}, 'a: "1e3"\nb: "0o17"\n', id="what looks like a number"),
        pytest.param({"a": "No"}, 'a: "No"\n', id="what some take for a truth"),
        pytest.param({"a": "x\u202ey"}, 'a: "x\\u202ey"\n', id="what turns a line round"),
        pytest.param({"a": "x\U000e0041\ny"}, 'a: "x\\U000e0041\\ny"\n', id="what hides"),
        pytest.param({"a": ""}, 'a: ""\n', id="no text"),
        pytest.param({"1": "x", "a b": "w", "k:": "z"}, '"1": x\na b: w\n"k:": z\n', id="odd keys"),
        pytest.param("x", "x\n", id="a text alone"),
        pytest.param({}, "{}\n", id="nothing"),
    ],
)
def test_text(value, text):
    """A value is written as people write it, and quoted where a reader could be misled."""
    assert written(value) == text


def test_pointers():
    """Each line knows which entry or item begins on it."""
    value = {"a": [{"b": 1, "c~/": ["x"]}], "d": "one\ntwo\n"}

    assert [(str(line), line.pointer) for line in writing.lines(value)] == [
        ("a:", "/a"),
        ("  - b: 1", "/a/0"),
        ("    c~/:", "/a/0/c~0~1"),
        ("      - x", "/a/0/c~0~1/0"),
        ("d: |", "/d"),
        ("  one", ""),
        ("  two", ""),
    ]


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.text(
    "ab:# -\n'\"|>{}[],&*!%?.01eE~", max_size=9
)
_SAID = _TEXT.filter(lambda text: not CONTROL.search(text))
_SCALAR = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
)


@given(
    st.recursive(
        _SCALAR | _SAID,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_SAID, inner, max_size=3),
        max_leaves=10,
    )
)
def test_what_is_written_reads_back(value):
    """Whatever a document may hold, its text is read as the same document."""
    (document,) = read("a.yaml", written({"it": value}).encode()).documents

    assert json.dumps(document.value) == json.dumps({"it": value})


@given(st.dictionaries(_SAID, _SAID, min_size=1, max_size=3))
def test_texts_stay_texts_elsewhere(value):
    """Readers of YAML 1.1 take each text for a text."""
    assert yaml.safe_load(written(value)) == value


def test_long_texts_are_quick():
    """A definition of a million characters is written at once, however it is written."""
    long = {"a": "x:" * 500_000, "b": "'x\n" * 300_000, "c": "#" * 1_000_000}
    begun = time.process_time()

    assert len(written(long)) > 2_900_000
    assert time.process_time() - begun < 2
