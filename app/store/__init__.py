"""The database: tables, queries, and what a sync writes. Callers own the transaction."""
