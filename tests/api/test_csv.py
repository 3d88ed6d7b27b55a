import csv
import io

import pytest

from app.config import Config
from app.sync import sync
from tests.api.errors import error
from tests.conftest import TODAY
from tests.texts import a
from tests.trees import Texts

ENTITIES = "/api/catalog/entities"
PAGES = f"{ENTITIES}/by-query"
SHOP = f"{ENTITIES}/by-name/component/default/shop"
COLUMNS = [
    *("ref", "kind", "namespace", "name", "title", "type"),
    *("lifecycle", "tier", "owner", "system", "tags", "description"),
]
CSV = {"Accept": "text/csv"}

LISTS = [
    pytest.param(ENTITIES, None, id="entities"),
    pytest.param(PAGES, None, id="pages of entities"),
    pytest.param(PAGES, {}, id="pages of entities by predicate"),
    pytest.param(f"{ENTITIES}/by-refs", {"entityRefs": ["component:shop"]}, id="entities by reference"),
    pytest.param("/api/catalog/entity-facets?facet=kind", None, id="facets"),
    pytest.param("/api/catalog/entity-facets", {"facets": ["kind"]}, id="facets by predicate"),
    pytest.param("/api/catalog/locations", None, id="locations"),
    pytest.param(f"{SHOP}/ancestry", None, id="ancestry"),
    pytest.param("/api/gaps", None, id="gaps"),
    pytest.param("/api/scorecards", None, id="scorecards"),
    pytest.param("/api/alignment/services", None, id="alignment"),
    pytest.param("/api/metrics", None, id="numbers"),
    pytest.param("/api/metrics?name=owned", None, id="a number over time"),
    pytest.param("/api/search?q=shop", None, id="search"),
    pytest.param("/api/graph", None, id="graph"),
    pytest.param("/api/impact?ref=ledger", None, id="impact"),
    pytest.param("/api/impact?ref=ledger&as=goes", None, id="impact of what goes"),
]


def ask(client, path, body=None, **headers):
    """The answer to a request, by POST where it has a body."""
    return client.open(path, method="GET" if body is None else "POST", json=body, headers=headers)


def refused(response, status):
    """What a refusal says."""
    protocol = response.request.path.startswith("/api/catalog")
    type_ = "application/json" if protocol else "application/problem+json"
    return error(response, status, content_type=type_)["detail"]


def table(response):
    """The rows of a table, its header first."""
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.content_type == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(response.get_data(as_text=True), newline=""), strict=True))


def rows(response):
    """The rows of a table by column."""
    header, *others = table(response)
    return [dict(zip(header, row, strict=True)) for row in others]


@pytest.mark.parametrize(("path", "body"), LISTS)
def test_it_works(client, path, body):
    """Every list is a table, too, whichever way that is asked for: with a header, a row at least, and a file's name."""
    asked = ask(client, f"{path}{'&' if '?' in path else '?'}format=csv", body)
    header, *others = table(asked)

    assert others
    assert len(set(header)) == len(header)
    assert table(ask(client, path, body, **CSV)) == [header, *others]
    assert asked.headers["Content-Disposition"].startswith('attachment; filename="ensemble-')
    assert asked.get_data().endswith(b'"\r\n')


