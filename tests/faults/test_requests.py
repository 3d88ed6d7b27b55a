"""Addresses as attackers write them: answered with 400, 404 or 414, and never with a way to somewhere else."""

import time
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from app.drawing.render import Renderer
from tests.faults.routes import addresses
from tests.faults.sockets import ask
from tests.texts import a, all_of
from tests.web.pages import Page

SOURCE = all_of(
    a("Component payments", "type: service", "owner: payments", "dependsOn: [component:web/payments]"),
    a("Component web/payments", "type: service", "owner: payments"),
    a("API payments", "type: openapi", 'definition: "openapi: 3.0.0"'),
    a("Group payments", "children: []"),
)
HOSTS = ("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def source() -> str:
    """What `port` serves."""
    return SOURCE


@pytest.fixture(scope="module")
def client(sqlite_client: Callable[[str], FlaskClient]) -> FlaskClient:
    """A small site without Graphviz."""
    found = sqlite_client(SOURCE)
    found.application.config["RENDERER"] = Renderer(None)
    return found


# --- what a request may ask for --------------------------------------------------------------------

NO_NUMBERS = [
    *("-1", "0", "1e9", "99999999999999999999", "00000000" + "1" * 30, "\u0663", " 1", "1_0", "+1", "1.0"),
]

NUMBERS = [
    pytest.param("/services", "page", id="page of a list"),
    pytest.param("/services", "size", id="size of a list"),
    pytest.param("/services", "tier", id="tier"),
    pytest.param("/entities/component", "page", id="page of a kind"),
    pytest.param("/services/payments", "history", id="page of a history"),
    pytest.param("/apis/payments", "line", id="line of a definition"),
    pytest.param("/apis/payments", "types", id="page of a definition's types"),
    pytest.param("/gaps", "page", id="page of gaps"),
    pytest.param("/gaps", "size", id="size of gaps"),
    pytest.param("/gaps", "tier", id="tier of gaps"),
    pytest.param("/graph", "depth", id="depth of a graph"),
    pytest.param("/search", "page", id="page of a search"),
    pytest.param("/sources", "page", id="page of sources"),
    pytest.param("/api/gaps", "page", id="page of the API's gaps"),
    pytest.param("/api/gaps", "size", id="size of the API's gaps"),
    pytest.param("/api/gaps", "tier", id="tier of the API's gaps"),
    pytest.param("/api/scorecards", "page", id="page of the API's scorecards"),
    pytest.param("/api/scorecards", "size", id="size of the API's scorecards"),
    pytest.param("/api/alignment/services", "page", id="page of the API's alignment"),
    pytest.param("/api/alignment/services", "size", id="size of the API's alignment"),
    pytest.param("/api/graph", "depth", id="depth of the API's graph"),
    pytest.param("/api/search?q=x", "limit", id="limit of the API's search"),
    pytest.param("/api/catalog/entities", "limit", id="limit of entities"),
]


@pytest.mark.parametrize(("address", "name"), NUMBERS)
@pytest.mark.parametrize("value", NO_NUMBERS, ids=lambda value: f"Q04 {value!a}"[:30])
def test_numbers_are_numbers(client, address, name, value):
    """What is no number in plain digits, or none that fits, is refused with what may stand there."""
    refused(client, f"{address}{'&' if '?' in address else '?'}{name}={quote(value)}", name)


@pytest.mark.parametrize("address", ["/api/catalog/entities?", "/api/catalog/entities/by-query?", "/api/search?q=x&"])
def test_an_offset_may_be_none(client, address):
    """Q04: an offset may be 0, and nothing else that is no number."""
    assert client.get(f"{address}offset=0").status_code == 200
    for value in NO_NUMBERS:
        if value != "0":
            refused(client, f"{address}offset={quote(value)}", "offset")


def written(text: str) -> str:
    """A text as cursors are written."""
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("name", "address", "says"),
    [
        pytest.param("after", "/api/catalog/entities", "Malformed after cursor, ", id="of a list"),
        pytest.param("cursor", "/api/catalog/entities/by-query", "Malformed cursor", id="of pages"),
    ],
)
@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "\u0663", "%%%", "\ud800", "x" * 5_000, "e30"),
        *map(written, ("null", "[]", "1", '"x"', "{", "\x00", "[" * 3_000)),
        *map(written, ('{"limit":-1,"offset":0}', '{"limit":1,"offset":"1"}', '{"offset":1e400}', '{"offset":1.5}')),
    ],
    ids=lambda cursor: f"Q04 {cursor!a}"[:40],
)
def test_cursors_are_ours(client, address, name, says, cursor):
    """A cursor that is none of ours is refused, saying so."""
    query = {name: cursor.encode(errors="surrogatepass")}

    refused(client, f"{address}?{urlencode(query)}", says)


