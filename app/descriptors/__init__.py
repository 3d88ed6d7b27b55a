"""Documents to entities: Backstage's descriptor format with Ensemble's optional keys.

Nothing here raises for what an author can fix. A document ends in one of three ways: it cannot be an
entity (a problem, no entity), a part of it is wrong (a problem, the entity without that part), or it
says nothing where a rule will ask (no problem here).
"""
