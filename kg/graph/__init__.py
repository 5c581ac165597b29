"""The graph: what articles tell, as RDF on disk, merged into events and open to SPARQL."""
