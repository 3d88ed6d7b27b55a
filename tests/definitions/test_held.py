from threading import Barrier, Thread

from app.definitions import outline
from app.definitions.held import Held

ONE, OTHER = "openapi: 3.0.0\ninfo: {title: one}\n", "openapi: 3.0.0\ninfo: {title: two}\n"


def test_a_text_is_read_once():
    """The same text of the same type comes to the same outline; another type is another."""
    held = Held()

    assert held.outline(ONE, "openapi") == outline(ONE, "openapi")
    assert held.outline(ONE, "openapi") is held.outline(ONE, "OpenAPI")
    assert held.outline(ONE, "openapi") is not held.outline(ONE, "graphql")
    assert len(held) == 2


def test_what_was_not_asked_for_lately_goes():
    """Only as much text is kept as the limit says; what was asked for last stays."""
    held = Held(most=2 * len(ONE))
    first = held.outline(ONE, "openapi")
    held.outline(OTHER, "openapi")
    held.outline(ONE, "openapi")
    held.outline(OTHER.replace("two", "six"), "openapi")

    assert len(held) == 2
    assert held.outline(ONE, "openapi") is first


def test_a_text_above_the_limit_is_held_alone():
    """One text that is larger than all that is kept is kept until the next one comes."""
    held = Held(most=1)

    assert held.outline(ONE, "openapi") is held.outline(ONE, "openapi")
    held.outline(OTHER, "openapi")
    assert len(held) == 1


def test_threads_share():
    """Of readers that come at once one reads the text, and all have what it read."""
    held, barrier, found = Held(), Barrier(8), []

    def ask():
        barrier.wait()
        found.append(held.outline(ONE, "openapi"))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({id(each) for each in found}) == 1
    assert len(found) == 8
