"""From what is left of a file of changes, which is well formed, to the values."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.alignment.overlay import Change, Merge, Move, Named, Offshoot, Overlay, Remove, Soften, Split
from app.documents import pointer
from app.entities import Ref
from app.overlay_file.form import TEAM
from app.positions import Position

At = Callable[[str], Position]


def overlay(value: Mapping[str, Any], at: At) -> Overlay:
    """The changes that a well-formed value means; `at` tells where a pointer into it was written."""
    written = value.get("changes") or ()
    return Overlay(tuple(_change(said, pointer("changes", number), at) for number, said in enumerate(written)))


def _change(said: Mapping[str, Any], place: str, at: At) -> Change:
    def named(key: str) -> tuple[Named, ...]:
        return tuple(_named(said[key], place + pointer(key), at))

    def one(key: str) -> Named:
        return named(key)[0]

    if "merge" in said:
        return Merge(named("merge"), one("into"), at(place))
    if "split" in said:
        return Split(one("split"), tuple(_offshoots(said["into"], place + pointer("into"), at)), at(place))
    if "move" in said:
        return Move(named("move"), one("to"), at(place))
    if "soften" in said:
        return Soften(one("soften"), named("need"), at(place))
    return Remove(named("remove"), at(place))


def _offshoots(said: Mapping[str, Any], place: str, at: At) -> Iterator[Offshoot]:
    for name, things in said.items():
        here = place + pointer(name)
        yield Offshoot(Named(Ref.parse(name, TEAM), at(here)), tuple(_named(things, here, at)))


def _named(said: Any, place: str, at: At) -> Iterator[Named]:
    """The names in a list, or the one without."""
    if isinstance(said, list):
        for number, text in enumerate(said):
            yield Named(Ref.parse(text, TEAM), at(place + pointer(number)))
    else:
        yield Named(Ref.parse(said, TEAM), at(place))
