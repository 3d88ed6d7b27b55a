"""Whatever the API is asked, in whatever way: it is refused with a sentence, or answered at a bounded cost.

`ENSEMBLE_TEST_REQUESTS` says how many conditional requests there are for each database while the catalog changes.
"""

import gzip
import itertools
import json
import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import MetaData, event, select

from app.api.catalog.limits import MOST_FACETS, MOST_ORDERS, MOST_PATHS, MOST_REFS
from app.config import Config
from app.factory import create_app
from app.questions import graph
from app.store import database, migrate
from app.store.predicates import DEEPEST, MOST, WIDEST
from app.sync import sync
from tests.api.conftest import fresh
from tests.conftest import TODAY
from tests.databases import DATABASES, Server
from tests.faults.routes import EXAMPLES
from tests.faults.sockets import send
from tests.texts import a, all_of
from tests.trees import Texts

__all__ = ["fresh"]

BASE = "/api/catalog"
PAGES = f"{BASE}/entities/by-query"
REFS = f"{BASE}/entities/by-refs"
FACETS = f"{BASE}/entity-facets"

SMALL = all_of(
    a("Component payments", "type: service", "owner: payments", "dependsOn: [component:web/payments]"),
    a("Component web/payments", "type: service", "owner: payments"),
    a("Group payments", "type: team", "children: []"),
)
LARGE = {
    f"{number}.yaml": all_of(
        *(
            a(
                f"Component c{number}-{each}",
                "type: service",
                "owner: x",
                f"dependsOn: [component:c{number}-{each - 1}]",
            )
            for each in range(25)
        )
    )
    for number in range(20)
}


@pytest.fixture(scope="module")
def source():
    """What `port` serves."""
    return SMALL


@pytest.fixture(scope="module", params=DATABASES)
def large(request, tmp_path_factory):
    """Asks a catalog of five hundred services, once for each database."""
    server: Server | None = None
    if request.param == "sqlite":
        name, url = "", f"sqlite:///{tmp_path_factory.mktemp('large') / 'ensemble.db'}"
    else:
        server = request.getfixturevalue("postgres")
        name = server.create()
        url = server.url_of(name)
    migrate.upgrade(url)
    app = create_app(Config(database_url=url))
    sync(app.config["SESSIONS"], "here", Texts(LARGE), config=Config(), as_of=TODAY)
    yield app.test_client()
    app.config["SESSIONS"].kw["bind"].dispose()
    if server is not None:
        server.drop(name)


@pytest.fixture(scope="module")
def small(sqlite_client):
    """Asks a small catalog, for what does not depend on the database."""
    return sqlite_client(SMALL)


def ask(client, path, body=None):
    """The answer to a request, by POST where it has a body."""
    return client.get(path) if body is None else client.post(path, json=body)


def refused(response, status):
    """What a refusal says, which is JSON whatever was asked."""
    said = response.get_json()

    assert response.status_code == status, response.get_data(as_text=True)
    assert said["status"] == said["response"]["statusCode"] == status
    assert said["error"]["message"] == said["detail"]
    return said["detail"]


# --- Q07: what the worst of requests costs ----------------------------------------------------------


def conditions(number, of=lambda each: {f"metadata.k{each}": {"$exists": True}}):
    """So many conditions."""
    return [of(each) for each in range(number)]


def nested(depth, inner):
    """A predicate inside others, `$not` in `$any` in `$all`, and so on: `depth` in all."""
    for operator in itertools.islice(itertools.cycle(("$all", "$any", "$not")), depth - 1):
        inner = {operator: inner if operator == "$not" else [inner]}
    return inner


ORDERS = [{"field": f"spec.k{each}" if each else "metadata.name", "order": "desc"} for each in range(MOST_ORDERS)]
WIDE = {"$any": conditions(WIDEST)}
NONE = {"$all": conditions(WIDEST, lambda each: {"metadata.name": {"$hasPrefix": "c" * (each < 49)}})}
DEEP = nested(DEEPEST, {"spec.type": "service"})
ALL = [f"component:c{number}-{each}" for number in range(20) for each in range(25)]

