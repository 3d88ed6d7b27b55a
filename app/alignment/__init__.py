"""Whether services and teams could run, change and deploy on their own, and what holds them back.

Everything here is a function of one `Estate`: the network of needs, and what is known of each thing in it. A catalog
makes one, and so do the rows of the last sync; a what-if is another estate. A section is a module: rows of one sort.
"""
