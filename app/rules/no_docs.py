"""What matters most in production is documented.

Passes: the annotation `backstage.io/techdocs-ref`; a link of type `docs` or `wiki`, or with such a word in
its title or host; an annotation whose key has one; what is not in production, or of a tier that demands
nothing (tiers 1 and 2 do, unless the policy says otherwise); an API, whose `definition` is what its callers
read; a Resource.

Fails: a Component of a demanding tier, in production, without any of these. Libraries are asked as well.

Why: what a thing is for, and why it is as it is, leaves with the people who built it.

What to write: `backstage.io/techdocs-ref: dir:.` under `annotations` where the documentation is beside the
descriptor, else `links: [{url: 'https://…', type: docs}]` under `metadata`.

Severity: gap. The descriptor is right as far as it goes; somebody has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import evidence

ID = "no-docs"
SEVERITY = Severity.GAP
FIRES = evidence.BARE
SILENT = evidence.linked("docs")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what names no documentation and ought to."""
    return evidence.lacking(catalog, policy, "docs", ID, SEVERITY)
