from itertools import count

from app.web.kept import Kept


def asker(answers):
    """Asks a question of a generation; an answer is a number, one more each time somebody has to look for it."""
    numbers = count(1)
    return lambda generation, question: answers.of(generation, question, lambda: next(numbers))


def test_it_works():
    """The same question is answered once a generation."""
    ask = asker(Kept())

    assert [ask(1, "a"), ask(1, "a"), ask(1, "b"), ask(2, "a"), ask(2, "a")] == [1, 1, 2, 3, 3]


def test_an_older_generation_keeps_nothing():
    """Who still looks at an older generation is answered, and leaves no answer behind."""
    ask = asker(Kept())

    assert [ask(2, "a"), ask(1, "a"), ask(1, "a"), ask(2, "a")] == [1, 2, 3, 1]


def test_what_nobody_asks_for_goes_first():
    """There are never more answers than allowed; those asked for lately stay."""
    ask = asker(Kept(most=2))

    assert [ask(1, "a"), ask(1, "b"), ask(1, "a"), ask(1, "c"), ask(1, "a"), ask(1, "b")] == [1, 2, 1, 3, 1, 4]