@pytest.mark.parametrize(("path", "body"), LISTS)
def test_forms_are_told_apart(client, path, body):
    """Caches know that the header matters; the tag of one form is none of the other."""
    data, asked = ask(client, path, body), ask(client, path, body, **CSV)

    assert data.is_json
    assert data.headers["Vary"] == asked.headers["Vary"] == "Accept"
    if body is None:
        held = asked.headers["ETag"]
        assert data.headers["ETag"] != held
        assert client.get(path, headers={"If-None-Match": held}).status_code == 200
        again = client.get(path, headers={"If-None-Match": held, **CSV})
        assert (again.status_code, again.headers["Vary"]) == (304, "Accept")


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        pytest.param("*/*", "application/json", id="anything"),
        pytest.param("", "application/json", id="nothing"),
        pytest.param("application/json", "application/json", id="JSON"),
        pytest.param("application/json, text/plain, */*", "application/json", id="as axios asks"),
        pytest.param("text/html,application/xhtml+xml,*/*;q=0.8", "application/json", id="as a browser asks"),
        pytest.param("application/json;charset=utf-8", "application/json", id="JSON with a charset"),
        pytest.param("application/*", "application/json", id="some application"),
        pytest.param("text/csv", "text/csv", id="a table"),
        pytest.param("TEXT/CSV; header=present", "text/csv", id="a table with a header"),
        pytest.param("text/csv, */*;q=0.1", "text/csv", id="rather a table"),
        pytest.param("text/csv, */*", "text/csv", id="a table or anything"),
        pytest.param("text/*", "text/csv", id="some text"),
        pytest.param("text/csv;q=0.5, application/json", "application/json", id="rather JSON"),
        pytest.param("text/csv;q=0.5, application/json;q=0.6", "application/json", id="JSON by a little"),
        pytest.param("application/json;q=0, */*", "text/csv", id="anything but JSON"),
        pytest.param("text/csv;q=0, */*", "application/json", id="anything but a table"),
    ],
)
def test_what_is_preferred(client, accept, type_):
    """The Accept header is read as HTTP has it; JSON goes first among equals."""
    assert client.get(ENTITIES, headers={"Accept": accept}).mimetype == type_


def test_the_address_goes_first(client):
    """What stands in the address goes before what the header prefers, so that a link leads to what it says."""
    assert client.get(f"{ENTITIES}?format=json", headers=CSV).is_json
    assert client.get(f"{ENTITIES}?format=csv", headers={"Accept": "application/json"}).mimetype == "text/csv"


@pytest.mark.parametrize(
    ("accept", "says"),
    [
        pytest.param("text/html", "application/json or text/csv", id="a page"),
        pytest.param("application/xml, image/*", "application/json or text/csv", id="one of several"),
        pytest.param("application/json;q=0", "application/json or text/csv", id="no JSON"),
        pytest.param("nonsense", "application/json or text/csv", id="Q09 no media type"),
        pytest.param("*/*;q=0", "application/json or text/csv", id="nothing at all"),
    ],
)
def test_q09_what_there_is_not(client, accept, says):
    """Who takes neither form is told which there are."""
    assert says in refused(client.get(ENTITIES, headers={"Accept": accept}), 406)


@pytest.mark.parametrize("path", [SHOP, "/api/owner?ref=shop"])
def test_what_is_no_list(client, path):
    """What is one thing has no table."""
    assert "answers with application/json;" in refused(client.get(path, headers=CSV), 406)
    assert "format" in refused(client.get(f"{path}{'&' if '?' in path else '?'}format=csv"), 400)
    assert "Vary" not in client.get(path).headers


@pytest.mark.parametrize("value", ["xml", "CSV", "csv,json", "1"])
@pytest.mark.parametrize(("path", "body"), LISTS)
def test_other_forms(client, path, body, value):
    """There are no other forms."""
    response = ask(client, f"{path}{'&' if '?' in path else '?'}format={value}", body)

    assert "request/query/format must be equal to one of the allowed values: json, csv" in refused(response, 400)


def test_errors_are_data(client):
    """What goes wrong is told as JSON, whatever is preferred."""
    response = client.get(f"{ENTITIES}?limit=x", headers=CSV)

    assert response.status_code == 400
    assert response.is_json


# --- entities --------------------------------------------------------------------------------------


def test_entities(client):
    """A row says what most readers want to know of an entity."""
    response = client.get(f"{ENTITIES}?filter=metadata.name=shop&format=csv")

    assert rows(response) == [
        dict.fromkeys(COLUMNS, "")
        | {
            "ref": "component:default/shop",
            "kind": "Component",
            "namespace": "default",
            "name": "shop",
            "title": "The shop",
            "type": "service",
            "lifecycle": "production",
            "tier": "1",
            "owner": "group:default/sales",
            "system": "system:default/store",
            "description": rows(response)[0]["description"],
            "tags": rows(response)[0]["tags"],
        }
    ]


