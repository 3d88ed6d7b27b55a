"""Nothing an author or a link to us says becomes markup or a live address on any page."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.web.pages import Page, crawl

WEB = Path(__file__).parents[2] / "app" / "web"

SCRIPTS = {f"/static/{path.name}" for path in (WEB / "static").glob("*.js")}
DATA = ("application/json", "text/csv", "text/plain", "text/vnd.graphviz", "image/svg+xml", "image/png")

CANARY = """"'><img src=x onerror=alert(1)><script>canary()</script><svg/onload=alert(1)>"""

EVERY_FIELD = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
  title: 1 CANARY
  description: 2 CANARY
  tags: [3 CANARY]
  labels: {halden.example/x: 4 CANARY}
  annotations: {halden.example/x: 5 CANARY, pagerduty.com/service-id: 6 CANARY}
  links:
    - {url: 'https://halden.example/7 CANARY', title: 8 CANARY, type: 9 CANARY, icon: 10 CANARY}
    - {url: 11 CANARY, title: 12 CANARY}
spec:
  type: 13 CANARY
  lifecycle: 14 CANARY
  owner: 15 CANARY
  system: 16 CANARY
  tier: 1
  slo: {availability: 17 CANARY, latencyMs: 18 CANARY}
  sunset: 19 CANARY
  replaces: [20 CANARY]
  dependsOn: ['component:21 CANARY', component:other]
  providesApis: [22 CANARY]
  consumesApis: [23 CANARY]
  dependencyDetails:
    component:other: {criticality: 24 CANARY, mode: 25 CANARY, access: 26 CANARY, description: 27 CANARY}
  contacts:
    - {type: slack, value: 28 CANARY, title: 29 CANARY}
    - {type: 30 CANARY, value: 31 CANARY}
    - {type: email, value: 32 CANARY}
  confirmed: {by: 33 CANARY, on: 34 CANARY}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: other, title: 35 CANARY}
