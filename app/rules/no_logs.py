"""What matters most in production says where its logs are.

Passes: a link of type `logs`, or with that word in its title or host; an annotation whose key has the word;
what is not in production, or of a tier that demands nothing (tiers 1 and 2 do, unless the policy says
otherwise); a library, a plugin or documentation; an API; a Resource, whose logs its maker keeps.

Fails: a Component of a demanding tier, in production, without any of these.

Why: whoever helps out at night is often of another team, and does not know by heart where to search.

What to write: `links: [{url: 'https://…', type: logs}]` under `metadata`, with the search filled in.

Severity: gap. The descriptor is right as far as it goes; somebody has to act.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import evidence

ID = "no-logs"
SEVERITY = Severity.GAP
FIRES = evidence.BARE
SILENT = evidence.linked("logs")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what says of no logs and ought to."""
    return evidence.lacking(catalog, policy, "logs", ID, SEVERITY)
