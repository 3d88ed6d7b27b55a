"""The questions people ask, a module each: a session in, a small frozen answer out.

Command line, API and pages ask here and only show. An answer holds values alone, so a session may be
closed before anything is rendered.
"""
