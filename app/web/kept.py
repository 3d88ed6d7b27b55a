"""Answers that hold for a whole generation, kept by the process that asked for them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Kept:
    """The last answers of the newest generation; what nobody asked for again goes first."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._generation = -1
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def of(self, generation: int, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """What was answered to a question at a generation, asked once."""
        with self._lock:
            if generation > self._generation:
                self._answers.clear()
                self._generation = generation
            if generation == self._generation and question in self._answers:
                self._answers.move_to_end(question)
                found: Answer = self._answers[question]
                return found
        answer = ask()
        with self._lock:
            if generation == self._generation:
                self._answers[question] = answer
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return answer