@pytest.mark.parametrize(
    "cursor", ["x", written("{}"), written("null"), written('{"query":{},"limit":"1","after":""}')]
)
@pytest.mark.parametrize("address", ["/api/catalog/entities/by-query", "/api/catalog/locations/by-query"])
def test_posted_cursors_are_ours(client, address, cursor):
    """Q04: no more is one that is posted."""
    response = client.post(address, json={"cursor": cursor})

    assert response.status_code == 400
    assert response.get_json()["error"]["message"].startswith("Malformed cursor")


@pytest.mark.parametrize(
    ("cursor", "status"),
    [
        pytest.param("", 400, id="Q04 an empty parameter is refused, as every one of the protocol"),
        pytest.param(written("{}"), 200, id="Q04 a cursor that says nothing leaves everything"),
        pytest.param(written('{"limit":1}'), 200, id="Q04 a cursor may say less than all"),
    ],
)
def test_cursors_that_say_little(client, cursor, status):
    """What a cursor leaves out is read from beside it."""
    assert client.get("/api/catalog/entities", query_string={"after": cursor}).status_code == status


@pytest.mark.parametrize("name", ["page", "size", "tier", "limit", "offset", "depth", "level", "history", "most"])
def test_no_number_is_a_fault_of_ours(client, name):
    """Q04: on every page and every address of the API a number is read, refused or passed over."""
    for address in addresses(client.application):
        for value in ("-1", "99999999999999999999", "0" * 8 + "1" * 30, "\u0663"):
            with client.get(address, query_string={name: value}) as response:
                assert response.status_code < 500, (address, value)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        pytest.param("/services", ("q", "owner", "system", "type", "tag", "lifecycle", "gap", "kind"), id="Q05 a list"),
        pytest.param("/gaps", ("rule", "team", "kind"), id="Q05 gaps"),
        pytest.param("/api/gaps", ("rule", "team", "kind"), id="Q05 gaps of the API"),
        pytest.param("/api/scorecards", ("team",), id="Q05 scorecards of the API"),
        pytest.param("/api/metrics", ("scope",), id="Q05 numbers of the API"),
    ],
)
@pytest.mark.parametrize(
    "pattern", [".*", "(a+)+$", "^payments", "[a-z]+", "payments|x", "(?i)PAYMENTS", "pay%", "pay*"]
)
def test_no_pattern_is_followed(client, address, names, pattern):
    """A filter takes text as it stands, so nothing of it can match what it does not name, or take long."""
    started = time.monotonic()
    for name in names:
        response = client.get(address, query_string={name: pattern + "a" * 50})

        page = Page(response.get_data(as_text=True))
        assert response.status_code in (200, 400)
        assert "component:default/payments" not in page.text
        assert "/services/payments" not in page.hrefs, name
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("address", ["/", "/services", "/services/payments", "/gaps", "/static/ensemble.css", "/x"])
@pytest.mark.parametrize("api", [False, True], ids=["page", "API"])
def test_too_many_parameters(client, address, api):
    """Q06: an address with more than fifty parameters is refused, saying so, whatever they are called."""
    address = "/api/gaps" if api else address
    query = "&".join(f"x{number}=1" for number in range(51))

    refused(client, f"{address}?{query}", "more than 50 parameters")
    refused(client, f"{address}?{'&' * 50}", "more than 50 parameters")
    with client.get(f"{address}?{query.rpartition('&')[0]}") as fewer:
        assert b"50 parameters" not in fewer.data


