"""What matters most in production says where its alerts are.

Passes: a link of type `alerts`, or with that word in its title or host; an annotation whose key has the word,
as `grafana/alert-label-selector`, or is that of a paging service or error tracker, as
`pagerduty.com/service-id`; what is not in production, or of a tier that demands nothing (tiers 1 and 2 do,
unless the policy says otherwise); a library, a plugin or documentation; an API.

Fails: a Component, or a Resource that names a lifecycle, of a demanding tier, in production, without any of
these.

Why: what has no alert is reported by customers. Whoever is woken wants to see the rule that did it.

What to write: `links: [{url: 'https://…', type: alerts}]` under `metadata`, leading to the rules or to the
service that pages.

Severity: gap. The descriptor is right as far as it goes; somebody has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import evidence

ID = "no-alerts"
SEVERITY = Severity.GAP
FIRES = evidence.BARE
SILENT = evidence.linked("alerts")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what says of no alerts and ought to."""
    return evidence.lacking(catalog, policy, "alerts", ID, SEVERITY)
