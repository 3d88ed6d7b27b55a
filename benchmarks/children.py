"""Work done in a process of its own."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def in_a_child(act: Callable[Arguments, Answer], *arguments: Arguments.args, **named: Arguments.kwargs) -> Answer:
    """Do something in a fresh process, which takes its memory with it."""
    # A process that is started outright inherits its parent's peak; one that a small server forks does not.
    with ProcessPoolExecutor(1, get_context("forkserver")) as child:
        return child.submit(act, *arguments, **named).result()
