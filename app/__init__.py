"""Ensemble: a service catalog and ownership registry.

Nothing is imported here on purpose: ``import app.check`` must load neither Flask nor SQLAlchemy.
"""
