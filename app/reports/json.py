"""A report as JSON, for programs."""

import orjson

from app.check import Report
from app.reports import plain


def render(report: Report) -> str:
    """One object: problems, findings, and how much was read. Nothing is left out."""
    return orjson.dumps(plain.report(report), option=orjson.OPT_INDENT_2).decode()