@pytest.mark.parametrize(
    ("address", "name"),
    [
        pytest.param("/services?page=1&page=2", "page", id="Q06 a page"),
        pytest.param("/services?q=a&q=a", "q", id="Q06 a text, though the same"),
        pytest.param("/services?owner=a&owner=", "owner", id="Q06 one empty"),
        pytest.param("/gaps?severity=error&severity=gap", "severity", id="Q06 a severity"),
        pytest.param("/services/payments?format=json&format=csv", "format", id="Q06 a form"),
        pytest.param("/api/gaps?page=1&page=2", "page", id="Q06 of the API"),
        pytest.param("/search?q=a&q=b", "q", id="Q06 a search"),
        pytest.param("/impact?ref=a&ref=b", "ref", id="Q06 what fails"),
        pytest.param("/graph?depth=1&depth=2", "depth", id="Q06 a depth"),
        pytest.param("/api/graph?depth=1&depth=2", "depth", id="Q06 a depth of the API"),
        pytest.param("/api/owner?ref=a&ref=b", "ref", id="Q06 a reference of the API"),
    ],
)
def test_nothing_is_given_twice(client, address, name):
    """A parameter that is given twice is refused: neither of the two is meant more than the other."""
    refused(client, address, name)
    refused(client, address, "twice")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param("entities?limit=1&limit=2", "request/query/limit must be integer", id="Q06 a limit"),
        pytest.param("entities?offset=1&offset=1", "request/query/offset must be integer", id="Q06 though the same"),
        pytest.param("entities?after=a&after=b", "request/query/after must be string", id="Q06 a place"),
        pytest.param("entities/by-query?limit=1&limit=2", "request/query/limit must be integer", id="Q06 of pages"),
        pytest.param("entities/by-query?cursor=a&cursor=b", "request/query/cursor must be string", id="Q06 a cursor"),
        pytest.param(
            "entities/by-query?totalItems=include&totalItems=exclude",
            "request/query/totalItems must be string",
            id="Q06 a choice",
        ),
        pytest.param(
            "entities/by-query?fullTextFilterTerm=a&fullTextFilterTerm=b",
            "request/query/fullTextFilterTerm must be string",
            id="Q06 a text",
        ),
    ],
)
def test_nothing_of_the_protocol_is_given_twice(client, address, says):
    """Below its addresses the same is refused in the protocol's words: two numbers are no number."""
    refused(client, f"/api/catalog/{address}", says)


@pytest.mark.parametrize("name", ["filter[a][b]", "page[]", "__proto__", "constructor", "x" * 500, "\ud800", "%00"])
def test_parameters_that_nobody_knows(client, name):
    """Q06: a page passes over what it does not know, the API refuses it; neither takes it for something else."""
    query = {name.encode("utf-8", "surrogatepass"): "1"}

    assert client.get("/services", query_string=query).status_code == 200
    assert client.get("/api/gaps", query_string=query).status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/", "/services", "/api/gaps", "/api/catalog/entities", "/api/catalog/entity-facets", "/healthz", "/x", "/api/x"],
)
def test_addresses_that_are_too_long(client, address):
    """Q06: an address of more than 8 KiB is refused with 414, by its query as by its path."""
    for long in (f"{address}?q={'x' * 8_200}", f"{address.rstrip('/')}/{'x' * 8_200}", f"{address}?{'x=1&' * 2_050}"):
        response = client.get(long)

        assert response.status_code == 414
        assert "8 KiB" in response.get_data(as_text=True)
    assert client.get(f"{address}?x={'x' * 8_000}").status_code != 414


def refused(client: FlaskClient, address: str, says: str) -> None:
    """It is a bad request; a page says what is wrong, the API says it with a code."""
    response = client.get(address)

    assert response.status_code == 400, address
    if address.startswith("/api/"):
        body = response.get_json()
        assert body["error"]["name"] == "InputError"
        assert says in body["detail"]
    else:
        assert says in Page(response.get_data(as_text=True)).text


# --- where an answer may lead to --------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2f..",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "//evil.example%00",
    "/.//evil.example",
    "/..//evil.example",
    "/;//evil.example",
    "//evil.example@localhost",
    "//localhost@evil.example",
    "//localhost:80@evil.example",
    "//localhost.evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//\u3002evil.example",
    "http://127.0.0.1@evil.example",
    "x\r\nLocation: https://evil.example",
]


