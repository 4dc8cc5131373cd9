"""The `sotto` command."""
