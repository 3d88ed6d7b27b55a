"""What authors write, on its way out: pages, drawings, tables, reports and terminals show it, and obey none of it."""

import csv
import io
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urlsplit

import pytest
from click.testing import CliRunner
from defusedxml import ElementTree
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from app import characters
from app.cli import main
from app.config import Config
from app.drawing import alone, dot
from app.drawing.render import Renderer, command
from app.store.models import Base
from app.sync import sync
from tests.conftest import TODAY
from tests.faults.routes import addresses
from tests.texts import a, all_of
from tests.trees import Texts
from tests.web.pages import Page, crawl

# --- V10: what turns a line round, hides in it, or piles up ------------------------------------------

HEBREW = "\u05ea\u05e9\u05dc\u05d5\u05de\u05d9\u05dd"
TURNED = "evil\u202etxt.exe"
DISTURBING = f"{HEBREW} {TURNED} a\u2066b pay\u200bments x\ufe00 z{chr(0x301) * 500} \U000e0041 \u3164 end"
CALM = f"{HEBREW} eviltxt.exe ab payments x z{chr(0x301) * 4}   end"


def everywhere(text: str) -> str:
    """Entities of every kind that say a text wherever one may stand; nothing but JSON's escapes is needed in YAML."""
    said = '"' + "".join(each if each.isascii() else f"\\U{ord(each):08x}" for each in text) + '"'
    metadata = (
        f"title: {said}, description: {said}, tags: [{said}], "
        f"annotations: {{halden.example/note: {said}, halden.example/slack-channel: {said}}}, "
        f"links: [{{url: 'https://halden.example', title: {said}, type: {said}}}]"
    )
    contacts = f"contacts: [{{type: slack, value: {said}, title: {said}}}]"
    common = (f"type: {said}", f"lifecycle: {said}", contacts)
    entities = (
        a(
            "Component shop",
            *common,
            "owner: pay",
            "system: s",
            f'dependsOn: [component:pay, resource:db, "resource:{said[1:]}]',
        ),
        a("Component pay", "type: service", "owner: user:mira", contacts),
        a("Resource db", "type: database", "owner: user:mira", f"data: {{retention: {said}}}"),
        a("API api", *common, "owner: pay", f"definition: {said}"),
        a("System s", "owner: pay", f"domain: {said}", contacts),
        a("Domain d", f"owner: {said}"),
        a(
            "Group pay",
            f"type: {said}",
            "children: []",
            contacts,
            f"onCall: {{type: slack, value: {said}, title: {said}}}",
        ),
        a("User mira", "memberOf: [pay]", f"profile: {{displayName: {said}, email: {said}}}"),
        a("Gadget g", f"note: {said}"),
    )
    return all_of(*(re.sub(r"\{(name: \w+)\}", lambda named: f"{{{named[1]}, {metadata}}}", each) for each in entities))


