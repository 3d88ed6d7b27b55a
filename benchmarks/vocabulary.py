"""The words of which made-up organisations are made; their order and number decide what is drawn."""

# ruff: noqa: SIM905  # a word a line would be pages of them

AREAS = (
    "payments orders catalog search identity billing logistics inventory pricing messaging media ads fraud risk ledger "
    "lending mobile web data ml platform edge content social support legal finance hr analytics ingest"
).split()
ROLES = (
    "gateway router worker scheduler indexer ledger broker cache store proxy engine service api portal dashboard "
    "resolver validator notifier exporter importer collector aggregator planner matcher ranker tracker monitor "
    "controller adapter loader"
).split()
LANGUAGES = ["python", "java", "go", "typescript", "kotlin", "rust", "scala", "ruby"]
TAGS = (
    "tier-1 tier-2 tier-3 pci gdpr batch realtime internal external grpc rest kafka legacy experimental k8s serverless"
).split()
WORDS = (
    "handles routes stores ranks syncs customer order payment event stream nightly batch request profile index partner "
    "invoice shipment refund session token report metric feature model queue retry backfill snapshot audit trail "
    "region tenant cluster shard replica window"
).split()
# Chance favours what is listed more than once.
RESOURCE_TYPES = ["database", "database", "queue", "s3-bucket", "kafka-topic", "cache"]
COMPONENT_TYPES = ["service", "service", "service", "service", "website", "library", "batch-job"]
API_TYPES = ["openapi", "openapi", "openapi", "grpc", "asyncapi", "graphql"]
API_LIFECYCLES = ["production", "production", "experimental", "deprecated"]
