"""People find things by what they remember of them."""

import pytest

from app.questions import search
from app.questions.search import Found, Passage, Wanted
from tests.questions.counting import selects
from tests.questions.organisation import HEAD, TEXT


def thing(name, description="", *, kind="Component", more=""):
    """A descriptor's text."""
    return (
        f'{HEAD}kind: {kind}\nmetadata: {{name: {name}, description: "{description}"{more}}}\nspec: {{type: library}}\n'
    )


def names(answer):
    """The references of the hits."""
    return [hit.entity.ref.short for hit in answer.hits]


def asked(session, text, *arguments, **more):
    """What is found by a text."""
    return search.found(session, Wanted(text, *arguments, **more))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ledger", ["component:ledger", "resource:ledger-db", "api:ledger-api"], id="by name"),
        pytest.param("ledger db", ["resource:ledger-db"], id="by two words"),
        pytest.param("component:ledger", ["component:ledger"], id="a reference"),
        pytest.param("Resource:Default/Ledger-DB", ["resource:ledger-db"], id="a whole reference, in any case"),
        pytest.param("thing:ledger", [], id="no reference, since there is no such kind"),
        pytest.param("books", [], id="nothing"),
        pytest.param("", [], id="no text"),
        pytest.param("  \x00 ", [], id="a blank text"),
        pytest.param("everybody", ["group:all"], id="by title"),
        pytest.param("money db", ["resource:ledger-db"], id="by owner and name"),
        pytest.param("sales team", ["group:sales"], id="by what it is"),
    ],
)
def test_found(organisation, text, expected):
    """All words of a text must be somewhere; tier by tier where nothing else tells what is likelier."""
    answer = asked(organisation, text)

    assert names(answer) == expected
    assert answer.total == len(expected)


def test_a_hit(organisation):
    """A hit says what it is, who owns it, and by what it was found."""
    (hit,) = asked(organisation, "the shop").hits

    assert (hit.entity.title, hit.entity.tier, hit.entity.type) == ("The shop", 1, "service")
    assert (hit.owner.title, hit.field) == ("Sales", "title")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param("shop", "name", id="name"),
        pytest.param("the shop", "title", id="title"),
        pytest.param("mail service", "name", id="the first of those with as many"),
        pytest.param("sales", "owner", id="owner"),
    ],
)
def test_the_field_that_has_it(organisation, text, field):
    """Of a hit's fields that one is told which has most of the words."""
    hits = {hit.entity.ref.name: hit.field for hit in asked(organisation, text, size=50).hits}

    assert hits["mail" if "mail" in text else "shop"] == field


def test_numbers_by_list(organisation):
    """What is found is counted by list, each number being what the list shows; one that adds nothing is left out."""
    answer = asked(organisation, "money")

    assert answer.shelves == (("services", 1), ("apis", 1), ("stores", 1), ("teams", 1))
    for word, number in answer.shelves:
        narrowed = asked(organisation, "money", word)
        assert (narrowed.total, narrowed.shelves) == (number, answer.shelves)
        assert len(narrowed.hits) == number


def test_components_that_are_no_services(organisation):
    """Beside services stand all components where others were found, too."""
    assert dict(asked(organisation, "production component").shelves or {}) == {}
    assert dict(asked(organisation, "component").shelves) == {"services": 3, "components": 5}


@pytest.mark.parametrize(
    "kind",
    [pytest.param("teams", id="a list"), pytest.param("group", id="a kind"), pytest.param("GROUP", id="in any case")],
)
def test_of_a_kind(organisation, kind):
    """A list or a kind narrows what is found."""
    assert names(asked(organisation, "money", kind)) == ["group:money"]