class Printed(HTMLParser):
    """Everything that a page shows: its text and every attribute, references to characters resolved."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.isolated: list[str] = []
        self._bdi = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._bdi += tag == "bdi"
        self.texts += [value or "" for _, value in attrs]

    def handle_endtag(self, tag):
        self._bdi -= tag == "bdi"

    def handle_data(self, data):
        self.texts.append(data)
        if self._bdi:
            self.isolated.append(data)


@pytest.fixture(scope="module")
def turned(sqlite_client: Callable[[str], FlaskClient]) -> FlaskClient:
    """A site whose every text disturbs, with drawings."""
    return sqlite_client(everywhere(DISTURBING))


def test_v10_pages_are_calm(turned, monkeypatch):
    """No page holds what turns a line round, hides, or piles up, and all the rest is there."""
    monkeypatch.setitem(turned.application.config, "RENDERER", Renderer(None))
    shown = 0
    for address, response in crawl(turned, sparing=True):
        assert response.status_code == 200 or address.startswith("/graph?format="), address
        if response.mimetype == "text/html":
            printed = Printed(response.get_data(as_text=True))
            for text in printed.texts:
                assert characters.disturbing(text) == "", (address, text)
            shown += any(CALM in text for text in printed.texts)

    assert shown > 10


@pytest.mark.parametrize(
    "address", ["/people/mira", "/teams/pay", "/services/pay", "/components/shop", "/teams", "/people"]
)
def test_v10_names_stand_apart(turned, address):
    """A name that is written from the right stands in an element of its own, so that it turns nothing beside it."""
    printed = Printed(turned.get(address).get_data(as_text=True))

    assert any(HEBREW in text for text in printed.isolated)


@pytest.mark.parametrize(
    "address",
    [
        "/services/pay",
        "/graph?from=component:shop",
        "/graph?from=component:shop&format=svg",
        "/graph?from=component:shop&format=dot",
        "/graph?from=component:shop&format=mermaid",
        "/impact?ref=component:pay&format=text",
        "/search/suggest?q=mira",
        "/search/suggest?q=shop",
    ],
)
def test_v10_drawings_are_calm(turned, address):
    """A drawing is calm inside a page and in whatever form it is saved; so are a text to send on and suggestions."""
    response = turned.get(address)

    assert response.status_code == 200
    assert characters.disturbing(unescape(response.get_data(as_text=True))) == ""


def test_v10_data_is_as_written(turned):
    """Data is for programs, and has every text as its author wrote it."""
    found = turned.get("/api/catalog/entities/by-name/user/default/mira").get_json()

    assert found["spec"]["profile"]["displayName"] == DISTURBING


# --- V17: secrets --------------------------------------------------------------------------------------

HIDDEN = "Zx9Kd03LmQpT7vRb"
SECRETS = (
    "AKIA" + HIDDEN.upper(),
    "ghp_" + HIDDEN * 3,
    "gho_" + HIDDEN * 3,
    "ghs_" + HIDDEN * 3,
    "github_pat_" + HIDDEN * 4,
    "glpat-" + HIDDEN * 2,
    "xoxb-" + HIDDEN,
)
KEY = f"-----BEGIN PRIVATE KEY-----\\n{HIDDEN}{HIDDEN}\\n{HIDDEN}\\n-----END PRIVATE KEY-----"
PAGERDUTY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


def leaking() -> dict[str, str]:
    """Files with a secret wherever one may stand: values, keys, names, references, what is included or unreadable."""
    annotations = ", ".join(f"halden.example/a{at}: {secret}" for at, secret in enumerate(SECRETS))
    metadata = (
        f'name: shop, title: the {SECRETS[1]}, description: "{KEY}", tags: [{SECRETS[5]}], '
        f"labels: {{a: {SECRETS[0]}}}, "
        f'annotations: {{{annotations}, halden.example/key: "{KEY}", {SECRETS[2]}: x, '
        f"pagerduty.com/integration-key: {PAGERDUTY}}}, "
        f"links: [{{url: 'https://x:{SECRETS[1]}@halden.example/', title: {SECRETS[3]}}}]"
    )
    shop = a(
        "Component shop",
        f"type: {SECRETS[1]}",
        f"lifecycle: {SECRETS[2]}",
        f"owner: {SECRETS[3]}",
        f"dependsOn: ['component:{SECRETS[1]}', {SECRETS[5]}]",
        f"tier: {SECRETS[1]}",
        f"contacts: [{{type: slack, value: {SECRETS[6]}}}, {{type: email, value: {SECRETS[1]}}}]",
        f"onwer: {SECRETS[4]}",
    ).replace("name: shop", metadata)
    return {
        "catalog-info.yaml": all_of(
            shop,
            a("API api", "type: openapi", f"owner: {SECRETS[1]}", "definition: {$text: ./api.yaml}"),
            a("Resource db", f"{{{SECRETS[1]}: [{{a: {SECRETS[2]}}}]}}").replace("spec:\n  {", "spec: {"),
            a("User mira", f"memberOf: [{SECRETS[1]}]", f"profile: {{displayName: {SECRETS[1]}}}"),
            a("Location all", f"targets: [./{SECRETS[1]}, 'https://{SECRETS[1]}@halden.example/']"),
            a("System nameless").replace("name: nameless", f"name: '-{SECRETS[1]}'"),
            a("System s").replace("kind: System", f"kind: {SECRETS[1]}"),
        ),
        "broken/catalog-info.yaml": f"apiVersion: {SECRETS[1]}\nkind: {SECRETS[2]}: {SECRETS[3]}\n# {SECRETS[1]}\n",
        "broken/twice/catalog-info.yaml": f"{SECRETS[1]}: 1\n{SECRETS[1]}: 2\n",
        "api.yaml": f"openapi: 3.0.0\ninfo: {{title: {SECRETS[1]}}}\n# {SECRETS[4]}\n",
    }


def leaks(text: str) -> list[str]:
    """The lines of a text that hold a part of a secret."""
    return [line for line in text.splitlines() if HIDDEN in line or HIDDEN.upper() in line]


def test_v17_pages_hold_no_secret(sqlite_client, caplog):
    """No page, drawing, table, data or log holds a secret, and each is told with its line and what to do."""
    client = sqlite_client(leaking())
    client.application.config["RENDERER"] = Renderer(None)

    told = ""
    for address, response in crawl(client, sparing=True):
        assert leaks(unquote(response.get_data(as_text=True))) == [], address
        told += response.get_data(as_text=True)
    for address in ("/api/gaps?size=500", "/api/catalog/entities", "/api/owner?ref=component:shop"):
        text = client.get(address).get_data(as_text=True)
        assert leaks(text) == []
        told += text

    assert leaks(caplog.text) == []
    assert "looks-like-secret" in told
    assert "ghp_********" in told
    assert "AKIA********" in told


def test_v17_the_database_holds_no_secret(sessions):
    """No row of no table holds a secret."""
    sync(sessions, "catalog", Texts(leaking()), config=Config(), as_of=TODAY)

    rows = list(every_row(sessions))
    assert len(rows) > 20
    assert [row for row in rows if leaks(str(row))] == []


def every_row(sessions: sessionmaker[Session]) -> Iterator[object]:
    """Every row of every table."""
    with sessions() as session:
        for table in Base.metadata.sorted_tables:
            yield from session.execute(table.select()).all()


@pytest.mark.parametrize("path", leaking())
def test_v17_a_posted_text_is_repeated_without_secrets(turned, path):
    """What is checked before it is merged is answered without its secrets."""
    text = leaking()[path]
    response = turned.post("/api/check", data=text, content_type="application/yaml")

    assert response.status_code < 500
    assert leaks(response.get_data(as_text=True)) == []


def test_v17_nothing_is_printed_or_kept(tmp_path):
    """A whole run of commands, from files to answers, leaves a secret nowhere but in the files."""
    source = tmp_path / "source"
    for path, text in leaking().items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(text)
    database = f"sqlite:///{tmp_path}/ensemble.db"

    said = []
    for arguments in (
        ("check", str(source)),
        ("check", str(source), "--format", "json"),
        ("check", str(source), "--format", "github"),
        ("db", "upgrade"),
        ("sync", "--source", str(source)),
        ("show", "shop", "--json"),
        ("gaps", "--json"),
        ("list", "components", "--json"),
    ):
        done = CliRunner().invoke(main, arguments, env={"DATABASE_URL": database}, prog_name="ensemble")
        said.append(done.output)
        assert done.exit_code in (0, 1), arguments
        assert leaks(said[-1]) == [], arguments
    for path in tmp_path.glob("ensemble.db*"):
        assert leaks(path.read_bytes().decode("latin-1")) == [], path

    assert said[0].count("[looks-like-secret]") > 20
    assert "catalog-info.yaml:4:" in said[0]
    assert "Revoke it" in said[0]
    assert PAGERDUTY in said[5]


def quoted(text: str) -> str:
    """A text in YAML's double quotes; an escape of YAML in it stays one."""
    return '"' + text.replace('"', '\\"').replace("\n", "\\n") + '"'


