"""The graph over HTTP: the SPARQL 1.1 Protocol for programs, and pages for people.

`app` puts the routes together; whatever reads the graph is a job (`jobs`) that `pool` has done by worker processes, so
that a query that runs away can be stopped and the server keeps answering.
"""
