"""What could run on its own, and what holds it back: a command for each sort of reason."""
