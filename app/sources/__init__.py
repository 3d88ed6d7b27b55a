"""Where descriptor bytes come from."""
