"""What matters most in production has a dashboard.

Passes: a link of type `dashboard`, or with that word in its title or host; an annotation whose key has the
word, as `grafana/dashboard-selector`, or another that leads to a dashboard; what is not in production, or of
a tier that demands nothing (tiers 1 and 2 do, unless the policy says otherwise); a library, a plugin or
documentation, which run nowhere; an API, which is seen at its provider.

Fails: a Component, or a Resource that names a lifecycle, of a demanding tier, in production, without any of
these.

Why: the first question in an incident is what changed and when. Without a dashboard everybody draws a new
one.

What to write: `links: [{url: 'https://…', type: dashboard}]` under `metadata`.

Severity: gap. The descriptor is right as far as it goes; somebody has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import evidence

ID = "no-dashboard"
SEVERITY = Severity.GAP
FIRES = evidence.BARE
SILENT = evidence.linked("dashboard")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what has no dashboard and ought to."""
    return evidence.lacking(catalog, policy, "dashboard", ID, SEVERITY)
