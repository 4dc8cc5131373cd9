"""The first launch: what this machine can run, and the starter set on its way."""
