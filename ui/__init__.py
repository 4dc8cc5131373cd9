"""The desktop front end: the only Qt in the repository."""
