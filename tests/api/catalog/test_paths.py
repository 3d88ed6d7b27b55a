import pytest

from app.api.catalog.paths import plain
from tests.api.errors import error

BASE = "/api/catalog"
RULES = [
    rule.split("/")
    for rule in (f"{BASE}/things/by-name/<name>", f"{BASE}/things", f"{BASE}/things/last", f"{BASE}/things/<id>")
]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        pytest.param("/things", "/things", id="as it is"),
        pytest.param("/Things", "/things", id="in another case"),
        pytest.param("/THINGS/", "/things", id="with a slash"),
        pytest.param("/things//", "/things//", id="with two slashes"),
        pytest.param("//things", "//things", id="with a slash before"),
        pytest.param("/THINGS/By-Name/Ab", "/things/by-name/Ab", id="a name keeps its case"),
        pytest.param("/things/by-name/Ab/", "/things/by-name/Ab", id="a name and a slash"),
        pytest.param("/things/by-name//", "/things/by-name//", id="a name that is none"),
        pytest.param("/things/by-name/", "/things/by-name", id="a word for a name"),
        pytest.param("/things/LAST", "/things/last", id="a word goes before a name"),
        pytest.param("/Other/Things", "/Other/Things", id="nothing that there is"),
        pytest.param("/TH\u0130NGS", "/TH\u0130NGS", id="a letter that becomes two"),
    ],
)
def test_it_works(path, found):
    """A path that fits a rule is written as the rule is, and every other stays as it was."""
    assert plain(f"{BASE}{path}", RULES) == f"{BASE}{found}"


@pytest.mark.parametrize(
    "path",
    [
        "/entities/",
        "/ENTITIES",
        "/Entities/By-Query/",
        "/entities/BY-NAME/Component/default/shop/",
        "/entities/by-name/COMPONENT/DEFAULT/SHOP",
        "/Entities/by-name/component/default/shop/Ancestry/",
        "/ENTITY-FACETS/?facet=kind",
        "/Locations/",
    ],
)
def test_addresses(client, path):
    """Backstage's server takes an address in any case and with a slash at its end, and so do its clients."""
    address, _, query = path.partition("?")
    parts = [part if part in ("Component", "default", "shop") else part.lower() for part in address.split("/")]
    plainly = client.get(f"{BASE}{'/'.join(parts).rstrip('/')}?{query}")
    response = client.get(f"{BASE}{path}")

    assert (response.status_code, response.get_data()) == (200, plainly.get_data())
    assert response.headers["ETag"] == plainly.headers["ETag"] or "?" not in path


def test_posted(client):
    """So it is with what is posted."""
    response = client.post(f"{BASE}/Entities/By-Refs/", json={"entityRefs": ["component:shop"]})

    assert response.get_json()["items"][0]["metadata"]["name"] == "shop"


def test_names_keep_their_case(client):
    """What is not there is told as it was asked for."""
    said = error(
        client.get(f"{BASE}/ENTITIES/BY-NAME/Component/Default/Nothing/"), 404, content_type="application/json"
    )

    assert said["detail"] == "No entity named 'Nothing' found, with kind 'Component' in namespace 'Default'"


@pytest.mark.parametrize("path", ["/entities", "/Entities/", "/entities/by-name/a/b/c", "/Entities/by-name/a/b/C/"])
def test_methods(client, path):
    """Whichever way an address is written, it takes the same methods, and says so."""
    asked = client.options(f"{BASE}{path}")
    refused = client.patch(f"{BASE}{path}")

    assert (asked.status_code, refused.status_code) == (200, 405)
    assert asked.allow == refused.allow == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", ["/", "/entities//", "//entities", "/entities/x", "/entities/by-name/a/b//", "/%2F"])
def test_what_is_not_there(client, path):
    """No path leads to another place for being written so."""
    response = client.get(f"{BASE}{path}")

    assert response.status_code == 404
    assert "Location" not in response.headers


@pytest.mark.parametrize("path", ["/API/catalog/entities", "/api/CATALOG/entities", "/api/GAPS", "/api/gaps/"])
def test_other_addresses(client, path):
    """Elsewhere an address is written in one way."""
    assert client.get(path).status_code == 404
