"""Graphs as drawings: `dot` writes DOT from plain values, `render` lays it out in a limited child process."""