@pytest.mark.parametrize("payload", ELSEWHERE, ids=lambda payload: f"A16 {payload!a}"[:40])
def test_nothing_leads_elsewhere(client, payload):
    """No parameter and no path is followed to another host: an answer leads, if at all, to a path of this site."""
    quoted = quote(payload, safe="")
    parameters = "&".join(
        f"{name}={quoted}" for name in ("next", "return", "return_to", "url", "redirect", "goto", "to")
    )
    asked = {f"{address}?{parameters}" for address in addresses(client.application)}
    asked |= {*addresses(client.application, name=payload), *addresses(client.application, kind=payload)}
    asked |= {f"/{quoted}", f"/services/{quoted}/x", f"/entities/group/default/payments?next={quoted}"}
    led = 0
    for address in asked - set(addresses(client.application)):
        with client.get(address) as response:
            location = response.headers.get("Location")
        led += location is not None
        assert response.status_code < 500, address
        assert "evil" not in response.headers.get("Refresh", "")
        assert location is None or own_path(location), (address, location)

    assert led
    location = client.get(f"/entities/group/default/payments?next={quoted}").headers["Location"]
    assert location.partition("?")[0] == "/teams/payments"


def own_path(location: str) -> bool:
    """Whether a browser that goes there stays on this site."""
    return location.startswith("/") and location[1:2] not in ("/", "\\") and location.isprintable()


# --- what every answer carries ----------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_no_answer_can_be_framed(client, method):
    """A09: whatever is asked in whatever way, no other site may show the answer in a frame, or guess its type."""
    asked = addresses(client.application)
    asked += [f"{address}?format={form}" for address in asked for form in ("csv", "json", "text", "svg", "dot", "x")]
    asked += ["/nothing", "/static/nothing", "/api/nothing", "/services/nothing", "/entities/group/default/payments"]
    asked += [f"/services?{'x' * 9_000}", "/services?page=x", "/api/gaps?page=x"]
    statuses = set()
    for address in asked:
        with client.open(address, method=method) as response:
            statuses.add(response.status_code)
            policy = response.headers.get_all("Content-Security-Policy")
            assert any("frame-ancestors 'none'" in each for each in policy), (address, policy)
            assert response.headers["X-Content-Type-Options"] == "nosniff", address

    assert statuses >= ({200, 400, 404, 302} if method in ("GET", "HEAD") else {404})


# --- the real server, spoken to without a browser's help ----------------------------------------------


def test_the_server_answers(port):
    """What is asked for honestly over a socket is answered, so that refusals mean something."""
    assert ask(port, b"/services/payments").status == 200
    assert ask(port, b"/entities/component/default/payments").headers["location"] == "/services/payments"