WORST = [
    pytest.param(f"{BASE}/entities", None, id="Q07 all entities in full"),
    pytest.param(PAGES, {"query": WIDE, "limit": 10**9}, id="Q07 as many conditions as may be, which nothing meets"),
    pytest.param(PAGES, {"query": NONE, "limit": 10**9}, id="Q07 as many as may be, which everything meets"),
    pytest.param(PAGES, {"query": {"$not": WIDE}, "limit": 10**9}, id="Q07 as many as may be, none of which holds"),
    pytest.param(PAGES, {"query": DEEP, "limit": 10**9}, id="Q07 as deep as may be"),
    pytest.param(PAGES, {"query": nested(DEEPEST - 1, WIDE), "limit": 10**9}, id="Q07 as deep and as wide as may be"),
    pytest.param(
        PAGES,
        {"query": {"metadata.name": {"$in": [f"c{each}" for each in range(MOST)]}}, "limit": 10**9},
        id="Q07 as many values as may be",
    ),
    pytest.param(
        PAGES,
        {
            "query": {
                "$any": conditions(WIDEST, lambda each: {"spec.type": {"$in": [f"{each}-{n}" for n in range(20)]}})
            },
            "limit": 10**9,
        },
        id="Q07 as many of both as may be",
    ),
    pytest.param(PAGES, {"orderBy": ORDERS, "limit": 10**9}, id="Q07 as many orders as may be"),
    pytest.param(
        PAGES,
        {"fullTextFilter": {"term": "x" * 100_000, "fields": [f"spec.k{n}" for n in range(99)] + ["metadata.name"]}},
        id="Q07 a long text in as many fields as may be",
    ),
    pytest.param(
        PAGES,
        {"fields": [f"metadata.annotations.{n}.{'a.' * 90}" for n in range(100)], "limit": 10**9},
        id="Q07 as many paths as may be",
    ),
    pytest.param(
        PAGES,
        {"query": WIDE, "orderBy": ORDERS, "fullTextFilter": {"term": "c", "fields": ["metadata.name"]}, "limit": 9},
        id="Q07 everything at once",
    ),
    pytest.param(f"{PAGES}?filter={'&filter='.join(f'k{each}' for each in range(WIDEST - 1))}", None, id="Q07 filters"),
    pytest.param(
        f"{BASE}/entities?{'&'.join(f'order=asc:spec.k{each}' for each in range(10))}", None, id="Q07 orders of a list"
    ),
    pytest.param(f"{BASE}/entities?offset={10**9}", None, id="Q07 as far as may be"),
    pytest.param(FACETS, {"facets": ["metadata.name"] * 50, "query": WIDE}, id="Q07 the same facet again and again"),
    pytest.param(
        FACETS,
        {"facets": [f"metadata.name{' ' * each}" for each in range(49)] + ["metadata.uid"], "query": WIDE},
        id="Q07 as many facets as may be",
    ),
    pytest.param(
        REFS, {"entityRefs": ALL * (MOST_REFS // len(ALL)), "query": WIDE}, id="Q07 as many references as may be"
    ),
    pytest.param(REFS, {"entityRefs": [f"component:{n}" for n in range(MOST_REFS)]}, id="Q07 references to nothing"),
    pytest.param(f"{BASE}/locations/by-query", {"query": WIDE}, id="Q07 locations"),
    pytest.param("/api/graph", None, id="Q07 the whole graph"),
    pytest.param(
        f"/api/graph?from={','.join(ALL[: graph.AT_ONCE])}&depth={graph.DEEPEST}&fold=none",
        None,
        id="Q07 a graph as deep and as wide as may be",
    ),
    pytest.param("/api/impact?ref=component:c0-0", None, id="Q07 what a failure does"),
    pytest.param("/api/gaps?size=500", None, id="Q07 gaps"),
    pytest.param("/api/scorecards?size=500", None, id="Q07 scorecards"),
    pytest.param("/api/alignment", None, id="Q07 alignment"),
    pytest.param("/api/alignment/services?size=500", None, id="Q07 a section of alignment"),
    pytest.param("/api/metrics?name=findings_by_team", None, id="Q07 numbers by team"),
    pytest.param("/metrics", None, id="Q07 all numbers"),
    pytest.param("/api/search?q=c&limit=500", None, id="Q07 a search"),
]
_STATEMENTS = 150
_TIMES = 400


@contextmanager
def statements(client):
    """The statements that go to the database within."""
    asked = []
    engine = client.application.config["SESSIONS"].kw["bind"]

    def note(*arguments):
        asked.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def quickest(client, path, body=None):
    """The least time that a request took of three."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        assert ask(client, path, body).status_code == 200
        times.append(time.perf_counter() - begun)
    return min(times)


@pytest.mark.parametrize(("path", "body"), WORST)
def test_the_worst_is_answered(large, path, body):
    """Whatever may be asked is answered on both databases, by few statements, and not without end."""
    ask(large, path, body)
    with statements(large) as asked:
        response = ask(large, path, body)

    assert response.status_code == 200, response.get_data(as_text=True)[:500]
    assert len(asked) <= _STATEMENTS
    assert quickest(large, path, body) <= _TIMES * quickest(large, f"{BASE}/entities/by-name/component/default/c0-0")


def test_the_way_on_from_the_worst(large):
    """A cursor may say as much as its first page did, and leads on."""
    body = {"query": {"$not": WIDE}, "orderBy": ORDERS, "fullTextFilter": {"term": "c", "fields": ["metadata.name"]}}
    first = ask(large, PAGES, {**body, "limit": 2}).get_json()
    second = ask(large, PAGES, {"cursor": first["pageInfo"]["nextCursor"], "limit": 2}).get_json()

    assert first["totalItems"] == second["totalItems"] == 500
    assert first["items"][-1]["metadata"]["name"] > second["items"][0]["metadata"]["name"]


_WIDER = f"more than {WIDEST} conditions"
_TOO_MANY = [
    pytest.param(PAGES, {"query": {"$any": conditions(WIDEST + 1)}}, _WIDER, id="Q07 conditions"),
    pytest.param(PAGES, {"query": {f"k{each}": "x" for each in range(WIDEST + 1)}}, _WIDER, id="Q07 of one object"),
    pytest.param(PAGES, {"query": {"$any": [{}] * (WIDEST + 1)}}, _WIDER, id="Q07 that say nothing"),
    pytest.param(PAGES, {"query": {"$all": [{"$any": []}] * (WIDEST + 1)}}, _WIDER, id="Q07 that hold for nothing"),
    pytest.param(
        PAGES,
        {"query": {"$any": conditions(WIDEST + 1, lambda n: {f"k{n}": {"$in": []}})}},
        _WIDER,
        id="Q07 of no value",
    ),
    pytest.param(FACETS, {"facets": ["kind"], "query": {"$any": [{}] * 99}}, _WIDER, id="Q07 conditions of facets"),
    pytest.param(REFS, {"entityRefs": [], "query": {"$any": [{}] * 99}}, _WIDER, id="Q07 conditions of references"),
    pytest.param(f"{BASE}/locations/by-query", {"query": {"$any": [{}] * 99}}, _WIDER, id="Q07 of locations"),
    pytest.param(
        f"{BASE}/entities?filter={','.join(f'k{each}' for each in range(WIDEST + 1))}",
        None,
        _WIDER,
        id="Q07 of a filter",
    ),
    pytest.param(
        f"{FACETS}?facet=kind&filter={'&filter='.join(f'a{n},b{n}' for n in range(30))}",
        None,
        _WIDER,
        id="Q07 of filters",
    ),
    pytest.param(
        PAGES, {"query": {"kind": {"$in": [*map(str, range(MOST + 1))]}}}, "more than 1,000 values", id="Q07 values"
    ),
    pytest.param(
        f"{BASE}/entities?filter={','.join(f'k={each}' for each in range(MOST + 1))}",
        None,
        "more than 1,000 values",
        id="Q07 values of a filter",
    ),
    pytest.param(
        PAGES, {"query": nested(DEEPEST + 1, {"kind": "x"})}, "more than 20 predicates stand inside", id="Q07 depth"
    ),
    pytest.param(
        PAGES,
        {"orderBy": ORDERS * 2},
        f"request/body/orderBy must NOT have more than {MOST_ORDERS} items",
        id="Q07 orders",
    ),
    pytest.param(
        f"{BASE}/entities?{'&'.join(['order=asc:kind'] * 11)}",
        None,
        "request/query/order must NOT have more than 10 items",
        id="Q07 orders of a list",
    ),
    pytest.param(
        f"{PAGES}?{'&'.join(['orderField=kind'] * 11)}",
        None,
        "request/query/orderField must NOT have more than 10 items",
        id="Q07 orders of pages",
    ),
    pytest.param(
        PAGES,
        {"fields": [f"k{each}" for each in range(101)]},
        "request/body/fields must NOT have more than 100 items",
        id="Q07 paths",
    ),
    pytest.param(
        f"{BASE}/entities?fields={','.join(f'k{each}' for each in range(101))}",
        None,
        "request/query/fields must NOT have more than 100 items",
        id="Q07 paths of a list",
    ),
    pytest.param(
        REFS,
        {"entityRefs": [], "fields": [f"k{each}" for each in range(101)]},
        "request/body/fields must NOT have more than 100 items",
        id="Q07 paths of references",
    ),
    pytest.param(
        PAGES,
        {"fullTextFilter": {"term": "x", "fields": ["kind"] * (MOST_PATHS + 1)}},
        "request/body/fullTextFilter/fields must NOT have more than 100 items",
        id="Q07 fields of a text",
    ),
    pytest.param(
        f"{PAGES}?fullTextFilterTerm=x&fullTextFilterFields={','.join(f'k{each}' for each in range(101))}",
        None,
        "request/query/fullTextFilterFields must NOT have more than 100 items",
        id="Q07 fields of a text in an address",
    ),
    pytest.param(
        FACETS,
        {"facets": ["kind"] * (MOST_FACETS + 1)},
        "request/body/facets must NOT have more than 50 items",
        id="Q07 facets",
    ),
    pytest.param(
        REFS,
        {"entityRefs": ["component:c0-0"] * (MOST_REFS + 1)},
        f"request/body/entityRefs must NOT have more than {MOST_REFS} items",
        id="Q07 references",
    ),
    pytest.param(
        f"/api/graph?from={','.join(ALL[: graph.AT_ONCE + 1])}", None, "more than 20 things", id="Q07 things of a graph"
    ),
    pytest.param("/api/graph?from=c0-0&depth=99", None, "depth", id="Q07 depth of a graph"),
    pytest.param("/api/gaps?size=501", None, "size", id="Q07 gaps"),
    pytest.param("/api/scorecards?size=501", None, "size", id="Q07 scorecards"),
    pytest.param("/api/alignment/services?size=501", None, "size", id="Q07 a section of alignment"),
    pytest.param("/api/search?q=c&limit=501", None, "limit", id="Q07 a search"),
]


@pytest.mark.parametrize(("path", "body", "says"), _TOO_MANY)
def test_more_is_refused(large, path, body, says):
    """What would cost more is refused in a sentence, before the database is asked for any entity."""
    with statements(large) as asked:
        said = refused(ask(large, path, body), 400)

    assert says in said
    assert not [each for each in asked if re.search(r"\b(field|served)\b", each)]


def test_a_body_without_end(small):
    """Q07: brackets within brackets are refused, however many there are."""
    for text in ("[" * 500_000, '{"query":' * 100_000, '{"query":' + '{"$not":' * 5_000 + "{}" + "}" * 5_001):
        response = small.post(PAGES, data=text, content_type="application/json")

        assert response.status_code == 400


# --- Q09, Q11: how it is asked -----------------------------------------------------------------------


def routes(client):
    """Each address of the API with the methods that it takes."""
    found: dict[str, set[str]] = {}
    for rule in client.application.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            path = re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda part: EXAMPLES[part[1]], rule.rule)
            found.setdefault(path, set()).update(rule.methods)
    assert len(found) > 20
    return found


def posted(client):
    """Each address of the API that takes a body, with its method and the kinds of bodies it takes."""
    paths = client.get("/api/openapi.json").get_json()["paths"]
    found = [
        (path.format(**EXAMPLES), method.upper(), set(operation["requestBody"]["content"]))
        for path, methods in paths.items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and "requestBody" in operation
    ]
    assert len(found) >= 9
    return found


def test_q09_other_methods(small):
    """A method that an address does not take is refused with those that it takes, and as JSON."""
    for path, methods in routes(small).items():
        for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "QUERY"} - methods:
            response = small.open(path, method=method)

            assert response.status_code == 405, (method, path)
            assert response.allow == methods
            if method != "HEAD":
                assert "Allow header" in refused(response, 405)


def test_q11_options(small):
    """OPTIONS tells the methods that an address takes."""
    for path, methods in routes(small).items():
        response = small.options(path)

        assert (response.status_code, set(response.allow), response.get_data()) == (200, methods, b"")


def test_q11_head(small):
    """HEAD gets the headers of GET, and no body."""
    needed = {FACETS: "facet=kind", "/api/search": "q=x"}
    for path, methods in routes(small).items():
        if "HEAD" not in methods:
            continue
        query = needed.get(path, "ref=component:payments" if path in ("/api/owner", "/api/impact") else "")
        got, head = small.get(path, query_string=query), small.head(path, query_string=query)
        volatile = {"Content-Length"} if got.status_code >= 400 else set()

        assert head.status_code == got.status_code, path
        assert head.get_data() == b""
        assert {name: value for name, value in head.headers if name not in volatile} == {
            name: value for name, value in got.headers if name not in volatile
        }


@pytest.mark.parametrize(
    "type_",
    [
        pytest.param("text/html", id="Q09 a page"),
        pytest.param("application/xml", id="Q09 XML"),
        pytest.param("application/x-www-form-urlencoded", id="Q09 a form"),
        pytest.param("multipart/form-data; boundary=x", id="Q09 a form with files"),
        pytest.param("application/octet-stream", id="Q09 bytes"),
        pytest.param("application/merge-patch+json", id="Q09 another JSON"),
        pytest.param("nonsense", id="Q09 no media type"),
        pytest.param("", id="Q09 nothing said"),
        pytest.param("application/json; charset=utf-16", id="Q09 another charset"),
        pytest.param("application/json; charset=klingon", id="Q09 no charset"),
    ],
)
def test_bodies_of_another_kind(small, type_):
    """A body that is not what an address takes is refused for that, whatever it holds."""
    for path, method, _ in posted(small):
        data = "{}".encode("utf-16") if "utf-16" in type_ else b'{"x": 1}'
        refused(small.open(path, method=method, data=data, content_type=type_ or None), 415)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "x-unknown", "GZIP"])
def test_q09_compressed_bodies(small, coding):
    """A compressed body is refused unread, so that none can be larger than it looks."""
    bomb = gzip.compress(b'{"query": "' + b"x" * 10_000_000 + b'"}')
    for path, method, kinds in posted(small):
        for kind in kinds:
            response = small.open(
                path, method=method, data=bomb, content_type=kind, headers={"Content-Encoding": coding}
            )

            assert "compressed" in refused(response, 415), path


@pytest.mark.parametrize("accept", ["text/html", "application/xml;q=0.9, image/*", "*/*;q=0", "application/json;q=0"])
def test_q09_nothing_to_their_taste(small, accept):
    """Who takes no JSON, nor a table where there is one, is told what there is."""
    for path, methods in routes(small).items():
        if "GET" in methods and "ref" not in path:
            response = small.get(
                path, headers={"Accept": accept}, query_string={"facet": "kind"} if path == FACETS else {}
            )
            if response.status_code != 400:
                assert "Accept header" in refused(response, 406), path


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Range": "bytes=0-10"}, id="Q11 a range"),
        pytest.param({"Range": "bytes=5-2,-1,x"}, id="Q11 ranges that are none"),
        pytest.param({"Range": "lines=" + "0-1," * 2_000}, id="Q11 ranges without end"),
        pytest.param({"If-None-Match": '"'}, id="Q11 half a tag"),
        pytest.param({"If-None-Match": "W/W/W/,,,\xff"}, id="Q11 no tag"),
        pytest.param({"If-None-Match": ", ".join(f'"{n}"' for n in range(2_000))}, id="Q11 tags without end"),
        pytest.param({"If-Match": '"x"', "If-Range": "x", "If-Modified-Since": "x"}, id="Q11 other conditions"),
        pytest.param({"If-Modified-Since": "Fri, 31 Dec 9999 23:59:59 GMT"}, id="Q11 a time to come"),
        pytest.param({"Accept": "," * 5_000}, id="Q11 commas"),
        pytest.param({"Accept": "*/*;q=nan"}, id="Q11 no quality"),
        pytest.param(
            {"Accept-Charset": "x", "Accept-Language": ";;;", "Accept-Encoding": "*;q=0"}, id="Q11 other tastes"
        ),
        pytest.param({"Cookie": "a=b; " * 1_000, "Authorization": "Basic \xff"}, id="Q11 who they say they are"),
        pytest.param({"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}, id="Q11 where from"),
        pytest.param({"X-HTTP-Method-Override": "DELETE"}, id="Q11 another method"),
        pytest.param({"Expect": "x", "Upgrade": "h2c", "TE": "x"}, id="Q11 another protocol"),
    ],
)
def test_headers_of_all_kinds(small, headers):
    """A header that means nothing here is passed over: the answer is whole."""
    response = small.get(f"{BASE}/entities", headers=headers)

    assert response.status_code == 200
    assert len(response.get_json()) == 3
    assert b"evil" not in response.get_data() + str(response.headers).encode()


# --- Q09, Q11: the real server -----------------------------------------------------------------------

BODY = b'{"entityRefs":["component:payments"]}'
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)


def request(*lines, body=b"", target=REFS, method="POST"):
    """A request as it goes over a socket."""
    head = (f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *lines)
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


JSON = "Content-Type: application/json"
SENT = [
    pytest.param(request(JSON, f"Content-Length: {len(BODY)}", body=BODY), {200}, id="Q09 as it should be"),
    pytest.param(request(JSON, "Transfer-Encoding: chunked", body=CHUNKED), {200}, id="Q09 in chunks, of no length"),
    pytest.param(request(JSON, "Content-Length: -1", body=BODY), {400}, id="Q09 less than nothing"),
    pytest.param(request(JSON, "Content-Length: x", body=BODY), {400}, id="Q09 a length that is none"),
    pytest.param(request(JSON, "Content-Length: +5", body=BODY), {400}, id="Q09 a length with a sign"),
    pytest.param(request(JSON, f"Content-Length: {2**64}", body=BODY), {400, 413}, id="Q09 beyond all numbers"),
    pytest.param(request(JSON, f"Content-Length: {2**40}"), {413}, id="Q09 longer than may be"),
    pytest.param(
        request(JSON, "Content-Length: 2", f"Content-Length: {len(BODY)}", body=BODY), {400}, id="Q09 two lengths"
    ),
    pytest.param(request(JSON, f"Content-Length: 2, {len(BODY)}", body=BODY), {400}, id="Q09 two lengths in one"),
    pytest.param(
        request(JSON, "Transfer-Encoding: chunked", body=b"zz\r\nx\r\n0\r\n\r\n"), {0, 400}, id="Q09 no chunk"
    ),
    pytest.param(
        request(JSON, "Transfer-Encoding: gzip, chunked", body=CHUNKED), {200, 400, 415, 501}, id="Q09 packed chunks"
    ),
    pytest.param(request(JSON, "Transfer-Encoding: x", body=BODY), {400, 501}, id="Q09 no coding"),
    pytest.param(
        request(
            JSON, "Transfer-Encoding: chunked", body=b"".join(b"10000\r\n%s\r\n" % (b" " * 65_536) for _ in range(40))
        ),
        {0, 400, 413},
        id="Q09 chunks without end",
    ),
    pytest.param(request("Content-Length: 2", body=b"{}"), {415}, id="Q09 of no type"),
    pytest.param(
        request(*(f"X-{n}: {'x' * 8_192}" for n in range(100)), method="GET", target=f"{BASE}/entities"),
        {0, 200, 400, 431},
        id="Q11 a hundred long headers",
    ),
    pytest.param(
        request(*(f"X-{n}: x" for n in range(5_000)), method="GET", target=f"{BASE}/entities"),
        {0, 200, 400, 431},
        id="Q11 headers without end",
    ),
    pytest.param(request("X y: z", method="GET", target=f"{BASE}/entities"), {400}, id="Q11 no header"),
    pytest.param(request("X: a\x00b", method="GET", target=f"{BASE}/entities"), {400}, id="Q11 nothing in a header"),
    pytest.param(request(method="TRACE", target=f"{BASE}/entities"), {405}, id="Q11 TRACE"),
    pytest.param(request(method="GE\x01T", target=f"{BASE}/entities"), {400}, id="Q11 no method"),
    pytest.param(
        request(method="x" * 9_000, target=f"{BASE}/entities"), {0, 400, 405, 414, 431}, id="Q11 a long method"
    ),
]


@pytest.mark.parametrize(("sent", "statuses"), SENT)
def test_what_goes_over_a_socket(port, sent, statuses):
    """What no client should send is refused or hung up on, is never a fault of ours, and is answered once."""
    answer = send(port, sent)

    assert answer.status in statuses
    assert b"HTTP/1.1" not in answer.body
    assert send(port, request(method="GET", target=f"{BASE}/entities")).status == 200


def test_q09_one_request_is_one(port):
    """Where two lengths of a body are told, what follows it is not taken for another request."""
    inner = request(method="GET", target="/healthz")
    answer = send(port, request(JSON, "Content-Length: 4", "Transfer-Encoding: chunked", body=b"0\r\n\r\n" + inner))

    assert answer.status < 500
    assert b"alive" not in answer.body


# --- Q14: what is said besides -----------------------------------------------------------------------

EXTRA = {
    **dict.fromkeys(("status", "verified", "current_head", "stale", "generation", "id", "owner", "is_admin"), "x"),
    "__proto__": {"verified": True},
    "constructor": {"prototype": {}},
    "etag": "x",
    "uid": "x",
    "source": "evil",
}
ENTITY = {
    "apiVersion": "backstage.io/v1alpha1",
    "kind": "Component",
    "metadata": {"name": "payments"},
    "spec": {"type": "service", "lifecycle": "production", "owner": "payments"},
}
PLACE = {"type": "url", "target": "https://git.example.org/one/two"}
BODIES = [
    pytest.param("POST", PAGES, {"query": {"kind": "component"}}, id="Q14 pages"),
    pytest.param("POST", REFS, {"entityRefs": ["component:payments"]}, id="Q14 references"),
    pytest.param("POST", FACETS, {"facets": ["kind"]}, id="Q14 facets"),
    pytest.param("POST", f"{BASE}/locations/by-query", {}, id="Q14 locations"),
    pytest.param("POST", f"{BASE}/locations", PLACE, id="Q14 a location to add"),
    pytest.param("POST", f"{BASE}/locations?dryRun=true", PLACE, id="Q14 a location to try"),
    pytest.param("PUT", f"{BASE}/locations/{{id}}", PLACE, id="Q14 a location to change"),
    pytest.param("POST", f"{BASE}/refresh", {"entityRef": "component:payments"}, id="Q14 what to read anew"),
    pytest.param(
        "POST", f"{BASE}/validate-entity", {"entity": ENTITY, "location": "url:https://x"}, id="Q14 an entity"
    ),
    pytest.param("POST", f"{BASE}/analyze-location", {"location": PLACE}, id="Q14 a repository"),
    pytest.param(
        "POST",
        "/api/check",
        {"text": a("Group payments", "type: team", "children: []", "contacts: [{type: email, value: a@b.example}]")},
        id="Q14 a descriptor",
    ),
]


def dump(client):
    """Everything that the database holds."""
    sessions = client.application.config["SESSIONS"]
    tables = MetaData()
    engine = sessions.kw["bind"]
    tables.reflect(engine)
    with database.reading(sessions) as session:
        return {
            name: sorted(map(repr, session.execute(select(table)).all()))
            for name, table in tables.tables.items()
            if not name.startswith("words_index_")
        }


def within(body):
    """The body with more keys than there should be: in it, and in each object that it holds."""
    yield {**body, **EXTRA}
    for key, value in body.items():
        if isinstance(value, dict) and key != "query":
            yield {**body, key: {**value, **EXTRA}}


def told(response):
    """What an answer says, but for what is another each time."""
    said = response.get_json(silent=True)
    if isinstance(said, dict):
        said.pop("request_id", None)
    return response.status_code, said


@pytest.mark.parametrize(("method", "path", "body"), BODIES)
def test_nothing_is_assigned(fresh, sessions, method, path, body):
    """What nobody asked for is refused or passed over: the answer is the same, and so is all that is stored."""
    sync(sessions, "here", Texts({"a.yaml": SMALL}), config=Config(), as_of=TODAY)
    path = path.format(id=fresh.get(f"{BASE}/locations").get_json()[0]["data"]["id"])
    before = dump(fresh)
    plainly = fresh.open(path, method=method, json=body)
    for more in within(body):
        response = fresh.open(path, method=method, json=more)

        assert response.status_code == 400 or told(response) == told(plainly)
    assert plainly.status_code in (200, 400, 403)
    assert dump(fresh) == before


def test_q14_every_body(small):
    """An address that takes a body cannot be added without a row here."""
    known = {(param.values[0], str(param.values[1]).partition("?")[0].format(**EXAMPLES)) for param in BODIES}

    assert {(method, path) for path, method, _ in posted(small)} <= known


# --- A11: while the catalog changes -------------------------------------------------------------------

REQUESTS = int(os.environ.get("ENSEMBLE_TEST_REQUESTS", "10000"))
SYNCS = 20
READERS = 4
ASKED = (
    f"{BASE}/entities",
    f"{BASE}/entities/by-name/component/default/payments",
    f"{PAGES}?fields=metadata.title",
    f"{FACETS}?facet=metadata.title",
    f"{BASE}/entities?format=csv",
)


def version(number):
    """A catalog that says which it is."""
    return SMALL.replace("{name: payments}", f"{{name: payments, title: version {number:04}}}", 1)


def test_a11_no_tag_outlives_what_it_stands_for(database_url, sessions):
    """Nobody who asks again is told that nothing changed once it has, and no tag ever stands for two answers."""
    app = create_app(Config(database_url=database_url))
    answers: dict[str, tuple[str, str]] = {}
    faults: list[tuple[object, ...]] = []
    lock = threading.Lock()
    written = 0
    over = threading.Event()

    def put(number):
        nonlocal written
        sync(sessions, "here", Texts({"a.yaml": version(number)}), config=Config(), as_of=TODAY)
        written = number

    def read(first):
        client, seen = app.test_client(), 0
        held: dict[str, tuple[str, int]] = {}
        paths = itertools.islice(itertools.cycle(ASKED), first, None)
        while seen < REQUESTS // READERS or not over.is_set():
            path = next(paths)
            tag, known = held.get(path, ("", 0))
            least = written
            response = client.get(path, headers={"If-None-Match": tag})
            seen += 1
            if response.status_code == 200:
                text = response.get_data(as_text=True)
                tag, known = response.headers["ETag"], int(text.partition("version ")[2][:4])
                held[path] = tag, known
                with lock:
                    if answers.setdefault(tag, (path, text)) != (path, text):
                        faults.append(("two answers of one tag", path))
            elif response.status_code != 304:
                faults.append((response.status_code, path))
            if known < least:
                faults.append(("older than what was written", response.status_code, path, known, least))
        return seen

    put(1)
    with ThreadPoolExecutor(READERS) as readers:
        running = [readers.submit(read, number) for number in range(READERS)]
        for number in range(2, SYNCS + 2):
            put(number)
        over.set()
        seen = sum(each.result() for each in running)
    app.config["SESSIONS"].kw["bind"].dispose()

    assert faults == []
    assert seen >= REQUESTS
    assert len(answers) > SYNCS


def test_q07_bodies_are_json(small):
    """Q07: a body that is no object is refused, and so is half of one."""
    for text in ("[]", "1", '"x"', "null", "{", "", "\x00", json.dumps({"query": []})):
        response = small.post(FACETS, data=text, content_type="application/json")

        assert response.status_code == 400, text