# --- X09: descriptions are plain text -------------------------------------------------------------------

MARKDOWN = [
    pytest.param("[here](javascript:alert(1))", id="X09 a script"),
    pytest.param("[here](https://evil.example)", id="X09 a link"),
    pytest.param("[here][1]\n\n[1]: https://evil.example", id="X09 a link by its number"),
    pytest.param("![](https://evil.example/pixel.png)", id="X09 a picture that counts its readers"),
    pytest.param("[![x](https://evil.example/a.png)](https://evil.example)", id="X09 a picture as a link"),
    pytest.param("<https://evil.example>", id="X09 an address in brackets"),
    pytest.param("https://evil.example/x", id="X09 an address alone"),
    pytest.param("www.evil.example", id="X09 a host alone"),
    pytest.param("<script>alert(1)</script>", id="X09 markup"),
    pytest.param("<details open ontoggle=alert(1)>", id="X09 markup that acts"),
    pytest.param("`<img src=x onerror=alert(1)>`", id="X09 markup as code"),
    pytest.param("[x](data:text/html;base64,PHNjcmlwdD4=)", id="X09 data"),
    pytest.param("| a | b |\n|---|---|\n" + "| x | y |\n" * 500, id="X09 a table"),
    pytest.param("note[^1]\n\n[^1]: <b>x</b>", id="X09 a footnote"),
    pytest.param("[" * 20_000, id="X09 brackets"),
    pytest.param("# heading\n\n* item\n\n> quote", id="X09 a page of its own"),
    pytest.param("{{ 7 * 7 }} {% raw %} ${x} <%= 1 %>", id="X09 templates"),
]