TARGETS = [
    pytest.param(b"//evil.example/x", id="Q10 another host"),
    pytest.param(b"//evil.example/services", id="Q10 another host, a path of ours"),
    pytest.param(b"///evil.example/", id="Q10 three slashes"),
    pytest.param(b"//evil.example/%2e%2e", id="Q10 another host and dots"),
    pytest.param(b"/\\evil.example/x", id="Q10 a backslash"),
    pytest.param(b"/%5cevil.example", id="Q10 a backslash, quoted"),
    pytest.param(b"/./services", id="Q10 a dot"),
    pytest.param(b"/services/.", id="Q10 a dot at the end"),
    pytest.param(b"/services/../../etc/passwd", id="Q10 dots"),
    pytest.param(b"/services/%2e%2e/%2e%2e/etc/passwd", id="Q10 dots, quoted"),
    pytest.param(b"/services//payments", id="Q10 an empty part"),
    pytest.param(b"/services/", id="Q10 an empty end"),
    pytest.param(b"/services;a=b", id="Q10 a parameter of the path"),
    pytest.param(b"/services/payments;a=b", id="Q10 a parameter of a name"),
    pytest.param(b"/services/web%2Fpaymentz", id="Q10 a slash, quoted"),
    pytest.param(b"/services/web%252Fpayments", id="Q10 a slash, quoted twice"),
    pytest.param(b"/services/%", id="Q10 a percent sign alone"),
    pytest.param(b"/services/%zz", id="Q10 no percent-encoding"),
    pytest.param(b"/services/%e2%82", id="Q10 half a letter"),
    pytest.param(b"/services/%ff%fe", id="Q10 no letters"),
    pytest.param(b"/services/%c0%ae%c0%ae", id="Q10 dots in a false encoding"),
    pytest.param(b"/services/%00", id="Q10 nothing"),
    pytest.param(b"/services/payments%00.css", id="Q10 nothing in the middle"),
    pytest.param(b"/services/%0d%0aSet-Cookie:x=1", id="A18 a line break"),
    pytest.param(b"/services/\xff", id="Q10 a byte"),
    pytest.param(b"/entities/component/default/web/payments/..", id="Q10 a long name"),
    pytest.param(b"/entities//evil.example/x", id="Q10 a kind that is empty"),
    pytest.param(b"/api/catalog/entities/by-name/component/default/%2e%2e%2fx", id="Q10 of the protocol"),
    pytest.param(b"http://evil.example//evil.example/x", id="Q10 a whole address"),
    pytest.param(b"http://localhost//evil.example/x", id="Q10 a whole address of ours"),
    pytest.param(b"/" + b"x" * 8_200, id="Q06 a long path"),
    pytest.param(b"/services?" + b"x" * 8_200, id="Q06 a long query"),
    pytest.param(b"/" + b"x" * 70_000, id="Q06 a very long path"),
    pytest.param(b"/static/../../../etc/passwd", id="A19 dots"),
    pytest.param(b"/static/..%2f..%2f..%2fetc/passwd", id="A19 slashes, quoted"),
    pytest.param(b"/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd", id="A19 all quoted"),
    pytest.param(b"/static/%252e%252e%252fetc/passwd", id="A19 quoted twice"),
    pytest.param(b"/static/..%5c..%5c..%5cetc%5cpasswd", id="A19 backslashes, quoted"),
    pytest.param(b"/static/..\\..\\etc\\passwd", id="A19 backslashes"),
    pytest.param(b"/static//etc/passwd", id="A19 from the root"),
    pytest.param(b"/static/%2fetc/passwd", id="A19 from the root, quoted"),
    pytest.param(b"/static/../templates/base.html", id="A19 a template"),
    pytest.param(b"/static/%2e%2e/templates/base.html", id="A19 a template, quoted"),
    pytest.param(b"/static/./../__init__.py", id="A19 a module"),
    pytest.param(b"/static/ensemble.css%00.png", id="A19 nothing in the middle"),
    pytest.param(b"/static/....//....//etc/passwd", id="A19 dots that are left over"),
    pytest.param(b"/static/%c0%ae%c0%ae/etc/passwd", id="A19 dots in a false encoding"),
    pytest.param(b"/static/", id="A19 the folder"),
    pytest.param(b"/static", id="A19 the folder without its end"),
]


@pytest.mark.parametrize("target", TARGETS)
def test_odd_addresses(port, target):
    """An address that no link of ours has is refused: nothing is led elsewhere, read from disk, or said of us."""
    answer = ask(port, target)

    assert answer.status in (400, 404, 414)
    assert "location" not in answer.headers
    assert "set-cookie" not in answer.headers
    for inside in (b"root:", b"Traceback", b"{% block", b"site-packages", str(Path(__file__).parents[2]).encode()):
        assert inside not in answer.body


@pytest.mark.parametrize(
    ("target", "location"),
    [
        pytest.param(b"/entities/component/default/payments", "/services/payments", id="Q10 by reference"),
        pytest.param(
            b"/entities/component/web/payments?x=//evil.example", "/services/web/payments", id="Q10 with a query"
        ),
        pytest.param(b"/components/payments", "/services/payments", id="Q10 by another list"),
        pytest.param(b"http://evil.example/components/payments", "/services/payments", id="Q10 as a whole address"),
    ],
)
def test_redirects_name_no_host(port, target, location):
    """An answer that leads on leads to a path, under whatever host it was asked for."""
    answer = ask(port, target)

    assert (answer.status, answer.headers["location"].partition("?")[0]) == (302, location)


@pytest.mark.parametrize("target", [b"*", b"evil.example", b"evil.example:443", b"?x", b"x"])
@pytest.mark.parametrize("method", [b"GET", b"OPTIONS", b"CONNECT"])
def test_targets_that_are_no_path(port, target, method):
    """Q10: a request for no path is refused, or led to our first page."""
    answer = ask(port, target, method=method)

    assert answer.status < 500
    assert "evil" not in urlsplit(answer.headers.get("location", "")).netloc
    assert urlsplit(answer.headers.get("location", "")).hostname in (None, *HOSTS)
