"""The sources: where the catalog comes from, and what could not be read."""

from flask import render_template
from werkzeug.wrappers import Response

from app.questions import sources
from app.web import asking, downloads
from app.web.look import look
from app.web.pages.blueprint import pages

_COLUMNS = (
    "Source",
    "Kind",
    "State",
    "Read at",
    "Commit",
    "Files read",
    "Included",
    "Set aside",
    "Failed",
    "Entities",
    "Stale",
    "Errors",
    "Other problems",
    "Reason",
)


@pages.get("/sources")
def all_sources() -> str | Response:
    """Where the catalog comes from, and what could not be read."""
    form, page = asking.format_("csv", "json"), asking.page()
    with look() as session:
        answer = sources.current(session, page)
    if form == "csv":
        return downloads.csv("sources", _COLUMNS, (_row(each) for each in answer.sources))
    if form == "json":
        return downloads.json(answer)
    return render_template("sources.html", here="sources", sources=answer)


def _row(source: sources.Source) -> tuple[object, ...]:
    return (
        source.name,
        source.kind,
        source.state,
        source.read_at.isoformat(),
        source.commit,
        source.read,
        source.included,
        source.set_aside,
        source.failed,
        source.entities,
        source.stale,
        source.problems.error,
        source.problems.total - source.problems.error,
        source.reason,
    )
