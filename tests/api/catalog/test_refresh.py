import pytest

from tests.api.errors import error

PATH = "/api/catalog/refresh"


@pytest.mark.parametrize("ref", ["component:default/shop", "COMPONENT:Default/Shop", "component:shop"])
def test_it_works(client, ref):
    """An entity that is there needs no more: its file is followed. The answer is empty."""
    response = client.post(PATH, json={"entityRef": ref, "authorizationToken": "x"})

    assert (response.status_code, response.data) == (200, b"")
    assert "Content-Type" not in response.headers


@pytest.mark.parametrize("ref", ["component:default/nosuch", "resource:default/gone", "nonsense", "", ":", "a\0b"])
def test_unknown(client, ref):
    """What is no entity, or no reference, is told in the words that clients of the protocol know."""
    body = error(client.post(PATH, json={"entityRef": ref}), 404, content_type="application/json")

    assert body["error"] == {"name": "NotFoundError", "message": f"Entity {ref} not found"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param({}, "request/body must have required property 'entityRef'", id="nothing"),
        pytest.param({"entityRef": 1}, "request/body/entityRef must be string", id="a number"),
        pytest.param([], "request/body must be object", id="a list"),
        pytest.param(
            {"entityRef": "component:default/shop", "verified": True},
            "request/body must NOT have additional properties",
            id="Q14 more than is known",
        ),
    ],
)
def test_what_is_refused(client, body, message):
    """A body that says something else is refused."""
    told = error(client.post(PATH, json=body), 400, content_type="application/json")

    assert told["error"] == {"name": "InputError", "message": message}
