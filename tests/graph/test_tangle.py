"""Most of what is in circles is settled without trying."""

import pytest

from app.graph.tangle import Bundle, Tangle

NEVER = 1_000


def tangled(text):
    """The tangle of words such as `ab ba2 bc!`: an arrow weighs what stands behind it, `!` is never cut."""
    words = text.split()
    tangle = Tangle(NEVER)
    for place, word in enumerate(words):
        weight = NEVER if word.endswith("!") else int(word[2:] or 1)
        tangle.join(ord(word[0]), ord(word[1]), Bundle(weight, (place,)))
    tangle.untie()
    return tangle


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("ab bc", "", id="no circle"),
        pytest.param("aa", "aa", id="to itself"),
        pytest.param("ab2 ba", "ba", id="the lighter of two"),
        pytest.param("ab3 bc2 ca3", "bc2", id="the lightest of a circle"),
        pytest.param("ab! ba", "ba", id="never what may not be cut"),
        pytest.param("ab! bc2 ca bd da2", "ca bd", id="on both sides of what may not be cut"),
        pytest.param("ab3 bc2 ca bd da2", "ca bd", id="both are lighter than the one they share"),
        pytest.param("ab bc2 ca2 bd2 da2", "ab", id="the one they share is lighter"),
    ],
)
def test_unties_what_lies_on_one_way(text, cut):
    """Circles that share a way are cut where it is lightest, and nothing is left."""
    tangle = tangled(text)

    assert [text.split()[place] for place in sorted(tangle.cut)] == cut.split()
    assert (tangle.ahead, tangle.whole) == ({}, True)


def test_says_that_a_circle_is_left():
    """A circle of nothing but what may not be cut is left as it is."""
    tangle = tangled("ab! ba!")

    assert (tangle.cut, tangle.whole) == ([], False)


def test_leaves_what_has_to_be_tried():
    """Three that all need each other are not settled: which of two ways round to cut has to be tried."""
    assert len(tangled("ab ba bc cb ca ac").ahead) == 3
