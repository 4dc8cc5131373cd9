"""Readers, one file a format. They run in the reader process only: they parse files that nobody vouches for."""
