"""Files of a web server are read from the hosts that are named, within limits, and from nowhere else."""

import time

import pytest

from app.documents import DESCRIPTOR
from app.sources.web import FILES, Web
from app.tree import Refusal
from tests.sites import leads_to, site, text

LIMIT = 1_000
COMPRESSED = text(b"\x1f\x8b", Content_Encoding="gzip")


def slow(request):
    """Sends a byte at a time, and never comes to an end."""
    request.send_response(200)
    request.end_headers()
    try:
        while True:
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.02)
    except OSError:
        return


def slow_head(request):
    """Sends headers a byte at a time, and never comes to an end."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    try:
        while True:
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.02)
    except OSError:
        return


def silent(request):
    """Says nothing for longer than anybody waits."""
    time.sleep(1)


def cut_off(request):
    """Promises more than it sends."""
    request.send_response(200)
    request.send_header("Content-Length", "10")
    request.end_headers()
    request.wfile.write(b"abc")


def no_http(request):
    """Answers in no language of the web."""
    request.wfile.write(b"\x00\x01\x02\r\n\r\n")


def test_it_works():
    """The file of the address and those beside it are read, by paths of the host."""
    with site({"/team/a.yaml": "one", "/team/sub/b.yaml": "two", "/c%20d.yaml": "three"}) as here:
        tree = Web(here.at("team/a.yaml"), [here.host])

        assert tree.root == "team/a.yaml"
        assert [tree.read(path, LIMIT) for path in ("team/a.yaml", "team/sub/b.yaml", "c d.yaml")] == [
            b"one",
            b"two",
            b"three",
        ]
        assert tree.address("team/sub/b.yaml") == here.at("team/sub/b.yaml")


def test_a_file_is_fetched_once():
    """However often it is read, whether or not it is there."""
    with site({"/a.yaml": "one"}) as here:
        tree = Web(here.at("a.yaml"), [here.host])
        for _ in range(3):
            tree.read("a.yaml", LIMIT)
            tree.read("b.yaml", LIMIT)

        assert here.asked == ["/a.yaml", "/b.yaml"]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        pytest.param("a.yaml?ref=v1&x=%2F", "/a.yaml?ref=v1&x=%2F", id="a query"),
        pytest.param("a%20b.yaml", "/a%20b.yaml", id="encoded already"),
        pytest.param("a b.yaml", "/a%20b.yaml", id="not yet encoded"),
        pytest.param("\u00e4.yaml", "/%C3%A4.yaml", id="a letter beyond ASCII"),
        pytest.param("", "/", id="no path"),
        pytest.param("a.yaml#b", "/a.yaml", id="a part of it"),
    ],
)
def test_the_address_is_asked_for_as_written(path, asked):
    """A query belongs to the file; nothing in a path ends the line of the request."""
    with site({asked: "one"}) as here:
        tree = Web(here.at(path), [here.host])

        assert tree.read(tree.root, LIMIT) == b"one"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_it_is_led_on(status):
    """Where the host leads on within what may be read, that is followed."""
    with site({"/b.yaml": "two"}) as here:
        here.answers["/a.yaml"] = leads_to("/b.yaml", status)
        tree = Web(here.at("a.yaml"), [here.host])

        assert tree.read("a.yaml", LIMIT) == b"two"


def test_it_is_not_led_elsewhere():
    """A host that may be read cannot lead to one that may not: that one is never asked."""
    with site({"/secret": "two"}) as there, site({"/a.yaml": leads_to(there.at("secret"))}) as here:
        found = Web(here.at("a.yaml"), [here.host]).read("a.yaml", LIMIT)

        assert isinstance(found, Refusal)
        assert found.message == f"Reading from '{there.at('secret')}' is not allowed."
        assert there.asked == []


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        pytest.param("https://example.org/a.yaml", [], id="no host is named"),
        pytest.param("https://example.org/a.yaml", ["example.com"], id="another is named"),
        pytest.param("https://example.org.evil/a.yaml", ["example.org"], id="one that begins so"),
        pytest.param("https://evil-example.org/a.yaml", ["example.org"], id="one that ends so"),
        pytest.param("https://example.org:8443/a.yaml", ["example.org"], id="another port"),
        pytest.param("http://example.org:443/a.yaml", ["example.org"], id="the port of the other scheme"),
        pytest.param("https://me:secret@example.org/a.yaml", ["example.org"], id="with a password"),
        pytest.param("https://example.org@evil/a.yaml", ["example.org"], id="a name that looks like a host"),
        pytest.param("https://evil\\@example.org/a.yaml", ["example.org"], id="a backslash"),
        pytest.param("http://127.0.0.1/a.yaml", ["localhost"], id="this machine by another name"),
        pytest.param("http://[::1]/a.yaml", ["127.0.0.1"], id="this machine by a longer number"),
        pytest.param("http://[::1/a.yaml", ["[::1]"], id="half a number"),
        pytest.param("http://127.0.0.1:x/a.yaml", ["127.0.0.1"], id="no port"),
        pytest.param("http://127.0.0.1:0/a.yaml", ["127.0.0.1:0"], id="no port there is"),
        pytest.param("file:///etc/passwd", ["", "localhost"], id="a file"),
        pytest.param("ftp://127.0.0.1/a.yaml", ["127.0.0.1"], id="another scheme"),
        pytest.param("/etc/passwd", [""], id="a path"),
        pytest.param("", [""], id="nothing"),
    ],
)
def test_nothing_else_is_asked(url, hosts):
    """A host that is not named is not looked up, and what is no web address is not read."""
    tree = Web(url, hosts)
    found = tree.read(tree.root, LIMIT)

    assert isinstance(found, Refusal)
    assert found.message.endswith("is not allowed.")
    assert "ENSEMBLE_READABLE_HOSTS" in found.remedy


def test_beside_an_address_is_nothing_else():
    """No path leads from the host, whatever it is made of."""
    with site({"/a.yaml": "one"}) as there, site({"/a.yaml": "one"}) as here:
        tree = Web(here.at("a.yaml"), [here.host])
        for path in (f"/{there.host}/a.yaml", there.at("a.yaml"), f"@{there.host}/a.yaml"):
            assert isinstance(tree.read(path, LIMIT), Refusal)

        assert there.asked == []


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        pytest.param(None, "file-unreadable", "The host answers 404.", id="nothing there"),
        pytest.param(text("x" * 1_001), "file-too-large", "more than 1,000 bytes", id="too large"),
        pytest.param(leads_to("/a.yaml"), "file-unreadable", "leads on more than 5 times", id="round in a circle"),
        pytest.param(leads_to("http://["), "file-unreadable", "", id="led to no address"),
        pytest.param(leads_to("file:///etc/passwd"), "file-unreadable", "is not allowed", id="led to a file"),
        pytest.param(COMPRESSED, "file-unreadable", "compressed", id="compressed"),
        pytest.param(cut_off, "file-unreadable", "ends before the file does", id="cut off"),
        pytest.param(no_http, "file-unreadable", "it does not speak HTTP", id="no HTTP"),
        pytest.param(slow, "file-unreadable", "It takes too long.", id="slow"),
        pytest.param(slow_head, "file-unreadable", "It takes too long.", id="a slow head"),
        pytest.param(silent, "file-unreadable", "It takes too long.", id="silent"),
    ],
)
def test_what_cannot_be_read(answer, code, says):
    """Whatever a host does is a refusal with its reason, and comes to an end."""
    began = time.monotonic()
    with site({"/a.yaml": answer} if answer else {}) as here:
        found = Web(here.at("a.yaml"), [here.host], seconds=0.3).read("a.yaml", LIMIT)

    assert isinstance(found, Refusal)
    assert found.code == code
    assert says in found.message
    assert time.monotonic() - began < 5


def test_nobody_answers():
    """A host where nobody listens is a refusal, too."""
    with site({}) as here:
        pass
    found = Web(here.at("a.yaml"), [here.host]).read("a.yaml", LIMIT)

    assert isinstance(found, Refusal)
    assert found.message == "The host cannot be read: Connection refused."


def test_not_more_than_so_many_files():
    """A Location that names very many files is not a way to keep a server busy."""
    with site({f"/{number}.yaml": "x" for number in range(FILES + 1)}) as here:
        tree = Web(here.at("0.yaml"), [here.host])
        found = [tree.read(f"{number}.yaml", LIMIT) for number in range(FILES + 1)]

        assert found[:-1] == [b"x"] * FILES
        assert isinstance(found[-1], Refusal)
        assert len(here.asked) == FILES


def test_not_more_than_so_many_bytes():
    """Nor one that names large ones."""
    with site({f"/{number}.yaml": "x" * DESCRIPTOR.file_bytes for number in range(5)}) as here:
        tree = Web(here.at("0.yaml"), [here.host])
        found = [tree.read(f"{number}.yaml", DESCRIPTOR.file_bytes) for number in range(5)]

        assert [isinstance(each, bytes) for each in found] == [True, True, True, True, False]


def test_patterns():
    """A path is taken as it is, and no pattern matches: nobody can be asked for a list."""
    tree = Web("https://example.org/a.yaml", ["example.org"])

    assert [list(tree.glob(pattern)) for pattern in ("b.yaml", "*.yaml", "**/x", "?.yaml")] == [["b.yaml"], [], [], []]
