"""Each page answers its question, on both databases."""

import gzip
from pathlib import Path

import pytest
from sqlalchemy import event

from app.config import Config
from app.drawing.render import Renderer
from app.factory import create_app
from app.processes import Limits
from app.sync import sync
from tests.trees import Texts
from tests.web.conftest import SHOP, TODAY
from tests.web.pages import Page, crawl


def read(client, address: str, status: int = 200) -> Page:
    """The page at an address, which answers with this status."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return Page(response.get_data(as_text=True))


def test_every_page_of_the_example(example):
    """Links lead to pages and to parts of them that are there; pages are well-formed and light."""
    seen = 0
    for address, response in crawl(example, sparing=True):
        assert response.status_code == 200, address
        if response.mimetype != "text/html":
            continue
        seen += 1
        page = Page(response.get_data(as_text=True))
        assert len(gzip.compress(response.data)) <= 40_000, address
        assert (page.unclosed, page.misplaced) == ([], []), address
        assert len(page.ids) == len(set(page.ids)), address
        assert len(page.all("h1")) == 1, address
        assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids), address

    assert seen > 100


def test_style_and_scripts_are_light(undrawn):
    """All static files together weigh less than 30 KB as they travel."""
    static = Path(undrawn().application.blueprints["web"].static_folder)

    assert sum(len(gzip.compress(path.read_bytes())) for path in static.rglob("*") if path.is_file()) < 30_000


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/", "All of the catalog has an owner", id="home says how much is owned"),
        pytest.param("/services", "payments", id="services"),
        pytest.param("/stores", "payments-db", id="data stores"),
        pytest.param("/components", "web/shop", id="components of every type"),
        pytest.param("/resources", "payments-db", id="resources"),
        pytest.param("/teams", "payments", id="teams"),
        pytest.param("/people", "Mira Holm", id="people by their title"),
        pytest.param("/apis", "There are no APIs yet", id="an empty list says so"),
        pytest.param("/entities", "Everything 5", id="everything"),
        pytest.param("/entities/user", "Mira Holm", id="all of a kind"),
        pytest.param("/entities?q=PAY", "3 results for “PAY”", id="search"),
        pytest.param("/entities?q=zzz", "Nothing here is like that", id="search for nothing"),
        pytest.param("/services?tier=1", "payments", id="a filter"),
        pytest.param("/services/payments", "Takes payments.", id="an entity"),
        pytest.param("/services/payments", "1 thing stops", id="an entity says what stops with it"),
        pytest.param("/services/payments", "catalog-info.yaml:1", id="an entity says where it is written"),
        pytest.param("/components/web/shop", "web/shop", id="an entity of another namespace"),
        pytest.param("/stores/payments-db", "database", id="a data store"),
        pytest.param("/teams/payments", "payments@halden.example", id="a team says how to reach it"),
        pytest.param("/people/mira", "Mira Holm", id="a person"),
        pytest.param("/gaps", "nowhere", id="gaps"),
        pytest.param("/gaps?rule=ref-unknown", "1 gap", id="gaps of a rule"),
        pytest.param("/gaps?team=payments", "nowhere", id="gaps of a team"),
        pytest.param("/gaps?severity=notice", "No gap is like that", id="no gaps of a severity"),
    ],
)
def test_a_page_answers_its_question(shop, address, said):
    """The answer stands in the text of the page."""
    page = read(shop, address)

    assert said in " ".join(page.text.split())


@pytest.mark.parametrize(
    ("address", "home"),
    [
        pytest.param("/components/payments", "/services/payments", id="a service among components"),
        pytest.param("/services/web/shop", "/components/web/shop", id="a website among services"),
        pytest.param("/resources/payments-db", "/stores/payments-db", id="a data store among resources"),
        pytest.param("/services/default/payments", "/services/payments", id="the default namespace"),
        pytest.param("/services/PAYMENTS", "/services/payments", id="capitals"),
        pytest.param("/entities/component/default/payments", "/services/payments", id="a whole reference"),
        pytest.param("/entities/Group/default/payments", "/teams/payments", id="a team's reference"),
    ],
)
def test_an_entity_has_one_address(shop, address, home):
    """Other ways to name an entity lead to the one that links use, by path alone."""
    response = shop.get(address)

    assert (response.status_code, response.headers["Location"]) == (302, home)


def test_a_name_nearby_is_offered(shop):
    """What is not there is answered with what comes nearest."""
    page = read(shop, "/services/paymnets", 404)

    assert "There is no component called “paymnets”" in page.text
    assert "/services/payments" in page.hrefs


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        pytest.param("GET", "/nowhere", 404, id="no page"),
        pytest.param("GET", "/nowhere/at/all", 404, id="no page, deeper"),
        pytest.param("GET", "/services/", 404, id="nothing after the slash"),
        pytest.param("GET", "/services/%00", 404, id="a NUL in a name"),
        pytest.param("GET", "/services/%01", 404, id="a control in a name"),
        pytest.param("GET", "/services/a:b", 404, id="a colon in a name"),
        pytest.param("GET", "/services/%ff%fe", 404, id="no UTF-8 in a name"),
        pytest.param("GET", "/entities/component/a/b/c/d", 404, id="slashes in a name"),
        pytest.param("GET", "/services/" + "x" * 5_000, 404, id="a long name"),
        pytest.param("GET", "/static/../factory.py", 404, id="out of the static files"),
        pytest.param("GET", "/services?tier=9", 400, id="no such tier"),
        pytest.param("GET", "/services?tier=one", 400, id="no number"),
        pytest.param("GET", "/services?tier=\u0661", 400, id="no ASCII digit"),
        pytest.param("GET", "/services?page=0", 400, id="no such sheet"),
        pytest.param("GET", "/services?page=" + "9" * 5_000, 400, id="a sheet too long to read"),
        pytest.param("GET", "/services?sort=colour", 400, id="no such order"),
        pytest.param("GET", "/services?owner=group:", 400, id="no reference"),
        pytest.param("GET", "/services?q=" + "x" * 201, 400, id="a long search"),
        pytest.param("GET", "/gaps?severity=bad", 400, id="no such severity"),
        pytest.param("POST", "/services", 405, id="writing"),
        pytest.param("DELETE", "/", 405, id="deleting"),
    ],
)
def test_a_bad_request_has_a_page(shop, method, address, status):
    """Every fault of a request is told in the look of the site, with a way home."""
    response = shop.open(address, method=method)

    page = Page(response.get_data(as_text=True))
    assert response.status_code == status
    assert len(page.all("h1")) == 1
    assert "/" in page.hrefs
    assert status != 405 or "GET" in response.headers["Allow"]


def test_two_slashes_lead_to_no_other_host(shop):
    """A path that a browser could take for a host is a page that is not there."""
    response = shop.get("/", environ_overrides={"PATH_INFO": "//evil.example/services"})

    assert (response.status_code, response.headers.get("Location")) == (404, None)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/services?q=%00", id="NUL"),
        pytest.param("/services?q=%25_%5C'%22", id="signs of SQL"),
        pytest.param("/services?lifecycle=%00&type=%ff", id="no text in filters"),
        pytest.param("/services?unknown=1&page=&tier=", id="what is empty or unknown"),
        pytest.param("/gaps?rule=%00&kind=%00", id="NUL in gaps"),
        pytest.param("/services?page=99999", id="far behind the end"),
        pytest.param("/entities/nothing", id="a kind nobody has"),
    ],
)
def test_an_odd_question_has_an_answer(shop, address):
    """What can be asked is answered, if only with nothing."""
    read(shop, address)


def test_an_empty_catalog_says_what_to_do(undrawn):
    """The first screen names the command to run and shows a descriptor to write."""
    page = read(undrawn(), "/")

    assert "The catalog is empty" in page.text
    assert "ensemble sync --source path/to/folder" in page.text
    assert "kind: Component" in page.text
    for address in ("/services", "/teams", "/gaps", "/entities?q=x", "/people"):
        read(undrawn(), address)


def test_a_source_without_descriptors_says_so(undrawn):
    """What was read and held nothing is not the same as what was never read."""
    page = read(undrawn({"README.md": "nothing"}), "/")

    assert "no descriptor was found" in page.text


def test_a_database_without_tables_is_told(empty_database_url):
    """Before the first upgrade every page says which command to run."""
    app = create_app(Config(database_url=empty_database_url))
    client = app.test_client()

    for address in ("/", "/services/payments", "/nowhere"):
        page = read(client, address, 503)
        assert "ensemble db upgrade" in page.text
    app.config["SESSIONS"].kw["bind"].dispose()


def test_a_stale_source_has_a_banner(undrawn):
    """While a source cannot be read, every page says which, since when, and why."""
    client = undrawn(SHOP)
    broken = Texts({"catalog-info.yaml": SHOP.replace("kind: Group", "kind: [Group")})
    settings = client.application.config["SETTINGS"]
    sync(client.application.config["SESSIONS"], "catalog", broken, config=settings, as_of=TODAY)

    page = read(client, "/teams/payments")

    assert "Shown as it was" in page.text


class TestDrawing:
    def test_stands_beside_its_table(self, site):
        """An entity's neighbourhood is drawn, its boxes lead to their pages, and the table says the same."""
        page = read(site(SHOP), "/services/payments")

        drawn = [attributes for attributes in page.all("svg") if attributes.get("class") == "graph"]
        assert [attributes["aria-label"] for attributes in drawn] == ["Around payments"]
        assert {"/stores/payments-db", "/components/web/shop"} <= set(page.hrefs)
        assert "payments needs" in page.text
        assert "Needs payments" in page.text

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param(None, id="missing"),
            pytest.param("sleep 60", id="sleeps"),
            pytest.param("kill -ABRT $$", id="aborts"),
            pytest.param("while :; do echo '<svg>'; done", id="floods"),
        ],
    )
    def test_may_fail(self, site, tmp_path, body):
        """Without a drawing the page answers in time, with a note and the table, and is asked for again."""
        command = tmp_path / "dot"
        command.write_text(f"#!/bin/sh\n{body}\n")
        command.chmod(0o755)
        client = site(SHOP)
        limits = Limits(seconds=0.5, output=100_000)
        client.application.config["RENDERER"] = Renderer([str(command)] if body else None, limits)

        response = client.get("/services/payments")

        page = Page(response.get_data(as_text=True))
        assert response.status_code == 200
        assert "There is no drawing now" in page.text
        assert "payments needs" in page.text
        assert "ETag" not in response.headers


