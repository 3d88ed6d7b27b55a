"""Words, addresses and facts: pure functions from values to what a page says."""

from datetime import UTC, datetime, timedelta

import pytest
from markupsafe import Markup

from app.config import Config
from app.entities import Entity, Ref
from app.positions import Position
from app.questions.mention import Mention
from app.web import described, urls, vocabulary, words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def mention(text: str, **more) -> Mention:
    """A mention by its reference."""
    ref = Ref.parse(text)
    return Mention(ref, more.pop("title", ref.name), **more)


@pytest.mark.parametrize(
    ("thing", "section", "address", "name", "kind", "icon"),
    [
        pytest.param(
            mention("component:a", type="service"), "services", "/services/a", "a", "service", "service", id="service"
        ),
        pytest.param(
            mention("component:a", type="website"),
            "components",
            "/components/a",
            "a",
            "website",
            "website",
            id="website",
        ),
        pytest.param(mention("component:a"), "components", "/components/a", "a", "component", "file", id="no type"),
        pytest.param(
            mention("component:a", type="cache"), "stores", "/stores/a", "a", "cache", "store", id="store component"
        ),
        pytest.param(
            mention("resource:a", type="database"), "stores", "/stores/a", "a", "database", "store", id="store"
        ),
        pytest.param(
            mention("resource:a", type="cluster"), "resources", "/resources/a", "a", "cluster", "file", id="resource"
        ),
        pytest.param(mention("api:a", type="openapi"), "apis", "/apis/a", "a", "API", "api", id="API"),
        pytest.param(mention("group:a", title="A-Team"), "teams", "/teams/a", "a", "team", "team", id="team"),
        pytest.param(mention("user:a", title="Ann"), "people", "/people/a", "Ann", "person", "person", id="person"),
        pytest.param(mention("system:x/a"), "systems", "/systems/x/a", "x/a", "system", "system", id="namespace"),
        pytest.param(mention("dog:a"), "", "/entities/dog/default/a", "a", "dog", "file", id="unknown kind"),
        pytest.param(
            mention("component:x y/ü?"),
            "components",
            "/components/x%20y/%C3%BC%3F",
            "x y/ü?",
            "component",
            "file",
            id="odd name",
        ),
    ],
)
def test_how_a_thing_is_shown(thing, section, address, name, kind, icon):
    """Kind and type decide where a thing stands, how it is linked, and its sign."""
    assert urls.section(thing) == section
    assert urls.entity(thing) == address
    assert words.name(thing) == name
    assert words.kind(thing) == kind
    assert words.icon(thing) == icon


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        pytest.param("payments", "Pa", id="one word"),
        pytest.param("customer-care", "CC", id="two words"),
        pytest.param("web/data.platform", "DP", id="namespace"),
        pytest.param("x", "X", id="one letter"),
        pytest.param("--", "?", id="no letter"),
    ],
)
def test_a_team_has_two_letters(name, letters):
    """The mark holds the first letters of two words, or two of one."""
    assert words.initials(name) == letters


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        pytest.param(timedelta(0), "just now", id="now"),
        pytest.param(timedelta(seconds=-30), "just now", id="a clock ahead"),
        pytest.param(timedelta(seconds=59), "just now", id="under a minute"),
        pytest.param(timedelta(seconds=60), "1 minute ago", id="a minute"),
        pytest.param(timedelta(minutes=59), "59 minutes ago", id="under an hour"),
        pytest.param(timedelta(hours=23), "23 hours ago", id="under a day"),
        pytest.param(timedelta(days=96), "96 days ago", id="days"),
    ],
)
def test_age_is_told_in_the_largest_unit(ago, said):
    """Ages are whole minutes, hours or days, of times with and without a zone."""
    assert words.age(NOW - ago, NOW) == said
    assert words.age((NOW - ago).replace(tzinfo=None), NOW) == said


