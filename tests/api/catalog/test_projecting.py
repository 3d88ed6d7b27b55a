"""`fields` leaves of an entity what stands at its paths."""

import orjson
import pytest

from app.api.catalog.projecting import projection
from app.api.errors import BadRequestError
from app.store import rows

ENTITY = {
    "kind": "Component",
    "metadata": {
        "name": "ledger",
        "tags": ["java", "go"],
        "annotations": {"example.org/on.call": "x", "example.org/on": {"call": "y"}},
        "links": [{"url": "https://a"}, {"url": "https://b"}],
    },
    "spec": {"type": "service", "owner": None},
    "relations": [{"type": "ownedBy", "targetRef": "group:default/a"}],
}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param([], ENTITY, id="nothing said"),
        pytest.param(["kind"], {"kind": "Component"}, id="a key"),
        pytest.param(["kind", "metadata.name"], {"kind": "Component", "metadata": {"name": "ledger"}}, id="two"),
        pytest.param(
            ["metadata.name", "spec.type", "metadata.tags"],
            {"metadata": {"name": "ledger", "tags": ["java", "go"]}, "spec": {"type": "service"}},
            id="three",
        ),
        pytest.param(["spec"], {"spec": {"type": "service", "owner": None}}, id="an object"),
        pytest.param(["spec", "spec.type"], {"spec": {"type": "service", "owner": None}}, id="an object and its key"),
        pytest.param(["spec.type", "spec"], {"spec": {"type": "service", "owner": None}}, id="the other way round"),
        pytest.param(["spec.owner"], {"spec": {"owner": None}}, id="nothing, which is there"),
        pytest.param(["spec.nosuch"], {}, id="a key that is not there"),
        pytest.param(["nosuch", "kind"], {"kind": "Component"}, id="one that is, and one that is not"),
        pytest.param(["KIND"], {}, id="keys have their case"),
        pytest.param(["spec.type.x"], {}, id="below a text"),
        pytest.param(
            ["metadata.annotations.example.org/on.call"],
            {"metadata": {"annotations": {"example.org/on": {"call": "y"}}}},
            id="the shortest key that is there",
        ),
        pytest.param(["metadata.tags.0"], {"metadata": {"tags": ["java"]}}, id="an item of a list"),
        pytest.param(["metadata.tags.1"], {"metadata": {"tags": [None, "go"]}}, id="the second stays the second"),
        pytest.param(["metadata.tags.2"], {}, id="an item that is not there"),
        pytest.param(["metadata.tags.\u0661"], {}, id="digits of another script are no place"),
        pytest.param(["metadata.links.1.url"], {"metadata": {"links": [None, {"url": "https://b"}]}}, id="within one"),
        pytest.param(
            ["metadata.links.0.url", "metadata.links.1"],
            {"metadata": {"links": [{"url": "https://a"}, {"url": "https://b"}]}},
            id="two of a list",
        ),
        pytest.param(["relations.type"], {}, id="a key of a list is none"),
        pytest.param([""], {}, id="no path"),
        pytest.param(["."], {}, id="nothing but a dot"),
    ],
)
def test_fields(paths, expected):
    """Paths on the left, what is left of the entity on the right."""
    [found] = orjson.loads(projection(paths).of([orjson.dumps(ENTITY)]))

    assert found == expected


def test_what_is_not_there_stays_in_its_place():
    """An entity that is none is null in the list, whatever is asked of the others."""
    assert projection([]).of([None, b"{}"]) == b"[null,{}]"
    assert projection(["kind"]).of([None, b"{}"]) == b"[null,{}]"


@pytest.mark.parametrize("path", ["a[0]", "[", "metadata.tags[0]"])
def test_no_brackets(path):
    """Places in lists are not asked for by brackets, and the message quotes the path."""
    with pytest.raises(BadRequestError) as told:
        projection(["kind", path])

    assert str(told.value) == f'Invalid field "{path}", array type fields are not supported'


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(["kind", "metadata.name"], True, id="both are kept in brief"),
        pytest.param(["kind", "metadata.tags"], False, id="one is not"),
        pytest.param(["metadata"], False, id="more than is kept"),
        pytest.param([], False, id="everything"),
    ],
)
def test_in_brief(paths, expected):
    """What is kept in brief is read where it is enough."""
    assert projection(paths).is_brief is expected


def test_what_is_brief_says_the_same():
    """All paths that are kept in brief lead to the same as in the whole entity."""
    brief = rows._brief({"apiVersion": "v1", **ENTITY})
    every = projection(sorted(rows.BRIEF))

    assert every.of([orjson.dumps(brief)]) == every.of([orjson.dumps({"apiVersion": "v1", **ENTITY})])