class TestTags:
    def test_an_unchanged_page_is_not_sent_again(self, undrawn):
        """The same page is answered with 304 and asks the database for the state alone."""
        client = undrawn(SHOP)
        tag = client.get("/services").headers["ETag"]

        again = client.get("/services", headers={"If-None-Match": tag})
        other = client.get("/services?tier=1", headers={"If-None-Match": tag})

        assert (again.status_code, again.data) == (304, b"")
        assert other.status_code == 200

    def test_a_sync_changes_every_page(self, undrawn):
        """After a new generation the old tag is worth nothing."""
        client = undrawn(SHOP)
        tag = client.get("/services").headers["ETag"]
        settings = client.application.config["SETTINGS"]
        changed = Texts({"catalog-info.yaml": SHOP.replace("tier: 1", "tier: 2")})
        sync(client.application.config["SESSIONS"], "catalog", changed, config=settings, as_of=TODAY)

        assert client.get("/services", headers={"If-None-Match": tag}).status_code == 200

    def test_files_of_this_build_are_kept(self, undrawn):
        """Style sheet and scripts are kept for a year under their version, and asked for again without it."""
        client = undrawn()
        (sheet,) = [each["href"] for each in read(client, "/").all("link") if each["rel"] == "stylesheet"]

        with client.get(sheet) as versioned, client.get(sheet.split("?")[0]) as bare:
            assert "immutable" in versioned.headers["Cache-Control"]
            assert "immutable" not in bare.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        pytest.param("/", 23, id="home"),
        pytest.param("/services", 18, id="list"),
        pytest.param("/services/payments", 28, id="entity"),
        pytest.param("/teams/payments", 38, id="team"),
        pytest.param("/gaps", 12, id="gaps"),
    ],
)
def test_the_number_of_queries_does_not_grow(undrawn, address, most):
    """A page asks as often over forty services as over one."""

    def asked(services: int) -> int:
        first = SHOP.split("---", maxsplit=1)[0]
        more = (first.replace("name: payments", f"name: more-{number}") for number in range(services))
        client = undrawn("---\n".join([SHOP, *more]))
        statements: list[str] = []
        engine = client.application.config["SESSIONS"].kw["bind"]
        client.get(address)
        event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
        client.get(address)
        return len([each for each in statements if each.startswith(("SELECT", "WITH"))])

    # The first sync is no news, any later one is.
    asked(2)
    few, many = asked(1), asked(40)

    assert few == many <= most


