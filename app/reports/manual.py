"""The manual of rules as Markdown, which terminals and pages of docs show alike."""

from collections.abc import Iterable, Iterator

from app.rules.manual import Manual

_HEAD = """\
# Rules

What Ensemble looks for in a catalog as a whole. `ensemble explain owner-missing` prints the page of a rule, and a
server shows it at `/rules/owner-missing`. Whether a rule is on, how severe it is and what it is about is for the
[policy](policy.md) to say. Faults of reading have [codes](findings.md) of their own.

`make manual` writes this page from the rules themselves.

An entity gets one finding about its owner: the first that holds of `owner-not-a-team`, `owner-is-person`,
`owner-unknown`, `owner-inherited-only` and `owner-missing`.
"""


def page(manual: Manual, heading: str = "#") -> str:
    """The page of one rule."""
    return "\n\n".join(_parts(manual, heading)) + "\n"


def whole(manuals: Iterable[Manual]) -> str:
    """The page of all rules: a table of them, then the page of each."""
    pages = list(manuals)
    rows = (f"| [`{each.rule}`](#{each.rule}) | {each.severity} | {each.title} |" for each in pages)
    table = "\n".join(("| rule | severity | what holds where it is silent |", "|---|---|---|", *rows))
    return "\n".join((_HEAD, f"{table}\n", *(page(each, "##") for each in pages)))


def _parts(manual: Manual, heading: str) -> Iterator[str]:
    yield f"{heading} {manual.rule}"
    yield manual.title
    yield f"**Severity:** {manual.severity}. {manual.bearing}".rstrip()
    yield f"**Passes:** {manual.passes}"
    yield f"**Fails:** {manual.fails}"
    yield f"**Why:** {manual.why}"
    yield f"**What to write:** {manual.write}"
    if manual.numbers:
        rows = (f"| `{name}` | {value:g} | {meaning} |" for name, (value, meaning) in manual.numbers.items())
        yield "\n".join(("| threshold | default | meaning |", "|---|---|---|", *rows))
    yield "It finds something here:"
    yield f"```yaml\n{manual.fires.strip()}\n```"
    yield "And nothing here:"
    yield f"```yaml\n{manual.silent.strip()}\n```"