def test_paths(client):
    """With `fields`, the columns are these paths, in their order; what is not there is empty."""
    found = table(client.get(f"{ENTITIES}?filter=metadata.name=shop&fields=spec.tier,kind,nothing,kind&format=csv"))

    assert found == [["spec.tier", "kind", "nothing"], ["1", "Component", ""]]


SHAPES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: odd
  title: '=HYPERLINK("https://evil.example")'
  description: "two\\nlines; \\"quoted\\", and größe"
  tags: [a, b]
  annotations: {example.org/key: "-1"}
  links: [{url: "https://example.org"}]
spec:
  type: service
  lifecycle: production
  owner: x
  numbers: [1, 2.5, true, ~]
  yes: true
"""


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        pytest.param("metadata.tags", "a; b", id="a list"),
        pytest.param("metadata.tags.0", "a", id="an item of a list"),
        pytest.param("metadata.links", '{"url":"https://example.org"}', id="a list of objects"),
        pytest.param("metadata.annotations.example.org/key", "'-1", id="X07 a text that looks like a formula"),
        pytest.param("metadata.title", '\'=HYPERLINK("https://evil.example")', id="X07 a formula"),
        pytest.param("metadata.description", 'two\nlines; "quoted", and größe', id="lines and quotes"),
        pytest.param("spec.numbers", "1; 2.5; true; ", id="a list of anything"),
        pytest.param("spec.yes", "true", id="a truth value"),
        pytest.param("metadata.name.x", "", id="below a text"),
    ],
)
def test_cells(fresh, sessions, path, cell):
    """A list has semicolons between its items, an object is JSON, and nothing is a formula."""
    sync(sessions, "here", Texts({"a.yaml": SHAPES}), config=Config(), as_of=TODAY)

    assert table(fresh.get(f"{ENTITIES}?fields={path}&format=csv")) == [[path], [cell]]
    posted = fresh.post(f"{PAGES}?format=csv", json={"fields": [path]})
    assert table(posted) == [[path], [cell]]


def test_an_object(fresh, sessions):
    """What a path leads to as a whole is told as a whole."""
    sync(
        sessions,
        "here",
        Texts({"a.yaml": a("System x", "owner: y", "more: {deep: [1]}")}),
        config=Config(),
        as_of=TODAY,
    )

    assert table(fresh.get(f"{ENTITIES}?fields=spec&format=csv"))[1] == ['{"owner":"y","more":{"deep":[1]}}']


def test_nothing(client):
    """A list of nothing is its header."""
    assert table(client.get(f"{ENTITIES}?filter=kind=nothing&format=csv")) == [COLUMNS]


def test_by_refs(client):
    """A row for each reference, in their order; empty where there is no such entity."""
    body = {"entityRefs": ["component:shop", "component:nothing", "group:sales"]}
    found = rows(client.post(f"{ENTITIES}/by-refs?format=csv", json=body))

    assert [row["ref"] for row in found] == ["component:default/shop", "", "group:default/sales"]


# --- pages ------------------------------------------------------------------------------------------


def followed(response, relation):
    """Where a Link header leads, if it leads there."""
    links = dict(reversed(part.split("; rel=")) for part in response.headers.get("Link", "").split(", ") if part)
    return links.get(f'"{relation}"', "<>")[1:-1]


def test_a_limit(client):
    """A list that a limit cuts leads on as its JSON does."""
    seen, path = [], f"{ENTITIES}?limit=5&format=csv"
    while path:
        response = client.get(path)
        seen += [row["ref"] for row in rows(response)]
        path = followed(response, "next")

    assert seen == [row["ref"] for row in rows(client.get(ENTITIES, headers=CSV))]


@pytest.mark.parametrize(
    ("query", "body", "headers"),
    [
        pytest.param("?orderField=metadata.name&limit=2&format=csv&filter=kind=component", None, {}, id="by GET"),
        pytest.param("?orderField=metadata.name&limit=2&filter=kind=component", None, CSV, id="by header"),
        pytest.param(
            "?format=csv",
            {"orderBy": [{"field": "metadata.name", "order": "asc"}], "limit": 2, "query": {"kind": "component"}},
            {},
            id="by POST",
        ),
        pytest.param(
            "",
            {"orderBy": [{"field": "metadata.name", "order": "asc"}], "limit": 2, "query": {"kind": "component"}},
            CSV,
            id="by POST and header",
        ),
    ],
)
def test_pages_lead_on_and_back(client, query, body, headers):
    """The Link header leads through all pages and back, however the first was asked for."""
    whole = table(ask(client, f"{PAGES}?orderField=metadata.name&filter=kind=component&format=csv"))
    response = ask(client, f"{PAGES}{query}", body, **headers)
    pages = [table(response)]
    while path := followed(response, "next"):
        response = client.get(path, headers=headers)
        pages.append(table(response))

    assert [pages[0][0], *(row for page in pages for row in page[1:])] == whole
    assert len(pages) > 1
    assert table(client.get(followed(response, "prev"), headers=headers)) == pages[-2]


def test_paths_are_kept(client):
    """The next page has the columns of the first."""
    response = client.post(f"{PAGES}?format=csv", json={"fields": ["kind", "metadata.name"], "limit": 2})

    assert table(client.get(followed(response, "next")))[0] == ["kind", "metadata.name"]


def test_a_long_predicate(client):
    """No link is longer than an address may be."""
    names = [f"name-{number:04}" for number in range(900)]
    body = {"query": {"$not": {"metadata.name": {"$in": names}}}, "limit": 1}
    response = client.post(f"{PAGES}?format=csv", json=body)

    assert len(table(response)) == 2
    assert "Link" not in response.headers


# --- other lists ------------------------------------------------------------------------------------


def test_facets(client):
    """A row for each value of each facet."""
    data = client.get("/api/catalog/entity-facets?facet=kind&facet=spec.type").get_json()["facets"]
    found = table(client.get("/api/catalog/entity-facets?facet=kind&facet=spec.type&format=csv"))

    assert found[0] == ["facet", "value", "count"]
    assert found[1:] == [
        [facet, each["value"], str(each["count"])] for facet, values in data.items() for each in values
    ]


def test_gaps(client):
    """A row for each gap of the page, as its JSON has it."""
    [first, *_] = client.get("/api/gaps").get_json()["gaps"]
    [row, *_] = rows(client.get("/api/gaps?format=csv"))

    assert (row["code"], row["message"], row["file"]) == (first["code"], first["message"], first["position"]["file"])
    assert row["about"] == (first["about"]["ref"] if first["about"] else "")
    assert len(rows(client.get("/api/gaps?size=1&page=2&format=csv"))) == 1


def test_search(client):
    """A row for each thing found."""
    items = client.get("/api/search?q=shop").get_json()["items"]

    assert [row["ref"] for row in rows(client.get("/api/search?q=shop&format=csv"))] == [each["ref"] for each in items]


def test_graph(client):
    """A row for each need, as the page's table has it."""
    text = client.get("/api/graph?format=csv").get_data()

    assert text == client.get("/graph?format=csv").get_data()


@pytest.mark.parametrize("way", ["fails", "goes"])
def test_impact(client, way):
    """A row for each thing that is hit, or each need to rewrite."""
    text = client.get(f"/api/impact?ref=ledger&as={way}&format=csv").get_data()

    assert text == client.get(f"/impact?ref=ledger&as={way}&format=csv").get_data()


def test_ancestry(client):
    """Each row says what leads to it; the source comes last, and nothing leads there."""
    data = client.get(f"{SHOP}/ancestry").get_json()
    found = rows(client.get(f"{SHOP}/ancestry?format=csv"))

    assert found[0]["ref"] == "component:default/shop"
    assert [row["parentEntityRefs"] for row in found] == ["; ".join(each["parentEntityRefs"]) for each in data["items"]]
    assert found[-1]["parentEntityRefs"] == ""