class TestDescriptor:
    def test_as_text(self, shop):
        """The whole descriptor is had as text that no browser takes for a page."""
        response = shop.get("/services/payments?format=yaml")

        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.get_data(as_text=True).startswith("apiVersion: backstage.io/v1alpha1\nkind: Component\n")

    @pytest.mark.parametrize("address", ["/services/payments", "/teams/payments", "/people/mira"])
    def test_as_data(self, shop, address):
        """What the page says is had as data, too."""
        answer = shop.get(f"{address}?format=json").get_json()

        assert answer["entity"]["entity"]["document"]["apiVersion"] == "backstage.io/v1alpha1"
        assert [event["turn"] for event in answer["history"]["events"]] == ["registered"]

    def test_another_form(self, shop):
        """Which forms there are is said where another is asked for."""
        assert "Write json or yaml" in read(shop, "/services/payments?format=xml", 400).text

    def test_the_form_is_kept_on_the_way(self, shop):
        """Who asks by another address for a form is led to that form."""
        assert shop.get("/components/payments?format=yaml").headers["Location"] == "/services/payments?format=yaml"


def test_a_history_is_told_sheet_by_sheet(undrawn):
    """The newest changes stand on the page, the others behind links that need no script."""
    client = undrawn(SHOP)
    settings = client.application.config["SETTINGS"]
    for tier in (2, 3, 4, 1, 2, 3, 4):
        changed = Texts({"catalog-info.yaml": SHOP.replace("tier: 1", f"tier: {tier}")})
        sync(client.application.config["SESSIONS"], "catalog", changed, config=settings, as_of=TODAY)

    first = read(client, "/services/payments")
    assert "changed: tier 3 4" in " ".join(first.text.split())
    assert "first read" not in first.text
    (older,) = [href for href in first.hrefs if "history=2" in href]
    assert "first read" in read(client, older.split("#")[0]).text
    read(client, "/services/payments?history=0", 400)


