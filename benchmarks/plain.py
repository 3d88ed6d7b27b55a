"""Serves an application that does nothing, by the command that serves ours: `python benchmarks/plain.py serve`."""

import sys

from flask import Flask, Response

from app.cli import main

app = Flask("plain", static_folder=None)


@app.get("/")
def nothing() -> Response:
    """An empty answer: what is left of a request when there is no work in it."""
    return Response(b"{}", mimetype="application/json")


if __name__ == "__main__":
    # The command imports what it serves from a module of this name, and its workers are forks that have it already.
    sys.modules["wsgi"] = sys.modules["__main__"]
    main()
