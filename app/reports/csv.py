"""Tables as CSV (RFC 4180), safe to open in a spreadsheet: every field is quoted, and none is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet may read as the beginning of a formula, quoted or not; the last four are full-width forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and a line a row.

    Texts that look like a formula get an apostrophe in front. Numbers stay numbers, `None` is an empty field.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow([_field(name) for name in columns])
    writer.writerows([_field(value) for value in row] for row in rows)
    return written.getvalue()


def _field(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, (int, float)):
        return text
    return f"'{text}" if text.startswith(_FORMULA) else text
