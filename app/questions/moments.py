"""Stored times, as the rest of the house wants them."""

from datetime import UTC, datetime


def utc(moment: datetime) -> datetime:
    """A stored time with its zone said."""
    return moment.replace(tzinfo=UTC)


def stored(moment: datetime) -> datetime:
    """A moment as it is stored: in UTC, and not saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)
