"""Both databases find the same by the same words, in the same order, whatever is typed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.config import Config
from app.entities import Entity, Ref
from app.questions.text import askable
from app.store import database, rows, search, words
from app.store.database import reading
from app.store.models import EntityRow, RefRow, TagRow, WordsRow
from app.sync import sync
from tests.databases import DATABASES
from tests.texts import all_of
from tests.trees import Texts

TODAY = date(2026, 11, 23)


def thing(name, *, kind="Component", title="", tags="[]", description="", **spec):
    """A descriptor's text."""
    said = "".join(f"  {key}: {value}\n" for key, value in {"type": "library", **spec}.items())
    return (
        f"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: {name}\n"
        f'  title: "{title or name}"\n  tags: {tags}\n  description: "{description}"\nspec:\n{said}'
    )


CATALOG = all_of(
    thing("payment-service", tier=2, owner="money", description="Takes money."),
    thing("payment-gateway", tier=1, owner="money"),
    thing("payment", tier=4),
    thing("prepayment", tier=1),
    thing("paymentHub2", owner="money"),
    thing("ledger", title="The Payment Books", owner="money"),
    thing("till", tags="[payment, go]", owner="payment-team"),
    thing("shop", type="service", owner="payment-team"),
    thing("mail", description="Writes to whoever forgot a payment. 100% AND NOT OR NEAR."),
    thing("zurich", title="Zürich Straße"),
    thing("sale", title="100% off"),
    thing("money", kind="Group", type="team", children="[]"),
)


