"""Encryption of what a home holds: its key, switching it on and off, and opening it."""
