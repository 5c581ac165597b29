"""The explorer's pages: each is made by a worker, from the catalogue and the store, and sent whole."""
