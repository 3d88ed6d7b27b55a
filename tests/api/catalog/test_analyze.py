import pytest

from app.config import Config
from app.sync import sync
from tests.api.errors import error
from tests.conftest import TODAY
from tests.trees import Texts

PATH = "/api/catalog/analyze-location"


def analyze(client, target, **more):
    """What there is of a repository."""
    response = client.post(PATH, json={"location": {"type": "url", "target": target}, **more})
    assert response.status_code == 200
    return response.get_json()


@pytest.mark.parametrize("more", [{}, {"catalogFilename": "x.yaml"}, {"catalogFileName": "x.yaml"}])
def test_it_works(client, more):
    """Of a repository that nothing is known of, a Component is begun, named after it."""
    assert analyze(client, "https://example.com/org/repo", **more) == {
        "existingEntityFiles": [],
        "generateEntities": [
            {
                "entity": {
                    "apiVersion": "backstage.io/v1alpha1",
                    "kind": "Component",
                    "metadata": {"name": "repo"},
                    "spec": {"type": "other", "lifecycle": "unknown"},
                },
                "fields": [],
            }
        ],
    }


def test_a_host_that_is_known(client):
    """Where a host has an annotation of its own for repositories, what is begun has it."""
    [begun] = analyze(client, "https://github.com/org/repo")["generateEntities"]

    assert begun["entity"]["metadata"]["annotations"] == {"github.com/project-slug": "org/repo"}


def test_what_is_there(fresh, sessions):
    """Entities that say they are of the repository are told as they are served, and nothing is begun."""
    text = (
        "apiVersion: backstage.io/v1alpha1\nkind: System\n"
        "metadata: {name: it, annotations: {backstage.io/source-location: 'url:https://example.com/org/repo/'}}\n"
        "spec: {owner: x}\n"
    )
    sync(sessions, "here", Texts({"catalog-info.yaml": text}), config=Config(), as_of=TODAY)
    told = analyze(fresh, "https://example.com/org/repo/blob/main/catalog-info.yaml")

    assert told == {
        "existingEntityFiles": [
            {
                "location": {"type": "url", "target": "https://example.com/org/repo/"},
                "isRegistered": True,
                "entity": fresh.get("/api/catalog/entities/by-name/system/default/it").get_json(),
            }
        ],
        "generateEntities": [],
    }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param({}, "request/body must have required property 'location'", id="nothing"),
        pytest.param({"location": "x"}, "request/body/location must be object", id="a text"),
        pytest.param(
            {"location": {"type": "url"}}, "request/body/location must have required property 'target'", id="no target"
        ),
        pytest.param(
            {"location": {"type": "url", "target": 1}}, "request/body/location/target must be string", id="a number"
        ),
        pytest.param(
            {"location": {"type": "url", "target": "not a url"}},
            "The given location.target is not a URL",
            id="no address",
        ),
        pytest.param(
            {"location": {"type": "file", "target": "/etc/passwd"}},
            "The given location.target is not a URL",
            id="a file",
        ),
        pytest.param(
            {"location": {"type": "url", "target": "https://example.com/org/repo", "x": 1}},
            "request/body/location must NOT have additional properties",
            id="Q14 more in the location than is known",
        ),
        pytest.param(
            {"location": {"type": "url", "target": "https://example.com/org/repo"}, "status": "x"},
            "request/body must NOT have additional properties",
            id="Q14 more than is known",
        ),
    ],
)
def test_what_is_refused(client, body, message):
    """A body that says something else is refused in the words that clients of the protocol know."""
    told = error(client.post(PATH, json=body), 400, content_type="application/json")

    assert told["error"] == {"name": "InputError", "message": message}
