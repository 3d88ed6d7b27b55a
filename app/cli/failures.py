"""How a command ends when it cannot do what it was asked: one table from what is raised to the exit code."""

import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from app import errors
from app.reports import escaping

FOUND = 1
"""The descriptors have what `--fail-on` names."""
USAGE = 2
"""The command, a name in it, or a setting is wrong."""
UNREAD = 3
"""A source or the database could not be read, or a drawing not made: nothing is concluded."""
GUARDED = 4
"""A guard stopped the command before it did harm."""
INTERRUPTED = 130
CLOSED = 141
"""Nobody reads the output any more; what a shell reports of programs that end so."""
BUG = 70

CODES: Mapping[str, int] = {
    "app.errors.ConfigurationError": USAGE,
    "app.errors.BadReferenceError": USAGE,
    "app.errors.EntityNotFoundError": USAGE,
    "app.errors.RuleNotFoundError": USAGE,
    "app.errors.SectionNotFoundError": USAGE,
    "app.errors.VerdictNotFoundError": USAGE,
    "app.errors.AmbiguousNameError": USAGE,
    "app.errors.BadPredicateError": USAGE,
    "app.errors.ReadOnlyError": USAGE,
    "app.errors.OtherHostError": USAGE,
    "app.errors.TooManyParametersError": USAGE,
    "app.errors.NoDrawingError": UNREAD,
    "app.errors.SourceUnreadableError": UNREAD,
    "app.errors.SyncRunningError": UNREAD,
    "app.errors.SchemaMismatchError": UNREAD,
    "app.errors.DatabaseBusyError": UNREAD,
    "alembic.util.exc.CommandError": USAGE,
    "sqlalchemy.exc.DBAPIError": UNREAD,
    "builtins.OSError": UNREAD,
    "builtins.KeyboardInterrupt": INTERRUPTED,
    "builtins.BrokenPipeError": CLOSED,
}
"""Exit codes by the name of what is raised; names, since a table of classes would import every one of them."""


def code(error: BaseException) -> int:
    """The exit code of an error: that of the nearest class in the table, else that of a bug."""
    names = (f"{each.__module__}.{each.__qualname__}" for each in type(error).__mro__)
    return next((CODES[name] for name in names if name in CODES), BUG)


@contextmanager
def told(*, debug: bool) -> Iterator[None]:
    """Whatever is raised within ends the process with its exit code and one line on standard error."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except SystemExit as end:
        # Nothing of ours ends the process: a library gave up, and has said why.
        raise click.exceptions.Exit(BUG if end.code else 0) from end
    except (Exception, KeyboardInterrupt) as error:
        status = code(error)
        if debug:
            traceback.print_exc()
        if status == CLOSED:
            # Python flushes once more on its way out; that must find somewhere to write to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        elif status != INTERRUPTED:
            click.echo(sentence(error), err=True)
        raise click.exceptions.Exit(status) from error


def sentence(error: BaseException) -> str:
    """An error as one line for whoever ran the command."""
    return f"Error: {escaping.line(_text(error))}"


def _text(error: BaseException) -> str:
    if code(error) == USAGE or isinstance(error, errors.EnsembleError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'A file'}: {error.strerror or error}."
    if code(error) == UNREAD:
        reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        return f"The database cannot be used: {reason}. Check DATABASE_URL."
    return (
        f"{type(error).__name__}: {error}. This is a bug in Ensemble. "
        "Run it with `ensemble --debug` and report what that prints."
    )
