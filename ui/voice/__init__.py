"""Spoken conversation in the window."""
