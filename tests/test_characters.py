import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import characters

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
KISS = "\U0001f469\U0001f3fd\u200d\u2764\ufe0f\u200d\U0001f48b\u200d\U0001f468\U0001f3ff"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"
FLAG = "\U0001f1e9\U0001f1ea"
KEYCAP = "1\ufe0f\u20e3"
CRANE = "\U0001f3d7\ufe0f"

ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "e\u0301\u0308\u200b\u200c\u200d\u202e\u2066\u2069\ufe0f\U0001f469\U0001f4bb\U0001f1e9\u094d\u0915"
        ),
    )
)


@pytest.mark.parametrize(
    ("text", "calmed"),
    [
        pytest.param("evil\u202etxt.exe", "eviltxt.exe", id="V10 an override"),
        pytest.param("a\u202ab\u202bc\u202cd\u202de", "abcde", id="V10 embeddings"),
        pytest.param("a\u2066b\u2067c\u2068d\u2069e", "abcde", id="V10 isolates"),
        pytest.param("a\u200eb\u200fc\u061cd", "abcd", id="V10 marks of direction"),
        pytest.param("pay\u200bments\ufeff\u2060", "payments", id="V10 blanks without width"),
        pytest.param("pay\u200cme\u200dnts", "payments", id="V10 joiners that join nothing"),
        pytest.param("pay\xadments", "payments", id="V10 a soft hyphen"),
        pytest.param("a\ufe0fb\ufe00c\U000e0100d", "abcd", id="V10 selectors of variants"),
        pytest.param("a\U000e0041\U000e007fb", "ab", id="V10 tags"),
        pytest.param("a\u3164\u115f\u1160\uffa0\u034fb", "ab", id="V10 fillers"),
        pytest.param("a\ufff9b\ufffac\ufffbd", "abcd", id="V10 notes between the lines"),
        pytest.param("z" + "\u0301" * 500 + "a", "z" + "\u0301" * 4 + "a", id="V10 many marks on one letter"),
        pytest.param("z" + "\u0301\u200b" * 9, "z" + "\u0301" * 4, id="V10 marks with something between"),
        pytest.param("z" + "\u20dd" * 9, "z" + "\u20dd" * 4, id="V10 rings around a letter"),
        pytest.param("\u0301" * 9, "\u0301" * 4, id="V10 marks on nothing"),
        pytest.param("\u200d\u200c\ufe0f", "", id="V10 nothing else"),
    ],
)
def test_what_disturbs_is_left_out(text, calmed):
    """Nothing turns a line round, hides or piles up, and all else stays; `instead` may stand in its place."""
    assert characters.calm(text) == calmed
    assert characters.calm(text, lambda _: "?").replace("?", "") == calmed
    assert characters.disturbing(text) != ""
    assert characters.disturbing(calmed) == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("payments", id="plain"),
        pytest.param("Größe, “quoted”, 5 €…", id="European"),
        pytest.param("支払い 결제 платежи", id="other scripts"),
        pytest.param("\u05ea\u05e9\u05dc\u05d5\u05dd \u062f\u0641\u0639", id="written from the right"),
        pytest.param("Vie\u0302\u0323t Nam", id="two marks"),
        pytest.param("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", id="a Persian word in two halves"),
        pytest.param("\u0915\u094d\u200d\u0937", id="Hindi letters side by side"),
        pytest.param("\u06dd\u0661\u0662", id="an Arabic sign before a number"),
        pytest.param(FAMILY, id="a family"),
        pytest.param(KISS, id="people of two colours"),
        pytest.param(RAINBOW, id="a flag of two pictures"),
        pytest.param(KEYCAP, id="a key"),
        pytest.param(CRANE, id="a picture in colour"),
    ],
)
def test_what_belongs_stays(text):
    """Every script and every picture is shown as it is written."""
    assert characters.calm(text) == text
    assert characters.disturbing(text) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("abc", 3, id="letters"),
        pytest.param("e\u0301a", 2, id="a letter and its mark"),
        pytest.param(FAMILY + "a", 2, id="a family"),
        pytest.param(KISS, 1, id="people of two colours"),
        pytest.param(FLAG + FLAG, 2, id="flags"),
        pytest.param(KEYCAP, 1, id="a key"),
        pytest.param("\u1112\u1161\u11ab", 1, id="a Korean syllable in letters"),
        pytest.param("\u0915\u094d\u0937", 1, id="Hindi letters that grow together"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_characters_as_people_see_them(text, number):
    """What is one sign to the reader is one."""
    found = list(characters.clusters(text))

    assert (len(found), "".join(found)) == (number, text)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("abc", "abc", id="short enough"),
        pytest.param("abcd", "abc…", id="longer"),
        pytest.param("ab cd", "ab…", id="no blank before the ellipsis"),
        pytest.param("ae\u0301o\u0308", "ae\u0301o\u0308", id="longer only in code"),
        pytest.param("abe\u0301\u0308c", "abe\u0301\u0308…", id="X08 not between a letter and its marks"),
        pytest.param(FAMILY * 4, FAMILY * 3 + "…", id="X08 not within a family"),
        pytest.param(FLAG * 4, FLAG * 3 + "…", id="X08 not within a flag"),
    ],
)
def test_cut(text, cut):
    """Of more than three characters three are left, whole, and an ellipsis says so."""
    assert characters.cut(text, 3) == cut


@given(ODD)
def test_calm_is_calm(text):
    """What was calmed needs it no more, and calming only ever leaves out."""
    calmed = characters.calm(text)
    letters = iter(text)

    assert characters.calm(calmed) == calmed
    assert all(letter in letters for letter in calmed)
    assert not set(calmed) & characters.TURNING


@given(ODD, st.integers(1, 20))
def test_cutting_keeps_the_beginning(text, length):
    """The text begins with what is left of it, whose characters are as many as were asked for at most."""
    cut = characters.cut(text, length)

    assert "".join(characters.clusters(text)) == text
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))
    assert len(cut) <= length * 16 + 1


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "\u0301" * 1_000_000, "\u200b" * 1_000_000, "\U0001f469\u200d" * 500_000, "\u4e00" * 1_000_000],
    ids=["letters", "marks", "nothing", "pictures", "signs"],
)
def test_a_million_characters(text):
    """X08: a text of any length is cut in no time, and calmed in little."""
    started = time.process_time()
    cut = characters.cut(text, 200)
    after = time.process_time()
    characters.calm(text)

    assert len(cut) <= 200 * 16 + 1
    assert after - started < 0.1
    assert time.process_time() - after < 5
