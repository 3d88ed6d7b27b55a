import pytest

from app.store.models import GenerationRow, RefRow
from tests.api.errors import error

PATH = "/api/catalog/validate-entity"
PLACE = "url:https://example.com/x/catalog-info.yaml"
SPEC = {"type": "service", "lifecycle": "production", "owner": "no-such-team", "dependsOn": ["resource:no-such"]}
GOOD = {
    "apiVersion": "backstage.io/v1alpha1",
    "kind": "Component",
    "metadata": {"name": "golden-x"},
    "spec": SPEC,
}


def other(kind, **spec):
    """An entity of another kind."""
    return {**GOOD, "kind": kind, "spec": spec}


def named(**metadata):
    """The good entity with other metadata."""
    return {**GOOD, "metadata": {"name": "golden-x", **metadata}}


def spec(**keys):
    """The good entity with other keys in its spec; those that are `None` are left out."""
    return {**GOOD, "spec": {key: value for key, value in {**SPEC, **keys}.items() if value is not None}}


def validate(client, entity, location=PLACE):
    """The answer about an entity."""
    return client.post(PATH, json={"entity": entity, "location": location})


@pytest.mark.parametrize(
    "entity",
    [
        pytest.param(GOOD, id="names that nothing answers to"),
        pytest.param(other("Group", type="team", children=[]), id="a team"),
        pytest.param(other("System", owner="x", domain="y", partOf="system:z"), id="a key of one's own"),
        pytest.param(other("Location"), id="a Location without targets"),
        pytest.param(other("Domain", owner="x", subdomainOf="y"), id="a domain in a domain"),
        pytest.param(
            other("API", type="openapi", lifecycle="x", owner="x", definition={"$text": "./x"}), id="an inclusion"
        ),
        pytest.param(
            other("API", type="mcp-server", lifecycle="x", owner="x", remotes=[{"type": "sse", "url": "https://x"}]),
            id="an MCP server, which has no definition",
        ),
        pytest.param({**named(), "apiVersion": "backstage.io/v1beta1"}, id="the other apiVersion"),
        pytest.param(named(name="shop"), id="one that is in the catalog"),
        pytest.param(named(uid="x", etag="y", titel="near to a title"), id="keys of metadata"),
        pytest.param(named(description='\u00e4 " \\ \n \t / \U0001f600'), id="letters that JSON writes otherwise"),
    ],
)
def test_it_works(client, entity):
    """What Backstage would take is answered with nothing."""
    response = validate(client, entity)

    assert (response.status_code, response.data) == (200, b"")
    assert "Content-Type" not in response.headers


@pytest.mark.parametrize(
    ("entity", "name", "pointer", "says"),
    [
        pytest.param(spec(owner=None), "InputError", "/spec/owner", "Write `owner: group:<team>`", id="no owner"),
        pytest.param(spec(owner=""), "InputError", "/spec/owner", "names no owner", id="an empty owner"),
        pytest.param(
            spec(owner=None, system="store"), "InputError", "/spec/owner", "store", id="an owner that is inherited"
        ),
        pytest.param(spec(owner=5), "InputError", "/spec/owner", "takes a text", id="an owner that is a number"),
        pytest.param(spec(type=None), "InputError", "/spec/type", "Write `type: service`", id="no type"),
        pytest.param(spec(type=""), "InputError", "/spec/type", "names no type", id="an empty type"),
        pytest.param(
            spec(lifecycle=None), "InputError", "/spec/lifecycle", "Write `lifecycle: production`", id="no lifecycle"
        ),
        pytest.param(
            spec(dependsOn=["no-kind"]), "InputError", "/spec/dependsOn/0", "`component:no-kind`", id="no kind"
        ),
        pytest.param(
            spec(dependsOn=["ledger-db"]), "InputError", "/spec/dependsOn/0", "`resource:ledger-db`", id="its kind"
        ),
        pytest.param(
            spec(dependencyOf="x"), "InputError", "/spec/dependencyOf", "`component:x`", id="no kind the other way"
        ),
        pytest.param(
            other("Group", type="team"), "InputError", "/spec/children", "`[]` where there are none", id="no children"
        ),
        pytest.param(other("User"), "InputError", "/spec/memberOf", "`[]` where there are none", id="no teams"),
        pytest.param(
            other("API", type="openapi", lifecycle="x", owner="x"),
            "InputError",
            "/spec/definition",
            "Write `definition:",
            id="no definition",
        ),
        pytest.param(named(name="bad name"), "InputError", "/metadata/name", "is no name", id="no name"),
        pytest.param(named(name=""), "TypeError", "/metadata/name", "is no name", id="an empty name"),
        pytest.param({**GOOD, "metadata": {}}, "TypeError", "/metadata", "Write `name:`", id="a name that is missing"),
        pytest.param(named(namespace="Upper"), "InputError", "/metadata/namespace", "small letters", id="a namespace"),
        pytest.param(named(tags=["Bad Tag"]), "InputError", "/metadata/tags/0", "Write `bad-tag`", id="a tag"),
        pytest.param(named(tags="x"), "InputError", "/metadata/tags", "Write `[x]`", id="tags that are a text"),
        pytest.param(named(labels={"a": 1}), "InputError", "/metadata/labels/a", "in quotes", id="a label"),
        pytest.param(
            named(annotations={"a b": "x"}), "InputError", "/metadata/annotations/a b", "key", id="an annotation"
        ),
        pytest.param(named(links=[{"url": "x y"}]), "InputError", "/metadata/links/0/url", "in full", id="a link"),
        pytest.param({**GOOD, "kind": "Widget"}, "InputError", "/kind", "The kinds are", id="an unknown kind"),
        pytest.param({**GOOD, "kind": "component"}, "InputError", "/kind", "`Component`", id="a kind nearly right"),
        pytest.param(
            {**GOOD, "apiVersion": "v9"}, "InputError", "/apiVersion", "backstage.io/v1alpha1", id="an apiVersion"
        ),
        pytest.param({**GOOD, "extra": 1}, "InputError", "/extra", "take it out", id="a key too many"),
        pytest.param({**GOOD, "relations": []}, "InputError", "/relations", "take it out", id="relations"),
        pytest.param({**GOOD, "status": {"items": []}}, "InputError", "/status", "take it out", id="a status"),
        pytest.param({}, "TypeError", "/apiVersion", "Write both.", id="nothing"),
        pytest.param({"kind": "Component"}, "TypeError", "/apiVersion", "Write `apiVersion:", id="half an envelope"),
        pytest.param(named(name="${{ values.name }}"), "InputError", "", "placeholders", id="a template"),
        pytest.param({**GOOD, "spec": {"x" * 2_000: 1}}, "InputError", "", "", id="a key as long as a page"),
    ],
)
def test_what_is_refused(client, entity, name, pointer, says):
    """What Backstage would refuse is told with the part at fault and what to write."""
    response = validate(client, entity)
    body = response.get_json()

    assert response.status_code == 400
    assert response.content_type == "application/json"
    assert set(body) == {"errors"}
    first = body["errors"][0]
    assert (first["name"], first["pointer"]) == (name, pointer)
    assert says in first["message"]


