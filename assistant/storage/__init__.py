"""The one SQLite database."""
