"""What was found, told in the form that somebody reads: a module a format."""

from collections.abc import Callable, Mapping

from app.check import Report
from app.reports import github, json, text

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
}
"""Every format by its name; a new one is a module and a row here."""