@pytest.fixture(scope="module")
def described(sqlite_client: Callable[[str], FlaskClient]) -> Sequence[tuple[str, Page]]:
    """Every page of a site whose things are described so."""
    entities = []
    for at, (text,) in enumerate(each.values for each in MARKDOWN):
        for kind, spec in (("System", ("owner: x",)), ("Group", ("children: []",)), ("API", ("definition: x",))):
            entity = a(f"{kind} x{at}", *spec)
            entities.append(entity.replace(f"name: x{at}", f"name: x{at}, description: {quoted(str(text))}"))
    client = sqlite_client(all_of(*entities))
    client.application.config["RENDERER"] = Renderer(None)
    return [
        (address, Page(response.get_data(as_text=True)))
        for address, response in crawl(client, sparing=True)
        if response.mimetype == "text/html"
    ]


@pytest.mark.parametrize("text", MARKDOWN)
def test_descriptions_are_plain_text(described, text):
    """A description reads as it was written, on the page of whatever it describes."""
    said = " ".join(text[:500].split())

    assert sum(said in " ".join(page.text.split()) for _, page in described) >= 3


def test_x09_no_description_becomes_markup(described):
    """On no page a link, a picture or an element comes of a description."""
    assert len(described) > 3 * len(MARKDOWN)
    for address, page in described:
        assert not page.all("img"), address
        assert not [href for href in page.hrefs if urlsplit(href).scheme or urlsplit(href).netloc], address
        assert {each.get("src", "/static/")[:8] for each in page.all("script")} <= {"/static/"}, address
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")], address


def test_x09_a_description_has_an_end(sqlite_client):
    """Of a description without end a page shows ten thousand characters."""
    client = sqlite_client(a("System x").replace("name: x", f"name: x, description: {'long ' * 50_000}"))

    text = client.get("/systems/x").get_data(as_text=True)
    assert len(text) < 100_000
    assert "long long…" in text


# --- X03, X08: drawings ---------------------------------------------------------------------------------

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
LABELS = [
    pytest.param("x" * 1_000_000, "x" * 200 + "…", id="X08 a megabyte"),
    pytest.param("x" * 16_385, "x" * 200 + "…", id="X08 16,385 characters"),
    pytest.param("x" * 200, "x" * 200, id="X08 as long as it may be"),
    pytest.param("e\u0301" * 300, "e\u0301" * 200 + "…", id="X08 letters with marks"),
    pytest.param("e\u0301" * 200, "e\u0301" * 200, id="X08 as many letters with marks as may be"),
    pytest.param(FAMILY * 300, FAMILY * 200 + "…", id="X08 families"),
    pytest.param("\U0001f1e9\U0001f1ea" * 300, "\U0001f1e9\U0001f1ea" * 200 + "…", id="X08 flags"),
]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    """The Graphviz of this machine."""
    found = command()
    assert found is not None
    return Renderer(found)


@pytest.mark.parametrize(("text", "label"), LABELS)
def test_labels_are_cut_between_characters(renderer, text, label):
    """A label has 200 characters as people see them, none of them cut in two, and then an ellipsis."""
    drawing = renderer.draw(dot.source(dot.Graph((dot.Node("a", text, hint=text),))), "long")

    assert drawing is not None
    (shown,) = [each.text for each in ElementTree.fromstring(drawing.svg).iter("text") if (each.text or "").strip()]
    assert shown == label


# What stands between brackets is a file that is there to be read, and an address that is not ours.
HOSTILE = [
    '<<IMG SRC="{}"/>>',
    '<<TABLE><TR><TD><IMG SRC="{}"/></TD></TR></TABLE>>',
    '</TD></TR></TABLE>>, image="{}", label=<',
    '"]; n1 [image="{}"]; n2 ["',
    '\\"]; n1 [image="{}"]; n2 [\\"',
    '"; stylesheet="{}"; x="',
    '", shapefile="{}", label="',
    '", fontpath="{}", _background="c 7 -#ff0000 I 0 0 9 9 -b {}", imagepath="{}',
    "&quot;]; n1 [image=&quot;{}&quot;]; n2 [&quot;",
    "\\N \\G \\E \\L \\T \\H \\l {}",
    "javascript:alert('{}')",
    "//evil.example{}",
    "https://evil.example{}",
    "</text><image xlink:href='{}'/><text>",
    "]]><foreignObject><iframe src='file://{}'/></foreignObject>",
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{}">]>&x;',
    "<?xml-stylesheet href='{}'?>",
    "url(file://{})",
    "a:b:{}",
]
ELEMENTS = {"svg", "g", "a", "path", "polygon", "ellipse", "text", "title", "use"}
OF_FILES = {"style", "defs", "symbol", "circle", "rect", "line", "polyline", "desc", "metadata"}
ATTRIBUTES = {
    *("class", "transform", "d", "points", "cx", "cy", "rx", "ry", "x", "y", "width", "height", "viewBox"),
    *("role", "text-anchor", "font-size", "font-weight", "href", "aria-label"),
}


