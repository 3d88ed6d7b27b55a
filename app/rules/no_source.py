"""What matters most in production says where its source is.

Passes: the annotation of a code host, as `github.com/project-slug`, or `backstage.io/source-location`; a link
of type `repo`, or with such a word in its title or host; what is not in production, or of a tier that demands
nothing (tiers 1 and 2 do, unless the policy says otherwise); an API or a Resource.

Fails: a Component of a demanding tier, in production, without any of these. Libraries are asked as well.

Why: a fix begins with finding the code, and it is not always where the descriptor is.

What to write: `github.com/project-slug: <organisation>/<repository>` under `annotations`, or what your host
calls it.

Severity: gap. The descriptor is right as far as it goes; somebody has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import evidence

ID = "no-source"
SEVERITY = Severity.GAP
FIRES = evidence.BARE
SILENT = evidence.linked("repo")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what does not say where its source is and ought to."""
    return evidence.lacking(catalog, policy, "source", ID, SEVERITY)
