"""Each field takes what the format says, and refuses everything else in words that say what to write."""

import pytest

from app.descriptors import fields
from app.descriptors.faults import Fault

A63 = "a" * 63
NAME = "Use letters, digits, `-`, `_` and `.`, up to 63, with a letter or digit at both ends."


def fault_of(judge, value) -> str:
    """What a judge says of a value, empty where it is content."""
    found = judge(value)
    assert found is None or isinstance(found, Fault)
    return f"{found.says} {found.remedy}".strip() if found else ""


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("a", True),
        ("a-b", True),
        ("a:b+c#d", True),
        ("c++", True),
        ("1", True),
        (A63, True),
        ("", False),
        (f"{A63}a", False),
        ("A", False),
        ("a_b", False),
        ("a.b", False),
        ("a--b", False),
        ("-a", False),
        ("a-", False),
        ("a b", False),
        ("a/b", False),
        ("\u00e9", False),
        ("a\n", False),
    ],
)
def test_tags(value, good):
    """A tag is small letters, digits, `:`, `+` and `#`, with single hyphens between, up to 63."""
    assert (fields.tag(value) is None) is good


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        ("Kafka Streams", "Write `kafka-streams`."),
        ("a_b.c", "Write `a-b-c`."),
        ("--a--", "Write `a`."),
        ("X" * 70, f"Write `{'x' * 63}`."),
        ("\u00e9", "Use small letters, digits, `:`, `+`, `#` and `-` between them."),
        ("", "Use small letters, digits, `:`, `+`, `#` and `-` between them."),
    ],
)
def test_a_tag_is_corrected(value, remedy):
    """The remedy is the tag to write, where there is one."""
    assert fields.tag(value) == Fault(f"is {fields.told(value)}, which is no tag.", remedy)


@pytest.mark.parametrize(
    ("key", "good"),
    [
        ("a", True),
        ("example.org/a", True),
        ("a-b.c/A_b.C-d", True),
        (f"{A63}.b/a", True),
        (f"b/{A63}", True),
        (f"{'a.' * 126}a/b", True),
        ("_schema", False),
        ("", False),
        ("/a", False),
        ("a/", False),
        ("a/b/c", False),
        ("Example.org/a", False),
        ("a_b/c", False),
        ("a..b/c", False),
        (f"b/{A63}a", False),
        (f"{'a.' * 127}a/b", False),
        (f"{A63}a.b/a", False),
        ("a b", False),
        ("example.org/a b", False),
        ("a\n", False),
    ],
)
def test_keys_of_labels_and_annotations(key, good):
    """A key is a name, with a domain in small letters and one slash before it or not."""
    assert fault_of(fields.key, key) == (
        "" if good else "has a malformed key. Write it as `example.org/name` or `name`."
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", ""),
        ("a", ""),
        ("A.b_C-1", ""),
        (A63, ""),
        (
            "a b",
            f"is `a b`, which is no name. {NAME}",
        ),
        (True, 'is a boolean; it takes a text. Write "{written}" in quotes.'),
        (1, 'is a number; it takes a text. Write "{written}" in quotes.'),
        (None, "is empty; it takes a text. Give it a value or leave the key out."),
        ([], "is a list; it takes a text."),
        ({}, "is a map; it takes a text."),
    ],
)
def test_label_values(value, said):
    """A label's value is empty or a name."""
    assert fault_of(fields.label_value, value) == said


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("https://example.org", True),
        ("https://example.org:8443/a b?c=[d]#e", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("https:example.org", True),
        ("https:///example.org", True),
        ("https://[2001:db8::1]/", True),
        ("https://\u00fcml\u00e4ut.example", True),
        ("https://user:pass@example.org", True),
        (" https://example.org ", True),
        ("mailto:a@example.org", True),
        ("slack://channel?id=1", True),
        ("tel:+4912345", True),
        ("urn:isbn:1", True),
        ("javascript:alert(1)", True),
        ("", False),
        ("example.org", False),
        ("/docs", False),
        ("./docs", False),
        ("//example.org", False),
        ("https://", False),
        ("https:", False),
        ("https://a b.example", False),
        ("https://<host>/", False),
        ("https://?x", False),
        ("1http://example.org", False),
        ("#x", False),
        (5, False),
        (None, False),
        (["https://example.org"], False),
    ],
)
def test_addresses(value, good):
    """An address has a scheme, as browsers read it, and a host where its scheme wants one."""
    assert (fields.url(value) is None) is good