def hostile(path: object) -> dot.Graph:
    """A graph that says each of these wherever a text may stand."""
    texts = [each.replace("{}", str(path)) for each in HOSTILE]
    nodes = [
        dot.Node(
            f"{at}", text, text, text, text if at % 2 else f"/services/{at}", (text, "tier-1"), cluster=f"{at % 5}"
        )
        for at, text in enumerate(texts)
    ]
    edges = [dot.Edge("0", f"{at}", text, label=text, classes=(text,)) for at, text in enumerate(texts)]
    clusters = [dot.Cluster(f"{at}", text, (text,)) for at, text in enumerate(texts[:5])]
    return dot.Graph(tuple(nodes), tuple(edges), tuple(clusters))


def test_x03_drawings_hold_what_pages_know(renderer, tmp_path):
    """Whatever stands in a graph, its SVG has our elements and attributes, and leads to paths of this site only."""
    drawing = renderer.draw(dot.source(hostile(tmp_path / "canary.png")), HOSTILE[0])
    assert drawing is not None

    drawn = ElementTree.fromstring(drawing.svg)
    assert {each.tag for each in drawn.iter()} <= ELEMENTS
    assert {name for each in drawn.iter() for name in each.attrib} <= ATTRIBUTES
    links = {each.get("href", "") for each in drawn.iter("a")}
    assert links
    assert all(re.fullmatch(r"/services/\d+", link) for link in links)
    assert {each.get("href", "")[:3] for each in drawn.iter("use")} <= {"#i-"}
    assert not [each for each in drawn.iter() if re.search("url|script", f"{each.get('class')}{each.get('d')}")]

    saved = ElementTree.fromstring(alone.svg(drawing))
    tags = {each.tag.rpartition("}")[2] for each in saved.iter()}
    assert tags <= ELEMENTS | OF_FILES
    assert not [name for each in saved.iter() for name in each.attrib if name.startswith("on")]
    assert {value[:1] for each in saved.iter() for name, value in each.attrib.items() if name.endswith("href")} <= {"#"}
    for each in saved.iter("{http://www.w3.org/2000/svg}style"):
        assert not re.search(r"@import|url\(|expression", each.text or "")


@pytest.mark.skipif(shutil.which("strace") is None, reason="There is no strace here to see which files are opened.")
def test_x03_drawing_opens_no_file(tmp_path):
    """Graphviz opens its own libraries and fonts, and nothing that a label names; strace would see it."""
    found = command()
    assert found is not None
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"\x89PNG\r\n\x1a\n")
    log = tmp_path / "opened"
    wrapper = tmp_path / "dot"
    traced = f"strace -f -qq -o {log} -e trace=open,openat,openat2,connect {found[0]}"
    wrapper.write_text(f'#!/bin/sh\nexec {traced} "$@"\n')
    wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)

    assert Renderer([str(wrapper)]).draw(dot.source(hostile(canary)), "x") is not None
    opened = [line for line in log.read_text().splitlines() if "ENOENT" not in line]
    # What is opened when nothing at all is drawn is Graphviz's own.
    assert Renderer([str(wrapper)]).draw(dot.source(dot.Graph((dot.Node("a", "a"),))), "x") is not None
    own = set(re.findall(r'"([^"]*)"', log.read_text()))

    paths = {path for line in opened for path in re.findall(r'"([^"]*)"', line)}
    assert {
        path for path in paths - own if not re.match(r"/(?:usr/)?(?:lib|share/fonts|local/share/fonts)", path)
    } == set()
    assert not [line for line in opened if "connect(" in line and "AF_INET" in line]
    # The same trace sees what an image that was let through would do.
    wrapper.write_text(f'#!/bin/sh\nunset SERVER_NAME\nexec {traced} "$@"\n')
    Renderer([str(wrapper)]).draw(f'digraph {{ a [image="{canary}"] }}', "x")
    assert str(canary) in log.read_text()


