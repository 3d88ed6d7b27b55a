"""Text becomes words in one way, whoever looks and whatever keeps them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("payment", "payment", id="a word"),
        pytest.param("Payment Service", "payment service", id="capitals"),
        pytest.param("payment-service_v.x", "payment service v x", id="signs"),
        pytest.param("paymentService2", "paymentservice2 service2 2", id="words inside a word"),
        pytest.param("HTTPServer", "httpserver server", id="capitals inside a word"),
        pytest.param("k8s oauth2", "k8s 8s s oauth2 2", id="digits inside a word"),
        pytest.param("the queue of the queues", "the queue of queues", id="each once"),
        pytest.param("Zürich Łódź", "zurich łodz", id="accents, and a letter that has none"),
        pytest.param("Zu\u0308rich", "zurich", id="accents written apart"),
        pytest.param("Straße ﬁn", "strasse fin", id="letters that are two"),
        pytest.param("İstanbul", "istanbul", id="a dotted capital"),
        pytest.param("支付 Платёж", "支付 платеж", id="other scripts"),
        pytest.param("'; DROP TABLE words; --", "drop table words", id="what is no letter is nothing"),
        pytest.param('"*():^{}\x00\ud800', "", id="signs alone"),
        pytest.param("x" * 100, "x" * 64, id="a long word is cut"),
        pytest.param(" ".join(f"w{n}" for n in range(900)), None, id="long texts end"),
    ],
)
def test_what_is_kept_of_a_text(text, expected):
    """Runs of letters and digits, folded, each once, with what is left from where a word begins inside."""
    kept = words.kept(text)

    assert expected is None or kept == expected
    assert len(kept.split()) <= words.MOST


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("payment-service", "payment service paymentservice", id="without its signs"),
        pytest.param("ledger", "ledger", id="one word"),
        pytest.param("--", "", id="signs alone"),
        pytest.param("paymentService2", "paymentservice2 service2 2", id="words inside a word"),
    ],
)
def test_what_is_kept_of_a_name(name, expected):
    """A name is also found by whoever leaves its signs out."""
    assert words.kept_of_name(name) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("payment-service", ["payment", "service"], id="a name"),
        pytest.param("paymentService2", ["paymentservice2"], id="a word stays whole"),
        pytest.param("AND or NOT", ["and", "or", "not"], id="no word is an order"),
        pytest.param('"pay* t: NEAR(x', ["pay", "t", "near", "x"], id="no sign is one"),
        pytest.param("% \\ ' -", [], id="signs alone"),
        pytest.param(" ".join("abcdefghijklmnop"), list("abcdefghij"), id="no more than ten"),
        pytest.param("pay pay", ["pay"], id="each once"),
    ],
)
def test_what_is_looked_for(typed, expected):
    """Whatever is typed is text, and at most so many words of it count."""
    assert words.terms(typed) == expected


@given(st.text())
def test_words_are_words(text):
    """What is kept holds no sign that a database would take for anything else, and is found by itself."""
    for word in words.kept(text).split(" "):
        assert word in ("", *words.terms(word))
        assert len(word) <= words.LONGEST


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        pytest.param("Takes payments.", "pay", ["pay"], id="the beginning of a word"),
        pytest.param("Repays", "pay", [], id="not the middle"),
        pytest.param("The paymentService2 of Payment", "service pay", ["payment"[:3], "Service", "Pay"], id="inside"),
        pytest.param("Zürich", "zur", ["Zür"], id="accents"),
        pytest.param("Zu\u0308rich", "zu", ["Zu\u0308"], id="an accent goes with its letter"),
        pytest.param("Straßen", "strass", ["Straß"], id="a letter that is two"),
        pytest.param("Straßen", "stras", ["Straß"], id="half of it"),
        pytest.param("pay PAY", "pay p", ["pay", "PAY"], id="the longest"),
        pytest.param("anything", "", [], id="nothing"),
    ],
)
def test_where_words_stand(text, typed, expected):
    """What is marked is what was typed, as it is written in the text."""
    found = words.places(text, words.terms(typed))

    assert [text[start:end] for start, end in found] == expected


@given(st.text(), st.text())
def test_places_are_in_the_text(text, typed):
    """Marked ranges follow one another and stay inside."""
    found = words.places(text, words.terms(typed))

    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))


@given(st.text(min_size=1))
def test_whatever_is_kept_is_marked(text):
    """A word by which a text is found stands in it."""
    for word in words.kept(text).split()[:20]:
        assert words.places(text, [word])
