"""Days as authors write them, and how far off they are."""

from datetime import date


def day(written: object) -> date | None:
    """The day of a text such as `2027-03-31`, `None` where there is none."""
    if not isinstance(written, str):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        # Of a kind that Ensemble does not know nobody judges the form.
        return None


def away(until: date, today: date) -> str:
    """How far off a day is: `in 12 days`, `today`, `12 days ago`."""
    days = (until - today).days
    if not days:
        return "today"
    number = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"in {number}" if days > 0 else f"{number} ago"