def test_all_faults_are_told(client):
    """Not the first one only."""
    faulty = {**named(tags=["Bad Tag"]), "spec": None, "extra": 1}

    pointers = [each["pointer"] for each in validate(client, faulty).get_json()["errors"]]

    assert {"/metadata/tags/0", "/spec", "/extra", "/spec/owner"} <= set(pointers)


@pytest.mark.parametrize(
    ("location", "message"),
    [
        pytest.param(
            "file:/x",
            "Invalid location ref file:/x, only 'url:<target>' is supported, e.g. url:https://host/path",
            id="a file",
        ),
        pytest.param(
            "nonsense",
            "Unable to parse location ref 'nonsense', expected '<type>:<target>', e.g. 'url:https://host/path'",
            id="no place",
        ),
        pytest.param(
            "url:",
            "Unable to parse location ref 'url:', expected '<type>:<target>', e.g. 'url:https://host/path'",
            id="no target",
        ),
    ],
)
def test_where_it_comes_from(client, location, message):
    """An entity comes from a web address; whatever else is said is told as a fault of it."""
    response = validate(client, GOOD, location)

    assert response.status_code == 400
    assert response.get_json() == {"errors": [{"name": "TypeError", "message": message}]}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param({}, "request/body must have required property 'location'", id="nothing"),
        pytest.param({"entity": GOOD}, "request/body must have required property 'location'", id="no place"),
        pytest.param({"location": PLACE}, "request/body must have required property 'entity'", id="no entity"),
        pytest.param({"location": PLACE, "entity": None}, "request/body/entity must be object", id="null"),
        pytest.param({"location": PLACE, "entity": "x"}, "request/body/entity must be object", id="a text"),
        pytest.param({"location": 1, "entity": GOOD}, "request/body/location must be string", id="a number"),
        pytest.param(
            {"location": PLACE, "entity": GOOD, "verified": True},
            "request/body must NOT have additional properties",
            id="Q14 more than is known",
        ),
    ],
)
def test_bodies(client, body, message):
    """A body that asks nothing is an error like any other."""
    told = error(client.post(PATH, json=body), 400, content_type="application/json")

    assert told["error"] == {"name": "InputError", "message": message}


@pytest.mark.parametrize("depth", [40, 300, 900])
def test_hostile_entities(client, depth):
    """What is made to hurt costs one fault and no time."""
    deep = "[" * depth + "]" * depth
    body = f'{{"location": "{PLACE}", "entity": {{"apiVersion": "v1", "kind": "X", "spec": {{"x": {deep}}}}}}}'
    response = client.post(PATH, data=body, content_type="application/json")

    assert response.status_code == 400
    assert response.get_json()["errors"][0]["code"] == "yaml-depth"


def test_nothing_is_stored(application, client):
    """Neither a generation nor a name is left behind."""

    def counts():
        with application.config["SESSIONS"]() as session:
            return [session.query(table).count() for table in (GenerationRow, RefRow)]

    before = counts()
    validate(client, spec(owner="never-heard-of"))

    assert counts() == before