def test_numbers_and_lists_in_words():
    """Numbers come with their noun, lists with an `and`."""
    assert [words.count(number, "gap") for number in (0, 1, 2)] == ["0 gaps", "1 gap", "2 gaps"]
    assert words.count(3, "entity", "entities") == "3 entities"
    assert words.count(2, "person") == "2 people"
    assert words.thousands(1_234_567) == "1\u202f234\u202f567"
    assert [words.listed(each) for each in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain", "plain", id="plain"),
        pytest.param("write `owner: x` there", "write <code>owner: x</code> there", id="code"),
        pytest.param("`a` and `b`", "<code>a</code> and <code>b</code>", id="twice"),
        pytest.param("one ` alone", "one ` alone", id="unpaired"),
        pytest.param("`<b>` & <i>", "<code>&lt;b&gt;</code> &amp; &lt;i&gt;", id="markup"),
        pytest.param("``", "<code></code>", id="nothing between"),
    ],
)
def test_code_in_sentences(text, shown):
    """What stands between backticks is code, and all of it is escaped."""
    assert vocabulary.prose(text) == Markup(shown)  # noqa: S704 - the test's own


def test_an_edit_link_quotes_the_path():
    """A file's name cannot change where its link leads."""
    settings = Config(edit_url="https://git.example/edit/{path}#L{line}")

    assert vocabulary.edited(settings, Position("a b/c#?.yaml", 3)) == "https://git.example/edit/a%20b/c%23%3F.yaml#L3"
    assert vocabulary.edited(Config(), Position("a.yaml", 3)) == ""


def entity(**spec) -> Entity:
    """An entity of this spec, its title written in line 4."""
    document = {"kind": "Component", "metadata": {"name": "a", "title": "A", "tags": ["x", "y"]}, "spec": spec}
    return Entity(document, "a.yaml", 1, {"/metadata/title": (4, 3)})


@pytest.mark.parametrize(
    ("spec", "name", "told"),
    [
        pytest.param({"slo": 99.9}, "Promise", "99.9 % available", id="a bare promise"),
        pytest.param(
            {"slo": {"availability": 99, "latencyMs": 300}},
            "Promise",
            "99 % available, answers in 300 ms",
            id="a promise",
        ),
        pytest.param(
            {"data": {"classification": "regulated", "authoritative": True}},
            "Data",
            "regulated, the source of truth",
            id="data",
        ),
        pytest.param(
            {"data": {"authoritative": False, "retention": "2 years"}}, "Data", "a copy, kept 2 years", id="a copy"
        ),
        pytest.param(
            {"confirmed": {"by": "user:mira", "on": "2026-11-02"}}, "Confirmed", "by mira on 2026-11-02", id="confirmed"
        ),
        pytest.param({"replaces": ["component:old", "x"]}, "Replaces", "component:old, x", id="replaces"),
        pytest.param({"sunset": "2027-03-31"}, "Gone after", "2027-03-31", id="sunset"),
    ],
)
def test_facts_are_told(spec, name, told):
    """What a descriptor says is told in words."""
    facts = {fact.name: fact.texts for fact in described.facts(entity(**spec))}

    assert facts[name] == (told,)


def test_facts_have_a_place():
    """Each fact knows its line; tags are a fact of several texts."""
    title, tags = described.facts(entity())

    assert (title.texts, title.position) == (("A",), Position("a.yaml", 4, 3))
    assert (tags.texts, tags.chips) == (("x", "y"), True)


@pytest.mark.parametrize("value", [None, True, [], {}, [1, None, {}], {"by": []}, float("nan"), "  "])
def test_odd_values_are_no_facts(value):
    """Documents hold whatever their authors wrote; what is no fact is left out."""
    spec = dict.fromkeys(("slo", "data", "confirmed", "replaces", "sunset", "interaction"), value)

    assert {fact.name for fact in described.facts(entity(**spec))} <= {
        "Title",
        "Tags",
        "Promise",
        "Replaces",
        "Gone after",
        "Way of working",
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1,124 things", "1\N{NARROW NO-BREAK SPACE}124 things"),
        ("1,124,500", "1\N{NARROW NO-BREAK SPACE}124\N{NARROW NO-BREAK SPACE}500"),
        ("3 need it, 12 do not, a,b and 1,2", "3 need it, 12 do not, a,b and 1,2"),
    ],
)
def test_numbers_in_a_sentence(text, shown):
    """Thousands are parted by a thin space; other commas stay."""
    assert words.thin(text) == shown
