"""The rules: what Ensemble looks for, what it finds, and why."""

from flask import render_template
from werkzeug.wrappers import Response

from app.questions import rulebook
from app.web import asking, downloads
from app.web.look import look
from app.web.pages.blueprint import pages

_COLUMNS = ("rule", "severity", "says", "open")


@pages.get("/rules")
def rules() -> str | Response:
    """Every rule and every code of reading, with how often each stands open."""
    form = asking.format_("csv", "json")
    with look() as session:
        entries = rulebook.entries(session)
    if form == "json":
        return downloads.json({"rules": entries})
    if form == "csv":
        return downloads.csv("Rules", _COLUMNS, ((e.code, e.severity.value, e.says, e.open) for e in entries))
    return render_template(
        "rules.html",
        here="gaps",
        rules=[entry for entry in entries if entry.is_rule],
        codes=[entry for entry in entries if not entry.is_rule],
    )


@pages.get("/rules/<name>")
def rule(name: str) -> str:
    """The manual page of a rule, or what a code of reading means."""
    with look() as session:
        entry = rulebook.entry(session, name)
    return render_template("rule.html", here="gaps", entry=entry, manual=rulebook.page(entry.code))
