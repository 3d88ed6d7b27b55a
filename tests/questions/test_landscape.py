"""One landscape is held for all threads of a process: the newest that is ready."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError

from app.config import Config
from app.questions.landscape import Holder, load
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.questions.organisation import HEAD, TEXT
from tests.trees import Texts

LONG = 30


class Opened:
    """Opens real sessions, counts them, and waits for a gate first; or fails as often as it is told."""

    def __init__(self, sessions, failures=0):
        self.sessions = sessions
        self.failures = failures
        self.times = 0
        self.gate = Event()
        self.gate.set()

    def __call__(self):
        self.times += 1
        if self.times <= self.failures:
            raise OperationalError("SELECT", {}, Exception("gone"))
        assert self.gate.wait(LONG)
        return self.sessions()


def synced(sessions, text: str) -> int:
    """The generation that holds this text."""
    return sync(sessions, "here", Texts({"catalog-info.yaml": text}), config=Config(), as_of=TODAY).generation


def names(held) -> set[str]:
    """What the landscape knows, by name."""
    return {ref.name for ref, thing in held.landscape.things.items() if thing.exists}


def test_what_is_held_is_what_there_is(sessions):
    """The landscape is the catalog's, as a command loads it."""
    generation = synced(sessions, TEXT)
    with reading(sessions) as session:
        loaded = load(session)

    held = Holder(sessions).of(generation)

    assert held.landscape == loaded.landscape
    assert held.generation == loaded.generation == generation
    assert {"shop", "ledger", "mail"} <= names(held)


def test_before_the_first_sync_it_is_empty(sessions):
    """Nothing was read, and nothing is there."""
    held = Holder(sessions).of(0)

    assert (held.generation, names(held)) == (0, set())


def test_it_is_loaded_once(sessions):
    """However many ask at once, one thread loads, and the others wait for the first landscape."""
    opened = Opened(sessions)
    generation = synced(sessions, TEXT)
    holder = Holder(cast("Any", opened))
    opened.gate.clear()
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(holder.of, generation) for _ in range(8)]
        opened.gate.set()
        held = {id(each.result(LONG).landscape) for each in asked}

    assert opened.times == 1
    assert len(held) == 1
    assert id(holder.of(generation).landscape) in held


def test_the_old_one_answers_while_the_new_one_is_loaded(sessions):
    """A newer generation takes the place of the old when it is ready, and nobody waits for it long."""
    opened = Opened(sessions)
    holder = Holder(cast("Any", opened), patience=0)
    first = synced(sessions, TEXT)
    old = holder.of(first)
    opened.gate.clear()
    second = synced(sessions, f"{TEXT}---\n{HEAD}kind: Component\nmetadata: {{name: new}}\nspec: {{type: service}}\n")

    assert holder.of(second) is old
    assert holder.of(second) is old
    opened.gate.set()
    patient = holder._loading
    new = patient.result(LONG) if patient else holder.of(second)
    assert new.generation == second
    assert names(new) - names(old) == {"new"}
    assert holder.of(second) is new
    assert opened.times == 2


def test_a_small_change_is_seen_at_once(sessions):
    """What is loaded within the patience of a request is in its answer."""
    holder = Holder(sessions, patience=LONG)
    holder.of(synced(sessions, TEXT))
    second = synced(sessions, f"{HEAD}kind: Component\nmetadata: {{name: new}}\nspec: {{type: service}}\n")

    assert names(holder.of(second)) == {"new"}


def test_a_failure_is_not_kept(sessions, caplog):
    """A database that is away is told, and the next question loads again."""
    holder = Holder(cast("Any", Opened(sessions, failures=1)))
    generation = synced(sessions, TEXT)
    with pytest.raises(OperationalError):
        holder.of(generation)

    assert holder.of(generation).generation == generation
    assert "could not be loaded" in caplog.text


def test_a_few_answers_are_remembered(sessions):
    """An answer that takes long is found once; only the last few are kept."""
    held = Holder(sessions).of(0)
    found: list[int] = []

    def answer(number: int) -> int:
        def find() -> int:
            found.append(number)
            return number

        return held.remembered(number, find)

    assert [answer(number % 2) for number in range(4)] == [0, 1, 0, 1]
    assert found == [0, 1]
    assert [answer(number) for number in range(2, 30)] == [*range(2, 30)]
    assert answer(0) == 0
    assert found.count(0) == 2
    assert len(held._known) <= 16
