import pytest

from tests.api.errors import error
from tests.questions import counting

PATH = "/api/catalog/entities/by-name"


def test_it_works(client):
    """The entity first, as it is served, then what leads to it; the last is the source."""
    response = client.get(f"{PATH}/component/default/shop/ancestry")
    told = response.get_json()

    assert response.status_code == 200
    assert response.content_type == "application/json"
    assert told["rootEntityRef"] == "component:default/shop"
    shop, source = told["items"]
    assert shop["entity"] == client.get(f"{PATH}/component/default/shop").get_json()
    assert shop["parentEntityRefs"] == [f"location:default/{source['entity']['metadata']['name']}"]
    assert source["parentEntityRefs"] == []
    assert source["entity"]["kind"] == "Location"
    assert source["entity"]["spec"] == {"type": "file", "target": "here"}


def test_the_source_is_the_location(client):
    """What stands above all is the location that `/locations` lists."""
    [known] = client.get("/api/catalog/locations").get_json()
    *_, last = client.get(f"{PATH}/component/default/shop/ancestry").get_json()["items"]

    assert known["data"]["entityRef"] == f"location:default/{last['entity']['metadata']['name']}"


def test_any_case(client):
    """Kind, namespace and name in any case."""
    told = client.get(f"{PATH}/COMPONENT/Default/SHOP/ancestry").get_json()

    assert told["rootEntityRef"] == "component:default/shop"


@pytest.mark.parametrize("name", ["None", "resource-gone", "%00", "%ff", "x" * 500])
def test_unknown(client, name):
    """What is not there is told in the words that clients of the protocol know."""
    body = error(client.get(f"{PATH}/Component/default/{name}/ancestry"), 404, content_type="application/json")

    assert body["error"]["name"] == "NotFoundError"
    assert body["error"]["message"].startswith("No such entity component:default/")


def test_unknown_parameters(client):
    """It takes no parameters, and says so."""
    body = error(client.get(f"{PATH}/component/default/shop/ancestry?x=1"), 400, content_type="application/json")

    assert body["detail"] == "Unknown query parameter 'x'"


def test_asked_again(client):
    """Who holds the answer already gets no second one."""
    tag = client.get(f"{PATH}/component/default/shop/ancestry").headers["ETag"]
    again = client.get(f"{PATH}/component/default/shop/ancestry", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_queries(application, client):
    """Four questions, however many Locations there are: generation, place, Locations, and what is served."""
    client.get(f"{PATH}/component/default/shop/ancestry")
    with application.config["SESSIONS"]() as session, counting.selects(session) as asked:
        client.get(f"{PATH}/component/default/shop/ancestry")

    assert len(asked) == 4