# --- X04, X16: what a browser opens by itself ------------------------------------------------------------


@pytest.fixture(scope="module")
def small(sqlite_client: Callable[[str], FlaskClient]) -> FlaskClient:
    """A service, an API with a definition that is markup, and their owner."""
    return sqlite_client(
        all_of(
            a("Component shop", "type: service", "owner: pay", "dependsOn: [component:pay]", "providesApis: [api]"),
            a("Component pay", "type: service", "owner: pay"),
            a("API api", "type: openapi", "owner: pay", 'definition: "<html><script>alert(1)</script>"'),
            a("Group pay", "children: []"),
        )
    )


@pytest.mark.parametrize("form", ["svg", "png", "dot", "mermaid"])
def test_x04_drawings_opened_alone_can_do_nothing(small, form):
    """A drawing as a file is styled at most: it runs nothing, fetches nothing, and is what it says it is."""
    response = small.get(f"/graph?from=component:shop&format={form}")

    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "style-src 'unsafe-inline'", "sandbox", "frame-ancestors 'none'"} == set(policy)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="ensemble-')
    assert response.mimetype not in ("text/html", "application/xhtml+xml")


@pytest.mark.parametrize("address", ["/apis/api?format=text", "/services/shop?format=yaml"])
def test_x16_texts_stay_texts(small, address):
    """What an author wrote is had as it is, as plain text of which no browser makes a page."""
    response = small.get(address)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'none'"} <= set(policy)


def test_x16_a_definition_is_as_it_is(small):
    """The text of a definition is neither escaped nor changed."""
    assert "<script>alert(1)</script>" in small.get("/apis/api?format=text").get_data(as_text=True)


# --- X10: tables -----------------------------------------------------------------------------------------

FORMULAS = ['=HYPERLINK("https://evil.example","x")', "+1+1", "-1+1", "@SUM(1)", "\\t=1+1", '=1","=2', "=1\\n=2"]


def test_x10_no_table_holds_a_formula(sqlite_client):
    """Every table of the site is a file to save, and no field of it begins as a formula does."""
    entities = [
        all_of(
            a(
                f"Component c{at}",
                "type: service",
                f"owner: user:u{at}",
                f"lifecycle: {quoted(text)}",
                f"system: {quoted(text)}",
            ).replace(f"name: c{at}", f"name: c{at}, title: {quoted(text)}, description: {quoted(text)}"),
            a(f"User u{at}", "memberOf: []", f"profile: {{displayName: {quoted(text)}}}"),
        )
        for at, text in enumerate(FORMULAS)
    ]
    client = sqlite_client(all_of(*entities))
    client.application.config["RENDERER"] = Renderer(None)

    tables = 0
    for address in (*addresses(client.application), "/people", "/components", "/graph?from=component:c0"):
        response = client.get(f"{address}{'&' if '?' in address else '?'}format=csv")
        with response:
            if response.mimetype != "text/csv":
                continue
            tables += 1
            assert response.headers["Content-Disposition"].startswith("attachment; ")
            for row in csv.reader(io.StringIO(response.get_data(as_text=True), newline=""), strict=True):
                assert not [field for field in row if field[:1] in set("=+-@\t\r\n")], address
    assert tables >= 3


# --- X14: what is not there -------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["z", "<", "\u05ea", "\U0001f680"])
def test_x14_little_is_repeated(small, letter):
    """Of what is asked for and is not there, two hundred characters are repeated at most, escaped."""
    for length in (201, 600):
        long = letter * length
        asked = {
            *addresses(small.application, name=long),
            *addresses(small.application, word=long),
            *addresses(small.application, kind=long),
            *addresses(small.application, namespace=long),
            f"/{quote(long)}",
            f"/nothing?{quote(long)}={quote(long)}",
            f"/services/nothing?q={quote(long)}",
            f"/api/nothing?{quote(long)}={quote(long)}",
        }
        for address in asked - set(addresses(small.application)):
            with small.get(address) as response:
                text = unquote(response.get_data(as_text=True))
                if response.status_code in (400, 404):
                    text = text.replace("&lt;", "<")
                    assert letter * 201 not in text, address
                assert response.status_code < 500


def test_x14_a_reference_is_repeated(small):
    """The name that was asked for is told, so that its reader sees the slip of the pen."""
    response = small.get("/services/shopp")

    assert response.status_code == 404
    assert "shopp" in Page(response.get_data(as_text=True)).text
