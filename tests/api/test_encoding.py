import math

import orjson
import pytest
from flask import Flask

from app.api.encoding import Provider
from app.entities import Ref

PROVIDER = Provider(Flask("any"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"a": "Größe"}, '{"a":"Größe"}', id="letters stay"),
        pytest.param([math.nan, math.inf], "[null,null]", id="what is no number in JSON"),
        pytest.param({"ref": Ref("a", "b", "c")}, '{"ref":"a:b/c"}', id="a reference is text"),
    ],
)
def test_dumps(value, expected):
    """What is written is always JSON."""
    assert PROVIDER.dumps(value) == expected


@pytest.mark.parametrize("text", ["", "{", "NaN", '{"a": 1', "[" * 2_000, '"\\ud800"'])
def test_loads(text):
    """What is no JSON is refused, whatever it is instead."""
    with pytest.raises(orjson.JSONDecodeError):
        PROVIDER.loads(text)
