"""Pages as a browser reads them."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Page(HTMLParser):
    """The elements, links, ids and text of a page; `unclosed` holds what was opened and never closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.unclosed: list[str] = []
        self.misplaced: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if self.unclosed and self.unclosed[-1] == tag:
            self.unclosed.pop()
        else:
            self.misplaced.append(tag)

    def handle_data(self, data):
        self.text += data

    @property
    def hrefs(self) -> list[str]:
        """Every address a reader may follow, in order."""
        return [attributes["href"] for tag, attributes in self.elements if tag == "a" and "href" in attributes]

    @property
    def ids(self) -> list[str]:
        """The ids of all elements."""
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each element of a kind."""
        return [attributes for found, attributes in self.elements if found == tag]


def crawl(
    client: FlaskClient, start: str = "/", most: int = 2_000, *, sparing: bool = False
) -> Iterator[tuple[str, TestResponse]]:
    """Every answer that links of this site lead to, each once.

    Of queries only those with one part are followed, since filters can be joined without end; to be
    `sparing`, each part of a query is followed once on a page, and once on all pages of entities.
    """
    known, waiting = {start}, [start]
    tried: set[tuple[str, str]] = set()
    while waiting:
        assert len(known) < most, "links have no end"
        address = waiting.pop()
        response = client.get(address, follow_redirects=True)
        yield address, response
        for href in Page(response.get_data(as_text=True)).hrefs if response.mimetype == "text/html" else ():
            target = urldefrag(urljoin(address, href))[0]
            parts = urlsplit(target)
            if sparing and parts.query:
                page = parts.path if parts.path.count("/") == 1 else "an entity"
                asked = (page, parts.query if parts.query.startswith("format=") else parts.query.partition("=")[0])
                if asked in tried:
                    continue
                tried.add(asked)
            if not parts.scheme and "&" not in parts.query and target not in known:
                known.add(target)
                waiting.append(target)
