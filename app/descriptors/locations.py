"""Where a Location leads inside its source."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from app.descriptors import paths
from app.documents import pointer
from app.entities import Entity
from app.problems import Problem, capped, shown
from app.tree import Tree


class Reached(NamedTuple):
    """The paths a Location leads to, and what is wrong with its targets."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


def reached(entity: Entity, tree: Tree) -> Reached:
    """The files that a Location's `target` and `targets` name, globs resolved; addresses are not followed."""
    found: list[str] = []
    problems: list[Problem] = []
    for place, target in _targets(entity):
        at = entity.at(place)
        path = paths.inside(entity.path, target)
        if paths.elsewhere(target):
            message = f"The target `{shown(target)}` is an address; Ensemble reads only files of this source."
            remedy = "Write a file of this source by its relative path; add another place as a source."
            problems.append(Problem(at, "target-elsewhere", message, remedy, place, entity.ref))
        elif path is None:
            remedy = "Name a file of the same source by a relative path."
            problems.append(
                Problem(
                    at,
                    "outside-source",
                    f"The target `{shown(target)}` leads out of the source.",
                    remedy,
                    place,
                    entity.ref,
                )
            )
        else:
            matches = tree.glob(path)
            if not matches and entity.spec.get("presence") != "optional":
                message = f"The target `{shown(target)}` matches no file."
                remedy = "Correct the path, or write `presence: optional`."
                problems.append(Problem(at, "target-missing", message, remedy, place, entity.ref))
            found.extend(matches)
    return Reached(tuple(found), capped(problems))


def patterns(entity: Entity) -> Iterator[str]:
    """The paths that a Location names inside its source, wildcards and all, whether or not a file is there."""
    for _, target in _targets(entity):
        path = None if paths.elsewhere(target) else paths.inside(entity.path, target)
        if path is not None:
            yield path


def _targets(entity: Entity) -> list[tuple[str, str]]:
    spec = entity.spec
    several: Any = spec.get("targets")
    written = [("/spec/target", spec.get("target"))]
    if isinstance(several, list):
        written += [(pointer("spec", "targets", index), item) for index, item in enumerate(several)]
    return [(place, target) for place, target in written if isinstance(target, str) and target]
