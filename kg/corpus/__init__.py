"""Many articles at once: extraction in shards, by processes of this machine or of a Dask cluster."""
