"""Models: the catalog by role, fetching, choosing and removing."""
