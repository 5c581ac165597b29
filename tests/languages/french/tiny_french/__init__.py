"""French, of a few words."""