spec: {type: service, lifecycle: production, owner: team, dependsOn: [component:payments, resource:store]}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: store, title: 36 CANARY}
spec: {type: database, owner: team, data: {classification: 37 CANARY, retention: 38 CANARY}}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: api, title: 39 CANARY}
spec: {type: 40 CANARY, lifecycle: 41 CANARY, owner: team, definition: 42 CANARY}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: team, title: 43 CANARY, description: 44 CANARY}
spec:
  type: 45 CANARY
  children: [46 CANARY]
  parent: 47 CANARY
  members: [48 CANARY]
  profile: {displayName: 49 CANARY, email: 50 CANARY, picture: 51 CANARY}
  contacts: [{type: slack, value: 52 CANARY}]
  onCall: {type: pagerduty, value: 53 CANARY, title: 54 CANARY}
  interaction: 55 CANARY
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: person, title: 56 CANARY}
spec: {memberOf: [team], profile: {displayName: 57 CANARY, email: 58 CANARY}}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: system, title: 59 CANARY}
spec: {owner: user:person, domain: 60 CANARY}
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: {name: 61 CANARY, namespace: 62 CANARY}
spec: {owner: team}
---
apiVersion: backstage.io/v1alpha1
kind: 63 CANARY
metadata: {name: odd}
spec: {64 CANARY: 65 CANARY}
"""


def canaries() -> str:
    """The descriptors with a payload in every field, as YAML reads it."""
    text = EVERY_FIELD
    quoted = CANARY.replace("'", "''")
    for number in range(65, 0, -1):
        for start in ("'https://halden.example/", "'component:", "'", ""):
            text = text.replace(
                f"{start}{number} CANARY{chr(39) if start else ''}", f"{start or chr(39)}{number} {quoted}'"
            )
    return text


def check_clean(page: Page, address: str) -> None:
    """No element, attribute or address of a page comes from an author."""
    assert not page.all("img"), address
    assert {each.get("src", "").split("?")[0] for each in page.all("script")} <= SCRIPTS, address
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (address, tag)
    for href in page.hrefs:
        assert urlsplit(href).scheme in ("", "https", "mailto", "tel"), (address, href)
        assert not href.startswith(("//", "/\\")), (address, href)


def test_no_field_becomes_markup(site):
    """With a payload in every field, and with the names that makes wrong, no page grows an element."""
    text = canaries()
    assert text.count(CANARY.replace("'", "''")) == 65
    client = site(text)

    shown = set()
    for address, response in crawl(client, sparing=True):
        assert response.status_code == 200, address
        if response.mimetype != "text/html":
            # No browser looks for markup in these.
            assert response.mimetype in DATA, address
            assert response.headers["X-Content-Type-Options"] == "nosniff", address
            continue
        page = Page(response.get_data(as_text=True))
        check_clean(page, address)
        shown |= {number for number in range(1, 66) if f"{number} {CANARY[:20]}" in page.text}

    # What pages show of an author's text they show as written; the others are not shown at all.
    assert {1, 2, 8, 11, 13, 28, 44, 52, 53, 56} <= shown


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/services/{}", id="a name"),
        pytest.param("/entities/{}/default/x", id="a kind"),
        pytest.param("/entities/component/{}/x", id="a namespace"),
        pytest.param("/entities/{}", id="a list's kind"),
        pytest.param("/{}", id="a page"),
        pytest.param("/entities?q={}", id="a search"),
        pytest.param("/services?owner={}", id="an owner"),
        pytest.param("/services?type={}&lifecycle={}", id="a type and a lifecycle"),
        pytest.param("/services?tier={}", id="a tier"),
        pytest.param("/services?sort={}", id="an order"),
        pytest.param("/gaps?rule={}&kind={}", id="a rule"),
        pytest.param("/gaps?team={}", id="a team"),
        pytest.param("/gaps?severity={}", id="a severity"),
        pytest.param("/?{}={}", id="what nobody asks"),
    ],
)
@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(CANARY, id="markup"),
        pytest.param("javascript:alert(1)", id="an address"),
        pytest.param("//evil.example", id="a host"),
    ],
)
def test_no_part_of_an_address_becomes_markup(shop, address, payload):
    """What a link to us carries stays text, on pages and error pages."""
    wanted = address.replace("{}", quote(payload, safe=""))

    check_clean(Page(shop.get(wanted).get_data(as_text=True)), wanted)


HOSTILE = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\rscript:alert(1)",
    "\x01javascript:alert(1)",
    "\x1fjavascript:alert(1)",
    "\x00javascript:alert(1)",
    "java\x00script:alert(1)",
    "javascript\t:alert(1)",
    "javascript:\nalert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "\xa0javascript:alert(1)",
    "\u2028javascript:alert(1)",
    "\u3000javascript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "\u200bjavascript:x",
    "javascript://https://halden.example/%0aalert(1)",
    "javascript:https://halden.example",
    "jav\u0131script:x",
    "vbscript:msgbox(1)",
    "VBSCRIPT:x",
    "livescript:x",
    "mocha:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,<svg onload=alert(1)>",
    "data:,x",
    " data:text/html,x",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "https:\\\\evil.example",
    "https://halden.example\\@evil.example",
    "file:///etc/passwd",
    "ftp://evil.example",
    "ws://evil.example",
    "blob:x",
    "about:blank",
    "view-source:https://evil.example",
    "filesystem:x",
    "jar:https://evil.example!/",
    "feed:javascript:x",
    "intent://evil#Intent;end",
    "chrome://settings",
    "ms-settings:x",
    "slack://open",
    "tel:",
    "mailto:",
    "#",
    "?x",
    "",
    "/",
    "../../x",
    "x:y",
    "://evil.example",
    ":javascript:x",
    "http://",
    "https://",
]


def group(number: int, metadata: Mapping[str, Any], spec: Mapping[str, Any]) -> str:
    """A team as JSON, which is YAML too."""
    return json.dumps(
        {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "Group",
            "metadata": {"name": f"t{number}", **metadata},
            "spec": {"type": "team", "children": [], **spec},
        }
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda url: ({"links": [{"url": url, "title": "t", "type": "dashboard"}]}, {}), id="a link"),
        pytest.param(lambda url: ({}, {"contacts": [{"type": "url", "value": url}]}), id="a contact"),
        pytest.param(lambda url: ({}, {"onCall": {"type": "url", "value": url}}), id="the one on call"),
        pytest.param(lambda url: ({}, {"profile": {"email": url, "picture": url}}), id="a profile"),
        pytest.param(
            lambda url: (
                {
                    "annotations": {
                        "backstage.io/view-url": url,
                        "backstage.io/edit-url": url,
                        "backstage.io/source-location": f"url:{url}",
                        "pagerduty.com/service-id": url,
                    }
                },
                {},
            ),
            id="annotations",
        ),
    ],
)
def test_no_hostile_address_can_be_followed(undrawn, written):
    """Of over sixty hostile addresses in every place that takes one, none is live on any page."""
    assert len(HOSTILE) > 60
    client = undrawn("\n---\n".join(group(number, *written(url)) for number, url in enumerate(HOSTILE)))

    shown = 0
    for number, url in enumerate(HOSTILE):
        response = client.get(f"/teams/t{number}")
        shown += response.status_code == 200
        page = Page(response.get_data(as_text=True))
        check_clean(page, url)
        away = [href for href in page.hrefs if not href.startswith(("/", "#"))]
        # An e-mail address may be anything behind its scheme; a mail program opens, and no page.
        assert [href for href in away if not href.startswith("mailto:")] == [], url
    assert shown > 20


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://grafana.halden.example/d/payments?from=now-1h&to=now", id="https"),
        pytest.param("http://intranet/x", id="http"),
        pytest.param("mailto:payments@halden.example", id="mail"),
        pytest.param("tel:+4912345", id="telephone"),
    ],
)
def test_a_safe_address_can_be_followed(undrawn, url):
    """Honest links work, and say nothing to their target."""
    client = undrawn(group(1, {"links": [{"url": url, "title": "There"}]}, {}))

    links = Page(client.get("/teams/t1").get_data(as_text=True)).all("a")
    (link,) = [each for each in links if each.get("href") == url]
    assert link["rel"] == "noopener noreferrer nofollow"
