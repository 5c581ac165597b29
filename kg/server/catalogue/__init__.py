"""The catalogue: what pages look up, counted and put in order, in an SQLite file beside a state of the store.

Everything in it is derived from the graph (`building`) and can be made again; pages read it (`reading`, `searching`)
and take the evidence itself from the store.
"""
