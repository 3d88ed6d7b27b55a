import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions import links


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG",
        "mailto:payments@example.org",
        "tel:+47-22-00-00-00",
        "https://[::1]:8000/x",
    ],
)
def test_safe_addresses_stay(url):
    """A whole address of an allowed scheme may be followed as it is."""
    assert links.safe(url) == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("  https://example.org ", "https://example.org", id="blanks around"),
        pytest.param("ht\ttps://exam\nple.org", "https://example.org", id="what browsers drop"),
        pytest.param("\x00\x1fhttps://example.org", "https://example.org", id="controls in front"),
    ],
)
def test_what_browsers_drop_is_dropped(url, expected):
    """A link leads where a browser would go, which is what was looked at."""
    assert links.safe(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\r\nscript:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "javascript\x00:alert(1)",
        "\x9fjavascript:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "%6aavascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "DATA:image/svg+xml,<svg onload=alert(1)>",
        "vbscript:msgbox(1)",
        "livescript:x",
        "mocha:x",
        "blob:https://example.org/1",
        "filesystem:https://example.org/1",
        "view-source:https://example.org",
        "file:///etc/passwd",
        "ftp://example.org",
        "jar:https://example.org!/x",
        "chrome://settings",
        "about:blank",
        "intent://x#Intent;end",
        "ms-msdt:/id",
        "feed:javascript:alert(1)",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:\\\\evil.example",
        "https://example.org\\@evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https://",
        "http:",
        "mailto:",
        "tel:",
        "/relative",
        "relative",
        "#fragment",
        "?query",
        "example.org",
        "https",
        ":",
        "://x",
        "https://[::1",
        "jav\u0130script:alert(1)",
        "\uff4aavascript:alert(1)",
        "\u2028javascript:alert(1)",
        "\ufeffjavascript:alert(1)",
        "https\u200b://example.org",
        "x-https://example.org",
        "httpss://example.org",
    ],
)
def test_everything_else_is_text(url):
    """What would run, lead elsewhere than it looks, or lead nowhere is no link."""
    assert links.safe(url) == ""


@given(st.text())
def test_only_the_listed_schemes_come_through(url):
    """Whatever goes in, a link begins with one of four words and a colon, or is none."""
    found = links.safe(url)

    assert found == "" or found.partition(":")[0].lower() in links.SCHEMES
