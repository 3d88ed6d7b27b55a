"""Whatever stands in a query is text: no database, no pattern and no search takes it for an order."""

import ast
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.conftest import shop

__all__ = ["shop"]

ROOT = Path(__file__).parents[2]

TEXTS = {
    "Q01 or": "' OR 1=1--",
    "Q01 two statements": "x'; DROP TABLE entity; --",
    "Q01 a closing quote": 'x" OR "1"="1',
    "Q01 a backslash": "\\",
    "Q01 a bound name": ":name %(name)s %s $1 ?",
    "Q01 NUL": "a\0b",
    "Q01 a comment": "payments/*",
    "Q01 Unicode quotes": "\u2019 OR 1=1\u2014",
    "Q02 percent": "%",
    "Q02 percents": "%%%%%",
    "Q02 line": "_",
    "Q02 an escape": "\\%/_",
    "Q03 quote": '"',
    "Q03 star": "*",
    "Q03 and": "AND",
    "Q03 near": "NEAR(payments shop)",
    "Q03 column": "t:",
    "Q03 known column": "name:payments",
    "Q03 minus": "-",
    "Q03 bracket": "(",
    "Q03 caret": "^payments",
    "Q03 braces": "{name} : payments",
    "Q03 postgres": "payments:*A & !'x' | <->",
    "Q03 a name": "payment-service",
    "Q04 digits of another script": "\u0663",
    "Q04 Python's digits": "1_0",
    "Q04 no number": "99999999999999999999",
    "half a character": "\ud800",
    "a reference": "component:default/payments",
}
"""What people and attackers type, by the row of the table of faults that it is of."""

SOME = ("Q01 or", "Q01 a backslash", "Q01 NUL", "Q02 an escape", "Q03 near", "half a character", "a reference")
"""Those that are tried wherever nothing is searched for."""

LISTED = "q owner system kind type lifecycle tier tag gap without sort page size columns format more"
PARAMETERS = {
    "/services": LISTED,
    "/teams": LISTED,
    "/entities": LISTED,
    "/entities/component": "q",
    "/services/payments": "history format line types",
    "/stores/payments-db": "history format",
    "/teams/payments": "history format",
    "/gaps": "rule team severity kind tier age without sort by page size format more",
    "/rules": "format",
    "/alignment": "format",
    "/alignment/autonomy": "verdict team page format",
    "/alignment/boundaries": "verdict team page format",
    "/graph": "from to depth direction relation show across group colour fold format",
    "/impact": "ref as format",
    "/search": "q kind page exactly format",
    "/search/suggest": "q",
    "/": "team",
    "/sources": "format",
    "/api/catalog/entities": "filter fields order limit offset after format",
    "/api/catalog/entities/by-query": (
        "filter fields limit offset orderField cursor fullTextFilterTerm fullTextFilterFields totalItems format"
    ),
    "/api/catalog/entities/by-name/{kind}/{namespace}/{name}/ancestry": "format",
    "/api/catalog/entity-facets": "facet filter format",
    "/api/catalog/locations": "format",
    "/api/gaps": "rule team severity kind tier since until page size format",
    "/api/scorecards": "team page size format",
    "/api/alignment/{section}": "verdict team ref page size format",
    "/api/metrics": "name scope format",
    "/api/graph": "from to depth direction relation show across fold format",
    "/api/impact": "ref as format",
    "/api/owner": "ref",
    "/api/search": "q kind limit offset format",
}
"""Every address that reads a query, and what it reads."""

NEEDED = {
    "/api/catalog/entities/by-query": "orderField=metadata.name",
    "/api/catalog/entity-facets": "facet=kind",
    "/api/graph": "from=payments",
    "/api/impact": "ref=payments",
    "/api/search": "q=x",
    "/impact": "ref=payments",
}
PATHS = (
    "/{}",
    "/services/{}",
    "/components/web/{}",
    "/components/{}/shop",
    "/entities/{}",
    "/entities/{}/default/payments",
    "/entities/component/{}/payments",
    "/entities/component/default/{}",
    "/search/{}",
    "/alignment/{}",
    "/api/alignment/{}",
    "/api/catalog/entities/by-name/{}/default/payments",
    "/api/catalog/entities/by-name/component/{}/payments",
    "/api/catalog/entities/by-name/component/default/{}",
    "/api/catalog/entities/by-name/{}/default/payments/ancestry",
    "/api/catalog/entities/by-name/component/{}/payments/ancestry",
    "/api/catalog/entities/by-name/component/default/{}/ancestry",
    "/api/catalog/entities/by-uid/{}",
    "/api/catalog/locations/{}",
    "/api/catalog/locations/by-entity/{}/default/payments",
    "/api/catalog/locations/by-entity/component/{}/payments",
    "/api/catalog/locations/by-entity/component/default/{}",
)
FINE = {200, 302, 308, 400, 404}


def written(text):
    """A text as it stands in an address, halves of characters included."""
    return quote(text.encode(errors="surrogatepass"), safe="")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        pytest.param(address, name, id=f"{address} {name}")
        for address, names in PARAMETERS.items()
        for name in names.split()
    ],
)
def test_every_parameter_takes_any_text(shop, address, name):
    """Q01, Q02, Q03: what stands in a query is found, not found or refused, and nothing else comes of it."""
    needed = "&".join(part for part in NEEDED.get(address, "").split("&") if part and part.split("=")[0] != name)
    address = address.replace("{section}", "services")
    answers = {told: shop.get(f"{address}?{needed}&{name}={written(text)}").status_code for told, text in TEXTS.items()}

    assert {told: status for told, status in answers.items() if status not in FINE} == {}
    assert shop.get("/services/payments").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_every_part_of_a_path_takes_any_text(shop, path):
    """Q01: so is what stands in a path."""
    answers = {told: shop.get(path.format(written(text))).status_code for told, text in TEXTS.items()}

    assert {told: status for told, status in answers.items() if status not in FINE} == {}