def test_pages(organisation):
    """Pages follow each other without leaving out or repeating anything."""
    whole = names(asked(organisation, "s", size=50))
    pages = [asked(organisation, "s", size=4, offset=offset) for offset in range(0, len(whole) + 4, 4)]

    assert [name for page in pages for name in names(page)] == whole
    assert [page.page for page in pages] == [1, 2, 3, 4][: len(pages)]
    assert {page.total for page in pages} == {len(whole)}
    assert pages[0].pages == -(-len(whole) // 4)


def test_few_queries(organisation):
    """However much is found, five queries answer: numbers, the page, its lines, their words, their owners."""
    with selects(organisation) as queries:
        asked(organisation, "s")

    assert len(queries) == 5


TYPOS = "---\n".join(
    (
        thing("payments"),
        thing("payments-api", kind="API"),
        thing("customer-db", kind="Resource"),
        thing("wages", "Pays people their wages."),
        thing("Zurich", "Knows the way to Zürich."),
    )
)


@pytest.mark.parametrize(
    ("text", "meant", "near"),
    [
        pytest.param("paymnets", "payments", ["component:payments", "api:payments-api"], id="turned letters"),
        pytest.param("Cutomer-db", "customer-db", ["resource:customer-db"], id="a letter missing, the sign kept"),
        pytest.param("paymnets wages", "payments wages", [], id="no name has all of it"),
        pytest.param("component:paymnets", "payments", ["component:payments", "api:payments-api"], id="a reference"),
        pytest.param("zzürich", "zurich", ["component:zurich"], id="with an accent"),
        pytest.param("payments-svc", "", ["component:payments", "api:payments-api"], id="much alike as a whole"),
        pytest.param("xyzzy", "", [], id="like nothing"),
        pytest.param("?!", "", [], id="no word"),
    ],
)
def test_what_may_be_meant(look, text, meant, near):
    """Where nothing is found, the text is told as it may have been meant, and what is called so."""
    with look(TYPOS) as session:
        answer = asked(session, text)

    assert (answer.hits, answer.total) == ((), 0)
    assert (answer.meant, [mention.ref.short for mention in answer.near]) == (meant, near)


def test_little_is_found(look):
    """Beside a hit or two stands what is called alike, the hits left out."""
    with look(TYPOS) as session:
        answer = asked(session, "component:payments")

    assert names(answer) == ["component:payments"]
    assert [mention.ref.short for mention in answer.near] == ["api:payments-api"]
    assert answer.meant == ""


def test_enough_is_found(organisation):
    """With some hits nobody asks what else may have been meant."""
    assert asked(organisation, "ledger").near == ()


LONG = " ".join(["Lorem ipsum dolor sit amet."] * 12)


@pytest.mark.parametrize(
    ("description", "text", "shown"),
    [
        pytest.param("Takes payments.", "pay", "Takes [pay]ments.", id="the beginning of a word"),
        pytest.param("Takes payments, pays out.", "pay", "Takes [pay]ments, [pay]s out.", id="each place"),
        pytest.param("Über Zürich.", "zur uber", "[Über] [Zür]ich.", id="accents"),
        pytest.param("<b>pay</b> & go", "pay", "<b>[pay]</b> & go", id="markup is text"),
        pytest.param("Nothing here.", "odd", "Nothing here.", id="found elsewhere"),
        pytest.param("", "odd", "", id="no description"),
        pytest.param(f"Pay first. {LONG}", "pay", "[Pay] first. Lorem ipsum", id="at the beginning of a long one"),
        pytest.param(
            f"{LONG} Then pay. {LONG}",
            "pay",
            "… Lorem ipsum dolor sit amet. Lorem ipsum dolor sit amet. Then [pay]. Lorem",
            id="in the middle of a long one",
        ),
        pytest.param("x" * 600 + " pay", "pay", "… [pay]", id="after an endless word"),
    ],
)
def test_the_passage(look, description, text, shown):
    """Of a description that is shown which has what was found, marked, and no more than a line or two."""
    with look(thing("odd", description)) as session:
        (hit,) = asked(session, text).hits

    told = "".join(f"[{part}]" if marked else part for part, marked in hit.passage.parts)
    assert told.startswith(shown)
    assert len(hit.passage.text) <= 210
    assert hit.field == ("name" if text == "odd" else "description")
    assert not marked_nothing(hit.passage)


def marked_nothing(passage):
    """Whether a mark is empty or stands outside the text."""
    return any(not 0 <= start < end <= len(passage.text) for start, end in passage.marks)


def test_parts_are_the_text():
    """The pieces of a passage are all of it, and none is empty."""
    passage = Passage("pay the payer", ((0, 3), (8, 11)))

    assert passage.parts == (("pay", True), (" the ", False), ("pay", True), ("er", False))
    assert Passage("").parts == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("led", ["component:ledger", "resource:ledger-db", "api:ledger-api"], id="the beginning of a name"),
        pytest.param("ev", ["group:all"], id="the beginning of a title"),
        pytest.param("ledgre", ["component:ledger", "resource:ledger-db", "api:ledger-api"], id="a slip"),
        pytest.param("legd", ["component:ledger", "resource:ledger-db", "api:ledger-api"], id="a slip while typing"),
        pytest.param("api:led", ["api:ledger-api"], id="the beginning of a reference"),
        pytest.param("prod", [], id="like nothing"),
        pytest.param("", [], id="nothing yet"),
        pytest.param('"', [], id="a sign"),
        pytest.param("\x00\ud800", [], id="what no database stores"),
    ],
)
def test_suggestions(organisation, typed, expected):
    """As one types, names come first; with a slip in them, what may be meant."""
    assert [each.entity.ref.short for each in search.suggestions(organisation, typed)] == expected


def test_suggestions_go_on_with_anything_else(organisation):
    """Behind names and titles stand things that are found by their owner; no more than are asked for."""
    found = [each.entity.ref.short for each in search.suggestions(organisation, "sales", 3)]

    assert found == ["group:sales", "component:shop", "system:store"]
    assert len(search.suggestions(organisation, "s", 2)) == 2


def test_a_suggestion_names_the_owner(organisation):
    """Who owns it is told with it."""
    (first, *_) = search.suggestions(organisation, "shop")

    assert first.entity.title == "The shop"
    assert first.owner is not None
    assert first.owner.title == "Sales"


def test_suggestions_take_few_queries(organisation):
    """While one types, four queries at most are asked where something is found."""
    with selects(organisation) as queries:
        search.suggestions(organisation, "led")

    assert len(queries) <= 4


def test_the_empty_catalog(look):
    """Nothing is found where there is nothing, and nothing is like it."""
    with look({}) as session:
        assert asked(session, "payments") == Found("payments", (), 0, search.PAGE, 0, ())
        assert search.suggestions(session, "payments") == ()


def test_the_same_words_in_two_namespaces(look):
    """Both are found; the text of a reference with a namespace finds them by their name."""
    twins = f"{TEXT}---\n{HEAD}kind: Component\nmetadata: {{name: shop, namespace: other}}\nspec: {{type: library}}\n"
    with look(twins) as session:
        assert names(asked(session, "component:other/shop")) == ["component:shop", "component:other/shop"]
