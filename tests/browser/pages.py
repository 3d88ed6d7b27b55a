"""An example of every page there is, in the states a reader may find it in."""

from typing import NamedTuple


class Example(NamedTuple):
    """A page by its address in the site of the example organisation, and the status it answers with."""

    address: str
    status: int = 200


PAGES = {
    "home": Example("/"),
    "services": Example("/services"),
    "services-columns": Example("/services?columns=name,owner,tier,gaps"),
    "services-narrowed": Example("/services?tier=1&lifecycle=production"),
    "services-none": Example("/services?q=zzzzzz"),
    "stores": Example("/stores"),
    "apis": Example("/apis"),
    "systems": Example("/systems"),
    "domains": Example("/domains"),
    "people": Example("/people"),
    "teams": Example("/teams"),
    "everything": Example("/entities"),
    "service": Example("/services/payments"),
    "service-with-gaps": Example("/services/refunds"),
    "store": Example("/stores/payments-db"),
    "api-openapi": Example("/apis/payments-api"),
    "api-asyncapi": Example("/apis/card-events"),
    "api-graphql": Example("/apis/cases-api"),
    "api-grpc": Example("/apis/ledger-api"),
    "system": Example("/systems/money-core"),
    "domain": Example("/domains/money-movement"),
    "team": Example("/teams/payments"),
    "person": Example("/people/amara"),
    "removed": Example("/services/greeter", 410),
    "sources": Example("/sources"),
    "gaps": Example("/gaps"),
    "gaps-of-a-team": Example("/gaps?team=payments"),
    "rules": Example("/rules"),
    "rule": Example("/rules/owner-missing"),
    "rule-of-reading": Example("/rules/yaml-syntax"),
    "rule-unknown": Example("/rules/owner-mising", 404),
    "alignment": Example("/alignment"),
    "alignment-autonomy": Example("/alignment/autonomy"),
    "alignment-cycles": Example("/alignment/cycles"),
    "alignment-coupling": Example("/alignment/coupling"),
    "alignment-boundaries": Example("/alignment/boundaries"),
    "alignment-data": Example("/alignment/data?verdict=shared"),
    "alignment-promises": Example("/alignment/promises"),
    "alignment-observability": Example("/alignment/observability"),
    "alignment-leaving": Example("/alignment/leaving"),
    "alignment-of-a-team": Example("/alignment/autonomy?team=payments&verdict=blocked"),
    "search": Example("/search?q=payment"),
    "search-typo": Example("/search?q=paymnets"),
    "search-nothing": Example("/search?q=zzzzzz"),
    "search-blank": Example("/search"),
    "impact": Example("/impact"),
    "impact-fails": Example("/impact?ref=component:payments"),
    "impact-goes": Example("/impact?ref=component:payments&as=goes"),
    "graph": Example("/graph"),
    "graph-around": Example("/graph?from=component:payments"),
    "graph-across": Example("/graph?from=group:payments&depth=2&across=1"),
    "graph-path": Example("/graph?from=component:checkout-web&to=component:ledger"),
    "reference": Example("/api"),
    "not-found": Example("/services/paymnets", 404),
    "nowhere": Example("/nowhere", 404),
    "bad-question": Example("/gaps?severity=bad", 400),
}
"""The pages by what a screenshot of each is called."""