class TestAbsence:
    def test_what_is_gone(self, undrawn):
        """A removed entity's page says so, with its last owner, its last descriptor and who still names it."""
        client = undrawn(SHOP)
        settings = client.application.config["SETTINGS"]
        left = Texts({"catalog-info.yaml": SHOP[SHOP.index("---") + 4 :]})
        sync(client.application.config["SESSIONS"], "catalog", left, config=settings, as_of=TODAY)

        page = read(client, "/services/payments", 410)
        assert "payments was removed on" in page.text
        assert "/teams/payments" in page.hrefs
        assert "/components/web/shop" in page.hrefs
        assert "description: Takes payments." in page.text
        assert client.get("/services/payments?format=yaml").status_code == 410
        assert (
            client.get("/components/payments?format=json").get_json()["entity"]["gone"]["owner"]["title"] == "payments"
        )

    def test_what_is_only_named(self, shop):
        """A name that only others write is not found, and its page says who writes it, and where."""
        page = read(shop, "/components/nowhere", 404)

        assert "There is no component called" in page.text
        assert "1 descriptor names it, and none declares it." in page.text
        assert "/services/payments" in page.hrefs
        assert "catalog-info.yaml:11" in page.text

    @pytest.mark.parametrize("address", ["/teams/nobody", "/people/nobody", "/entities/odd/a/b", "/apis/a/b"])
    def test_what_nobody_knows(self, shop, address):
        """What nobody ever wrote is not found, whatever its kind."""
        assert "Nothing has a name like it." in read(shop, address, 404).text
