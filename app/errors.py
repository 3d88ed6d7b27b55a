"""What Ensemble raises on purpose.

An author's mistake in a descriptor is never an exception: it is a `Problem`, a value with a place.
These are the faults of programmers and operators. Each edge (command line, API, pages) answers
them in one table.
"""

from collections.abc import Sequence


class EnsembleError(Exception):
    """Base of every error raised on purpose; its text is written for the person who reads it."""


class ConfigurationError(EnsembleError):
    """A setting is wrong; the text names the setting and its remedy."""


class SourceUnreadableError(EnsembleError):
    """A source could not be read, so nothing may be concluded about what it holds."""


class SyncRunningError(EnsembleError):
    """Another sync holds the lock."""


class SchemaMismatchError(EnsembleError):
    """The database is not at the revision this build knows."""


class OtherHostError(EnsembleError):
    """A request names a host that the site does not answer to; the name itself is not repeated."""

    def __init__(self) -> None:
        super().__init__("The site does not answer to this host name. If it should, add it to ENSEMBLE_TRUSTED_HOSTS.")


class TooManyParametersError(EnsembleError):
    """An address has more parameters than any question takes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"The address has more than {most} parameters. Leave some out.")


class DatabaseBusyError(EnsembleError):
    """Another process is writing to the database, and did not finish in time."""


class NoDrawingError(EnsembleError):
    """A picture was asked for, and there is no Graphviz to draw it now."""

    def __init__(self) -> None:
        super().__init__("There is no drawing now: Graphviz is missing, busy or failing here. The tables say the same.")


class EntityNotFoundError(EnsembleError):
    """The catalog has no entity by this reference."""

    def __init__(self, ref: object, near: tuple[object, ...] = ()) -> None:
        hint = f" Did you mean {near[0]}?" if near else ""
        super().__init__(f"No entity {ref} in the catalog.{hint}")
        self.ref = ref
        self.near = near


class RuleNotFoundError(EnsembleError):
    """There is no rule and no code of this name; `near` is the nearest, empty where none comes near."""

    def __init__(self, name: str, near: str) -> None:
        hint = f"Did you mean {near}?" if near else "`ensemble rules` lists them all."
        super().__init__(f"There is no rule called {name}. {hint}")
        self.name = name
        self.near = near


class SectionNotFoundError(EnsembleError):
    """There is no section of alignment of this name; the name itself is not repeated."""

    def __init__(self, sections: Sequence[str]) -> None:
        super().__init__(f"There is no such section. There are {_listed(sections)}.")
        self.sections = tuple(sections)


class VerdictNotFoundError(EnsembleError):
    """Nothing in a section of alignment comes to this verdict; the verdict itself is not repeated."""

    def __init__(self, section: str, verdicts: Sequence[str]) -> None:
        super().__init__(f"There is no such verdict among {section}. There are {_listed(verdicts)}.")
        self.verdicts = tuple(verdicts)


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


class AmbiguousNameError(EnsembleError):
    """A bare name stands for several entities."""

    def __init__(self, name: str, candidates: tuple[object, ...]) -> None:
        listed = ", ".join(str(candidate) for candidate in candidates)
        super().__init__(f"{name} is the name of several entities: {listed}. Write one of them.")
        self.name = name
        self.candidates = candidates


class ReadOnlyError(EnsembleError):
    """A request would change the catalog, which only its files do."""

    def __init__(self) -> None:
        super().__init__(
            "The catalog is not changed here: it holds what its files say. Change the file where the entity is "
            "declared, or the folder that is read."
        )


class BadReferenceError(EnsembleError, ValueError):
    """A text cannot be read as a reference."""


class BadPredicateError(EnsembleError):
    """What entities are filtered by cannot be understood; the text says what may stand there."""
