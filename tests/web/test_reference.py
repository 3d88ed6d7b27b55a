import re
import shlex

import pytest
from flask import url_for

from app.api.examples import EXAMPLES, answers
from app.web import reference
from tests.api.halden import halden

__all__ = ["halden"]


@pytest.fixture
def page(halden):
    """The page, without what wraps its words."""
    response = halden.test_client().get("/api")
    assert response.status_code == 200
    return response.get_data(as_text=True).replace("<wbr>", "")


def test_it_has_every_operation(page):
    """Each stands there with its address and what to type, below an anchor of its name."""
    for example in EXAMPLES:
        assert f'id="{example.operation}"' in page
        assert f">{example.path}<" in page
        assert f"Command of {example.operation}" in page


def test_it_shows_answers(page):
    """An example of an answer stands beside what was asked, where the answer has something in it."""
    assert {name for name in answers() if f"Answer to {name}" in page} == set(answers())


def test_its_links_lead_somewhere(page):
    """A link within the page names a part of it."""
    ids = set(re.findall(r' id="([^"]+)"', page))

    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_it_is_found(halden, page):
    """Every page leads to it, and so does the document."""
    client = halden.test_client()

    assert '<a href="/api">' in client.get("/").get_data(as_text=True)
    assert client.get("/api/openapi.json").get_json()["externalDocs"]["url"] == "/api"
    with halden.test_request_context():
        assert url_for("web.api") == "/api"


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[example.operation for example in EXAMPLES])
def test_commands_ask_the_examples(halden, page, number):
    """What a reader copies into a terminal is answered with the status of the example."""
    example = EXAMPLES[number]
    outlines, document = halden.config["OUTLINES"], halden.config["DOCUMENT"]
    written = halden.json.loads(document)
    chapters = reference.chapters(written, outlines.outline(document, "openapi"), "http://localhost")
    [command] = [told.command for chapter in chapters for told in chapter.operations if told.name == example.operation]
    words = shlex.split(command.replace("\\\n", ""))
    body = words[words.index("-d") + 1] if "-d" in words else None
    method = words[words.index("-X") + 1] if "-X" in words else "POST" if body else "GET"
    address = next(word for word in words if word.startswith("http://"))
    response = halden.test_client().open(
        address.removeprefix("http://localhost"), method=method, data=body, content_type=body and "application/json"
    )

    assert (method.lower(), response.status_code) == (example.method, example.status)