@pytest.mark.parametrize("name", ["q", "owner", "system", "kind", "type", "lifecycle", "tag", "gap"])
def test_no_filter_is_widened(shop, name):
    """Q01, Q02: a filter that nothing fits leaves nothing, whatever it is written with."""
    for told, text in TEXTS.items():
        response = shop.get(f"/entities?format=json&{name}={written(text)}")
        if response.status_code == 200 and (name, text) != ("q", "-"):
            assert response.get_json()["entities"] == [], told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("%", [], id="Q02 percent"),
        pytest.param("_", [], id="Q02 line"),
        pytest.param("\\", [], id="Q02 backslash"),
        pytest.param("-", ["payments-db"], id="Q02 what stands in a name"),
        pytest.param('"', [], id="Q03 quote"),
        pytest.param("*", [], id="Q03 star"),
        pytest.param("AND", [], id="Q03 and"),
        pytest.param("payments AND shop", [], id="Q03 and between words"),
        pytest.param("payments OR shop", [], id="Q03 or"),
        pytest.param("NEAR(payments shop)", [], id="Q03 near"),
        pytest.param("name:payments", [], id="Q03 column"),
        pytest.param("payments -db", ["payments-db"], id="Q03 minus"),
        pytest.param("pay*", ["payments", "payments", "payments-db", "shop"], id="Q03 a star of one's own"),
        pytest.param('"payments-db"', ["payments-db"], id="Q03 in quotes"),
        pytest.param("payments:*A", [], id="Q03 a weight of PostgreSQL's"),
        pytest.param("!payments", ["payments", "payments", "payments-db", "shop"], id="Q03 not"),
    ],
)
def test_words_are_words(shop, text, names):
    """Q02, Q03: the search finds what is written, letter by letter, on both databases alike."""
    told = shop.get(f"/api/search?q={written(text)}").get_json()

    assert [item["url"].rpartition("/")[2] for item in told["items"]] == names


def test_the_table_has_every_address(shop):
    """An address that reads a query cannot be added without a row here."""
    documented = shop.get("/api/openapi.json").get_json()["paths"]
    described = {
        path: {parameter["name"] for parameter in methods["get"].get("parameters", ()) if parameter["in"] == "query"}
        for path, methods in documented.items()
        if "get" in methods
    }
    pages = {
        rule.rule
        for rule in shop.application.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments and not rule.rule.startswith(("/api", "/static", "/healthz"))
    }

    assert {path: names for path, names in described.items() if names} == {
        path: set(names.split()) for path, names in PARAMETERS.items() if path.startswith("/api")
    }
    assert pages - {"/readyz", "/metrics"} <= set(PARAMETERS)


def test_the_table_has_every_parameter():
    """So neither can a parameter of a page."""
    named = {
        call.args[0].value
        for path in (ROOT / "app" / "web").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and reads(call.func, path)
    }

    assert named <= {name for names in PARAMETERS.values() for name in names.split()}


READERS = {"text", "number", "words", "some_of", "one_of", "reference"}


def reads(function, path):
    """Whether a function that is called is one of those that read queries."""
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and (function.value.id, function.attr in READERS) == (
            "asking",
            True,
        )
    return path.name == "asking.py" and isinstance(function, ast.Name) and function.id in READERS


# --- Q01: how statements are made ------------------------------------------------------------------

_SQL = re.compile(
    r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|WITH|VACUUM|ATTACH)\b|\b(FROM|WHERE|MATCH|VALUES|JOIN)\b"
)
_SENT = {"exec_driver_sql", "execute", "executescript", "text", "literal_column", "scalar", "scalars"}


def put_together(source):
    """The lines where a statement is put together from pieces: by a template, a sign or a method."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr | ast.BinOp) and any(_SQL.search(text) for text in _texts(node)):
            found.append(node.lineno)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            made = node.func.attr in {"format", "join"} and any(_SQL.search(text) for text in _texts(node.func.value))
            sent = node.func.attr in _SENT and node.args and isinstance(node.args[0], ast.JoinedStr)
            if made or sent:
                found.append(node.lineno)
    return found


def _texts(node):
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        pytest.param('f"SELECT * FROM entity WHERE name = {name}"', [1], id="a template"),
        pytest.param('"SELECT * FROM " + name', [1], id="a sum"),
        pytest.param('"DELETE FROM entity WHERE x = %s" % name', [1], id="a percent sign"),
        pytest.param('"SELECT {}".format(name)', [1], id="a method"),
        pytest.param('session.execute(f"{statement}")', [1], id="sent as a template"),
        pytest.param('session.execute("SELECT 1")', [], id="a statement as it stands"),
        pytest.param("select(Row).where(Row.name == name)", [], id="a statement of values"),
        pytest.param('f"Select {name} from the list"', [], id="a sentence"),
    ],
)
def test_statements_are_recognised(source, lines):
    """Q01: the rule below sees what it is meant to see."""
    assert put_together(source) == lines


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=str(path.relative_to(ROOT)))
        for path in sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "migrations").rglob("*.py")])
    ],
)
def test_no_statement_is_put_together_from_texts(path):
    """Q01: values reach a statement as its parameters alone."""
    assert put_together(path.read_text()) == []
