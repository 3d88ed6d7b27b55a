import pytest

from tests.api.errors import error
from tests.questions import counting

PATH = "/api/catalog/entities/by-name"


def test_it_works(client):
    """One entity, the same as in the list."""
    response = client.get(f"{PATH}/component/default/shop")

    assert response.status_code == 200
    assert response.content_type == "application/json"
    assert response.get_json() in client.get("/api/catalog/entities").get_json()


def test_any_case(client):
    """Kind, namespace and name in any case."""
    assert client.get(f"{PATH}/COMPONENT/Default/SHOP").get_json()["metadata"]["name"] == "shop"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("Component/default/None", "No entity named 'None' found, with kind 'Component' in namespace 'default'"),
        ("component/other/shop", "No entity named 'shop' found, with kind 'component' in namespace 'other'"),
        ("resource/default/gone", "No entity named 'gone' found, with kind 'resource' in namespace 'default'"),
        ("component/default/%00", "No entity named '\0' found, with kind 'component' in namespace 'default'"),
        ("component/default/%ff", "No entity named '\ufffd' found, with kind 'component' in namespace 'default'"),
    ],
)
def test_unknown(client, path, message):
    """What is not there is told in the words that clients of the protocol know."""
    body = error(client.get(f"{PATH}/{path}"), 404, content_type="application/json")

    assert body["error"] == {"name": "NotFoundError", "message": message}


def test_unknown_parameters(client):
    """It takes no parameters, and says so."""
    body = error(client.get(f"{PATH}/component/default/shop?fields=kind"), 400, content_type="application/json")

    assert body["detail"] == "Unknown query parameter 'fields'"


def test_queries(application, client):
    """Two questions: the generation, and the entity's stored JSON."""
    client.get(f"{PATH}/component/default/shop")
    with application.config["SESSIONS"]() as session, counting.selects(session) as asked:
        client.get(f"{PATH}/component/default/shop")

    assert len(asked) == 2