@pytest.mark.parametrize(
    ("value", "danger"),
    [
        ("javascript:alert(1)", True),
        ("JavaScript:alert(1)", True),
        (" \x01javascript:alert(1)", True),
        ("java\nscript:alert(1)", True),
        ("java\tscript\r:alert(1)", True),
        ("vbscript:x", True),
        ("data:text/html,<script>", True),
        ("https://example.org/javascript:x", False),
        ("javascript", False),
        ("xjavascript:x", False),
        ("https://example.org", False),
        ("", False),
    ],
)
def test_dangerous_addresses(value, danger):
    """What a browser would run is told from what it would open, however it is disguised."""
    assert fields.dangerous(value) is danger


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("pay", None),
        ("group:pay", None),
        ("group:money/pay", None),
        ("money/pay", None),
        ("a:b:c", None),
        ("a/b:c", None),
        ("a:b/c/d", None),
        ("two words", None),
        ("a@example.org", None),
        ("../../etc", None),
        ("%2e%2e", None),
        ("a;b", None),
        (" ", None),
        ("", "bad-ref"),
        (":", "bad-ref"),
        (":b", "bad-ref"),
        ("a:", "bad-ref"),
        ("a:/c", "bad-ref"),
        ("b/", "bad-ref"),
        ("/b", "bad-ref"),
        ("a:b/", "bad-ref"),
        ("a\tb", "bad-ref"),
        ("a\x85b", "bad-ref"),
        (5, "schema"),
        (True, "schema"),
        (None, "schema"),
        ({"kind": "group", "name": "pay"}, "schema"),
        (["pay"], "schema"),
    ],
)
def test_references(value, code):
    """A reference is any text without an empty part or a control character."""
    found = fields.reference(value)

    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("2026-01-31", True),
        ("2024-02-29", True),
        ("0001-01-01", True),
        ("2023-02-29", False),
        ("2024-13-01", False),
        ("2026-1-31", False),
        ("20260131", False),
        ("2026-W05-1", False),
        ("2026-01-31T00:00", False),
        ("2026-01-31\n", False),
        ("31.01.2026", False),
        ("\u0662\u0660\u0662\u0666-\u0660\u0661-\u0663\u0661", False),
        ("0000-01-01", False),
        ("", False),
        (20260132, False),
        (None, False),
    ],
)
def test_days(value, good):
    """A day is a date that exists, as YYYY-MM-DD."""
    assert (fields.day(value) is None) is good


@pytest.mark.parametrize(
    ("judge", "value", "said"),
    [
        pytest.param(fields.text, "x", "", id="text"),
        pytest.param(fields.text, "", "is an empty text. Give it a value or leave the key out.", id="empty text"),
        pytest.param(fields.any_text, "", "", id="any text"),
        pytest.param(fields.any_text, [], "is a list; it takes a text.", id="a list for a text"),
        pytest.param(fields.any_map, {}, "", id="map"),
        pytest.param(fields.any_map, "x", "is a text; it takes a map.", id="a text for a map"),
        pytest.param(fields.one_of(1, 2), 1, "", id="one of several"),
        pytest.param(fields.one_of(1, 2), 3, "is `3`. Write one of `1`, `2`.", id="another"),
        pytest.param(fields.one_of(1, 2), "1", "is a text. Write `1` without quotes.", id="a number in quotes"),
        pytest.param(fields.one_of(1, 2), True, "is `true`. Write one of `1`, `2`.", id="true is not 1"),
        pytest.param(fields.one_of(1, 2), 1.0, "is `1.0`. Write one of `1`, `2`.", id="nor is 1.0"),
        pytest.param(fields.one_of("a"), None, "is empty. Write one of `a`.", id="null"),
        pytest.param(fields.one_of("a"), {}, "is a map. Write one of `a`.", id="a map"),
        pytest.param(fields.yes_or_no, False, "", id="a boolean"),
        pytest.param(fields.yes_or_no, "yes", "is `yes`. Write `true` or `false`.", id="yes"),
        pytest.param(fields.yes_or_no, "true", "is a text. Write `true` without quotes.", id="true in quotes"),
        pytest.param(fields.yes_or_no, 0, "is `0`. Write `true` or `false`.", id="0"),
        pytest.param(fields.between(0, 100), 0, "", id="the low end"),
        pytest.param(fields.between(0, 100), 100, "", id="the high end"),
        pytest.param(fields.between(0, 100), 99.95, "", id="between"),
        pytest.param(fields.between(0, 86_400_000), -0.1, "is -0.1. Write a number from 0 to 86,400,000.", id="below"),
        pytest.param(fields.between(0, 100), 101, "is 101. Write a number from 0 to 100.", id="above"),
        pytest.param(fields.between(0, 100), True, "is a boolean; it takes a number.", id="true is no number"),
        pytest.param(fields.between(0, 100), "99", "is a text; it takes a number.", id="a text is no number"),
        pytest.param(fields.anything, object(), "", id="anything"),
    ],
)
def test_judges(judge, value, said):
    """Each judge takes its values and says what it wants instead of others."""
    assert fault_of(judge, value) == said


def test_a_small_map_is_judged_key_by_key():
    """Every known key has its own fault; unknown ones pass; a required one takes the map along."""
    judge = fields.keys_of(
        {"type": fields.one_of("slack"), "value": fields.text, "title": fields.text}, ("type", "value")
    )

    assert judge({"type": "slack", "value": "x", "more": []}) == {"type": None, "value": None}
    assert judge({"type": "irc", "title": 5}) == {
        "value": Fault("is missing.", "Write it.", vital=True),
        "type": Fault("is `irc`.", "Write one of `slack`.", vital=True),
        "title": Fault("is a number; it takes a text.", 'Write "{written}" in quotes.'),
    }
    assert judge("x") == Fault("is a text; it takes a map.", "")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "empty"),
        (True, "`true`"),
        (1.5, "`1.5`"),
        ("x", "`x`"),
        ("a\x1b[31m\u202e", "`a\\u001b[31m\\u202e`"),
        ("x" * 61, f"`{'x' * 60}\u2026`"),
        ([1], "a list"),
        ({}, "a map"),
    ],
)
def test_values_are_told_safely(value, text):
    """A value in a message is cut, and shows no character that a terminal would obey."""
    assert fields.told(value) == text
