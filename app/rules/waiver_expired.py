"""A waiver is over when its day is.

Passes: a waiver of the policy whose `until` is today or later; one that is over where a later one for the same rule and
entity still holds.

Fails: a waiver whose `until` is past. What it hid is shown again, and the waiver itself is found until it is gone. It
cannot be waived.

Why: a gap was put up with for a time and for a reason. When the time is up, somebody has to look whether the reason
still holds, or it holds for ever.

What to write: nothing where the gap is mended: delete the waiver from the policy. Else a later `until`, and the
reason anew.

Severity: gap. Somebody has to decide again.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.entities import Ref
from app.policy import Policy, Waiver
from app.problems import Finding, Severity
from app.rules.wording import quoted

ID = "waiver-expired"
SEVERITY = Severity.GAP
_WAIVER = """\
waivers:
  - rule: no-runbook
    entity: component:billing
    until: {}
    reason: It moves to the new platform
    by: user:jane
"""
FIRES = _WAIVER.format("2024-02-29")
SILENT = _WAIVER.format("2099-12-31")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find waivers that are over, at their place in the policy."""
    last: dict[tuple[str, Ref], Waiver] = {}
    for waiver in policy.waivers:
        before = last.get((waiver.rule, waiver.ref))
        if before is None or before.until < waiver.until:
            last[waiver.rule, waiver.ref] = waiver
    for waiver in last.values():
        if waiver.is_over(catalog.as_of):
            yield Finding(
                ID,
                SEVERITY,
                waiver.ref,
                waiver.position,
                f"The waiver of {waiver.rule} for {waiver.ref.short} ended with {waiver.until}.",
                f"Mend what {waiver.rule} finds there and delete the waiver, or give it a later `until`.",
                waiver.rule,
                evidence=(f"{quoted(waiver.by)} gave the reason: {quoted(waiver.reason)}.",),
            )