@pytest.fixture(scope="module", params=DATABASES)
def filled(request, tmp_path_factory):
    """Opens sessions on the catalog, once for each kind of database."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    name = server.create(migrated=True) if server else ""
    url = server.url_of(name) if server else f"sqlite:///{request.getfixturevalue('sqlite_template')}"
    if not server:
        copy = tmp_path_factory.mktemp("search") / "ensemble.db"
        copy.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        url = f"sqlite:///{copy}"
    sessions = database.sessions_for(url)
    sync(sessions, "here", Texts({"catalog-info.yaml": CATALOG}), config=Config(), as_of=TODAY)
    yield sessions
    sessions.kw["bind"].dispose()
    if server:
        server.drop(name)


def names(sessions, query):
    """The names of the entities whose ids a query gives, in its order."""
    with reading(sessions) as session:
        known = dict(session.execute(select(RefRow.id, RefRow.name)).all())
        return [known[each] for each in session.scalars(query)]


def found(sessions, typed, **narrowed):
    """The names of what is found by what is typed."""
    return names(sessions, search.ordered(search.having(words.terms(typed)), typed, **narrowed))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param(
            "payment",
            "payment payment-gateway payment-service paymenthub2 ledger till shop mail",
            id="by name, by its beginning, by title and tag, by owner, by description",
        ),
        pytest.param("payment-service", "payment-service shop", id="a name with a sign, and an owner with a type"),
        pytest.param("service payment", "payment-service shop", id="in any order"),
        pytest.param("paymentservice", "payment-service", id="without its sign"),
        pytest.param("hub2", "paymenthub2", id="a word inside a name"),
        pytest.param("PAYMENT GATE", "payment-gateway", id="in any case, beginnings of words"),
        pytest.param("money takes", "payment-service", id="words of several fields"),
        pytest.param("ayment", "", id="not the middle of a word"),
        pytest.param("zurich strasse", "zurich", id="without accents"),
        pytest.param("Zürich", "zurich", id="with accents"),
        pytest.param("payment nowhere", "", id="all words count"),
        pytest.param("go", "till", id="a tag"),
        pytest.param("team", "money shop till", id="what it is, and by whom it is owned"),
        pytest.param("and not or near", "mail", id="no word is an order"),
    ],
)
def test_what_is_found(filled, typed, expected):
    """The likeliest comes first: names, then their beginnings, titles and tags, owners, descriptions; then tiers."""
    assert found(filled, typed) == expected.split()


def test_kinds_and_types_narrow(filled):
    """Of what is found one kind may be wanted, and some types of it."""
    assert found(filled, "money", kinds=("group",)) == ["money"]
    assert found(filled, "money", kinds=("component",), types=("website",)) == []


def test_numbers(filled):
    """What is found is counted by kind and type."""
    with reading(filled) as session:
        counts = session.execute(search.counted(search.having(["money"]))).all()

    assert sorted(counts) == [("component", "library", 4), ("group", "team", 1)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("%", ["sale"], id="a percent sign"),
        pytest.param("% OFF", ["sale"], id="in any case"),
        pytest.param("_", [], id="a line"),
        pytest.param("\\", [], id="a backslash"),
        pytest.param("-", ["payment-gateway", "payment-service"], id="a hyphen"),
        pytest.param("' OR 1=1 --", [], id="an attack"),
    ],
)
def test_a_text_as_it_stands(filled, typed, expected):
    """What has no letter is looked for as it is written, in names and titles."""
    assert names(filled, search.ordered(search.holding(typed), "%")) == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_whatever_is_typed_is_text(filled, typed):
    """No text is an order to the database."""
    asked = askable(typed)

    assert not words.terms(asked) or set(found(filled, asked)) <= set(names(filled, select(EntityRow.ref_id)))


@given(st.text(min_size=1))
def test_a_name_is_found_by_itself(text):
    """What is kept of a text has every word that is looked for by that text."""
    kept = words.kept(text).split()

    assert all(any(word.startswith(term) for word in kept) for term in words.terms(text))


def entity(**metadata):
    """An entity of a kind whose descriptors nobody checks."""
    return Entity({"kind": "Thing", "metadata": {"name": "odd", **metadata}, "spec": {"type": ["x"]}}, "x.yaml", 1)


def test_what_cannot_be_kept_is_left_out():
    """Tags that are no texts, blank, long or twice, and a description of any other sort, are no fault of the store."""
    odd = entity(tags=["go", "Go", 3, " ", "x" * 5_000, ["nested"], {"a": "b"}, "Zür ich"], description={"not": "text"})
    kept = rows.words_row(odd)

    assert rows.tags(odd) == {"go", "zür ich", "x" * 200}
    assert rows.tags(entity(tags="go")) == set()
    assert (kept["description"], kept["summary"]) == ("", "")
    assert kept["tags"] == f"go {'x' * 64} zur ich thing"


def test_no_more_than_a_hundred_tags(sessions):
    """The first hundred tags count."""
    tags = ", ".join(f"t{number}" for number in range(150))
    text = thing("many", tags=f"[{tags}]")
    sync(sessions, "here", Texts({"catalog-info.yaml": text}), config=Config(), as_of=TODAY)

    with reading(sessions) as session:
        assert len(session.scalars(select(TagRow.tag)).all()) == 100


def test_words_come_and_go_with_their_entity(sessions):
    """What changes is found by its new words, and not by its old ones; what is gone is not found."""

    def after(*texts):
        files = {"catalog-info.yaml": all_of(*texts)} if texts else {}
        sync(sessions, "here", Texts(files), config=Config(), as_of=TODAY)
        return [found(sessions, typed) for typed in ("alpha", "beta")]

    assert after(thing("one", title="alpha", tags="[alpha]")) == [["one"], []]
    assert after(thing("one", title="beta", tags="[beta]")) == [[], ["one"]]
    assert after(thing("two", title="alpha")) == [["two"], []]
    assert after() == [[], []]
    with reading(sessions) as session:
        assert not session.scalars(select(TagRow)).all()
        assert not session.scalars(select(WordsRow)).all()


def test_what_fails_is_found_as_it_was(sessions):
    """An entity whose file fails keeps its words, also those that an upgrade has left to the next sync."""
    good = {"a.yaml": thing("one", title="alpha"), "b.yaml": thing("two")}
    sync(sessions, "here", Texts(good), config=Config(), as_of=TODAY)
    with database.writing(sessions) as session:
        session.execute(delete(WordsRow))
    sync(sessions, "here", Texts({**good, "a.yaml": "kind: ["}), config=Config(), as_of=TODAY)

    assert found(sessions, "alpha") == ["one"]
    assert found(sessions, "two") == ["two"]


def test_another_source_fills_what_an_upgrade_left(sessions):
    """Whichever source is read first after an upgrade, everything is found."""
    sync(sessions, "here", Texts({"catalog-info.yaml": thing("one")}), config=Config(), as_of=TODAY)
    with database.writing(sessions) as session:
        session.execute(delete(WordsRow))
    sync(sessions, "there", Texts({"catalog-info.yaml": thing("two")}), config=Config(), as_of=TODAY)

    assert (found(sessions, "one"), found(sessions, "two")) == (["one"], ["two"])


def test_names_with_their_words(sessions):
    """Every entity's name is told with the words it is found by."""
    sync(sessions, "here", Texts({"catalog-info.yaml": thing("Pay-Hub")}), config=Config(), as_of=TODAY)

    with reading(sessions) as session:
        row = session.execute(search.named()).one()

    assert (Ref(row.kind, row.namespace, row.name), row.words) == (
        Ref("component", "default", "pay-hub"),
        "pay hub payhub",
    )
