"""Files to problems and findings, without a database."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app import policy_file, rules
from app.errors import ConfigurationError
from app.policy import DEFAULT, FILE, Policy
from app.policy_file import Written
from app.problems import Finding, Problem
from app.reading import Progress, Reading, path_shown, read
from app.sources.folder import Folder


@dataclass(frozen=True)
class Report:
    """What a check saw: problems of reading, findings of the rules, how much was read, and how many are waived."""

    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    files: int
    entities: int
    waived: int = 0


class Seen(NamedTuple):
    """What paths hold: what was read, the policy that rules them, and what is wrong with any of it."""

    reading: Reading
    policy: Policy
    problems: tuple[Problem, ...]


def check(
    paths: Sequence[Path],
    *,
    as_of: date,
    exclude: Sequence[str] = (),
    policy: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check files, and folders with all below them, as one catalog; `seen` says how they are read."""
    found = seen(paths, exclude=exclude, policy=policy, progress=progress)
    return replace(report(found.reading, as_of=as_of, policy=found.policy), problems=found.problems)


def seen(
    paths: Sequence[Path],
    *,
    exclude: Sequence[str] = (),
    policy: Path | None = None,
    progress: Progress | None = None,
) -> Seen:
    """Read files, and folders with all below them, as one, with this policy or else that of the folders.

    Where several of the folders have one, the first of these rules; what is wrong with any of them is told. Places are
    told relative to the working directory where everything is inside it, else to what the paths have in common. Raises
    `ConfigurationError` for a path that is not there, `SourceUnreadableError` where a folder cannot be read.
    """
    base, files, folders = _rooted(paths)
    tree = Folder(base)
    written = [*([policy_at(policy)] if policy else []), *_policies(tree, folders)]
    found = read(tree, roots=files, below=folders, exclude=exclude, progress=progress)
    # Once each: a policy may be named that is a folder's own.
    problems = dict.fromkeys((*found.problems, *(problem for each in written for problem in each.problems)))
    told = tuple(sorted(problems, key=lambda problem: problem.position))
    return Seen(found, written[0].policy if written else DEFAULT, told)


def report(reading: Reading, *, as_of: date, policy: Policy = DEFAULT) -> Report:
    """The report on what was read."""
    judged = rules.judge(reading.catalog(as_of), policy)
    waived = sum(len(each.findings) for each in judged.waived)
    return Report(reading.problems, tuple(judged.findings), len(reading.files), len(reading.entities), waived)


def policy_at(path: Path) -> Written:
    """The policy in a file that somebody names; raises `ConfigurationError` where there is none."""
    if path.is_dir():
        raise ConfigurationError(f"{path} is a folder. Name a policy file, such as {path / FILE}.")
    written = policy_file.of(Folder(path.parent), path.name, path_shown(str(path)))
    if written is None:
        raise ConfigurationError(f"{path} is not there. Name a policy file that exists.")
    return written


def _policies(tree: Folder, folders: Sequence[str]) -> Iterator[Written]:
    for folder in folders:
        path = f"{folder}/{FILE}" if folder else FILE
        written = policy_file.of(tree, path, path_shown(path))
        if written is not None:
            yield written


def _rooted(paths: Sequence[Path]) -> tuple[Path, list[str], list[str]]:
    """One root for all paths, and the files and folders relative to it."""
    for path in paths:
        if not os.path.lexists(path):
            raise ConfigurationError(f"{path} is not there. Name a file or folder that exists.")
    # Whoever runs this has named the folders, links or not; a file that is a link says so when it is read.
    whole = [path.resolve() if path.is_dir() else path.parent.resolve() / path.name for path in paths]
    here = Path.cwd()
    base = here if all(path.is_relative_to(here) for path in whole) else Path(os.path.commonpath(whole))
    if base.is_file():
        base = base.parent
    relative = [(path, "" if path == base else path.relative_to(base).as_posix()) for path in whole]
    return (
        base,
        [name for path, name in relative if not path.is_dir()],
        [name for path, name in relative if path.is_dir()],
    )
