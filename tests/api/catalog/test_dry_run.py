"""A dry run reads an address for real, tells what it holds, and keeps nothing."""

import pytest

from app.config import Config
from app.factory import create_app
from app.store.models import Base
from tests.api.errors import error
from tests.sites import leads_to, site
from tests.texts import a, all_of

PATH = "/api/catalog/locations?dryRun=true"
FILES = {
    "/team/catalog-info.yaml": all_of(
        a(
            "Location more",
            "targets: [./more/*.yaml, ./more/api.yaml, 'https://example.org/x.yaml']",
            "presence: optional",
        ),
        a("Component it", "type: service", "lifecycle: production", "owner: us", "providesApis: [api]"),
    ),
    "/team/more/api.yaml": a(
        "API api", "type: openapi", "lifecycle: production", "owner: us", "definition: {$text: ./api.json}"
    ),
    "/team/more/api.json": '{"openapi": "3.1.0"}',
}


@pytest.fixture
def here():
    """A site that holds some descriptors."""
    with site(FILES) as found:
        yield found


@pytest.fixture
def client(held_url, here):
    """Asks an application that may read the site."""
    app = create_app(Config(database_url=held_url, readable_hosts=(here.host,)))
    yield app.test_client()
    app.config["SESSIONS"].kw["bind"].dispose()


def post(client, target):
    """The answer about an address."""
    return client.post(PATH, json={"type": "url", "target": target})


def refused(client, target):
    """Why an address cannot be taken."""
    return error(post(client, target), 400, content_type="application/json")["error"]["message"]


def names(told):
    """The entities of an answer, by kind and name."""
    return [f"{each['kind']} {each['metadata']['name']}" for each in told["entities"]]


def test_it_works(client, here):
    """The location as it would be, its own entity first, then all that it leads to."""
    target = here.at("team/catalog-info.yaml")
    response = post(client, target)
    told = response.get_json()

    assert response.status_code == 201
    assert response.content_type == "application/json"
    assert told["exists"] is False
    ref = told["location"].pop("entityRef")
    assert told["location"] == {"id": f"url:{target}", "type": "url", "target": target}
    generated, *_ = told["entities"]
    assert ref == f"location:default/{generated['metadata']['name']}"
    assert generated["spec"] == {"type": "url", "target": target}
    assert names(told)[1:] == ["API api", "Component it", "Location more"]


def test_entities_are_as_they_are_served(client, here):
    """With what they include, how they relate, and where they are from."""
    target = here.at("team/catalog-info.yaml")
    _, api, it, _ = post(client, target).get_json()["entities"]

    assert api["spec"]["definition"] == FILES["/team/more/api.json"]
    assert api["relations"] == [
        {"type": "apiProvidedBy", "targetRef": "component:default/it"},
        {"type": "ownedBy", "targetRef": "group:default/us"},
    ]
    assert {"type": "providesApi", "targetRef": "api:default/api"} in it["relations"]
    assert it["metadata"]["namespace"] == "default"
    assert api["metadata"]["annotations"] == {
        "backstage.io/managed-by-location": f"url:{here.at('team/more/api.yaml')}",
        "backstage.io/managed-by-origin-location": f"url:{target}",
    }


def test_only_what_is_named_is_asked_for(client, here):
    """Each file once, and nothing of any other host."""
    post(client, here.at("team/catalog-info.yaml"))

    assert sorted(here.asked) == sorted(FILES)


def test_nothing_is_stored(client, here):
    """A dry run leaves every table as it was."""

    def rows():
        with client.application.config["SESSIONS"]() as session:
            tables = Base.metadata.sorted_tables
            return {table.name: sorted(map(repr, session.execute(table.select()))) for table in tables}

    before = rows()
    post(client, here.at("team/catalog-info.yaml"))

    assert rows() == before


def test_no_host_is_named(client, here):
    """Where no host may be read, none is asked, and the remedy is told."""
    with site({}) as there:
        message = refused(client, there.at("a.yaml"))

        assert message.startswith(
            f"Error: Unable to read url, Reading from '{there.at('a.yaml')}' is not allowed. "
            "Add its host to ENSEMBLE_READABLE_HOSTS"
        )
        assert there.asked == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "/etc/passwd", "x", "http://", "http://[", "javascript:x"])
def test_no_address(client, target):
    """What is no web address is not read."""
    assert refused(client, target).startswith(f"Error: Unable to read url, Reading from '{target}' is not allowed.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(None, "Error: Unable to read url, The host answers 404. Correct the address.", id="no file"),
        pytest.param("a: b\n", "The file holds no entity.", id="no entity"),
        pytest.param("", "no", id="an empty file"),
        pytest.param("kind: [", "x.yaml:2:1: YAML cannot be read here", id="no YAML"),
        pytest.param(
            a("Component it", "dependsOn: [x]"),
            "x.yaml:6:15: `spec.dependsOn` has `x`, which names no kind.",
            id="a fault",
        ),
        pytest.param(
            all_of(a("System it", "owner: x"), a("System it", "owner: x")), "is declared at", id="one name twice"
        ),
        pytest.param(
            a("Location it", "target: ./no.yaml"), "no.yaml:1:1: The host answers 404.", id="a target that is not there"
        ),
        pytest.param(a("Location it", "target: ../../no.yaml"), "leads out of the source", id="a target outside"),
        pytest.param("<!doctype html><title>x</title>", "x.yaml", id="a page"),
    ],
)
def test_faults(client, here, text, says):
    """A file that would leave an error is refused with its place and its remedy."""
    if text is not None:
        here.answers["/x.yaml"] = text

    assert says in refused(client, here.at("x.yaml"))


def test_how_many_more(client, here):
    """The first fault is told, and how many there are besides."""
    here.answers["/x.yaml"] = a("Component it", "dependsOn: [x, y, z]")

    assert refused(client, here.at("x.yaml")).endswith("There are 2 more errors; mend this one first.")


def test_it_is_not_led_elsewhere(client, here):
    """A host that may be read cannot make us read another."""
    with site({"/a.yaml": FILES["/team/more/api.yaml"]}) as there:
        here.answers["/x.yaml"] = leads_to(there.at("a.yaml"))

        assert "is not allowed" in refused(client, here.at("x.yaml"))
        assert there.asked == []


def test_locations_that_lead_round_in_a_circle(client, here):
    """Each file is read once."""
    here.answers |= {
        "/a.yaml": a("Location a", "targets: [b.yaml, a.yaml]"),
        "/b.yaml": a("Location b", "target: ./a.yaml"),
    }

    assert names(post(client, here.at("a.yaml")).get_json())[1:] == ["Location a", "Location b"]
