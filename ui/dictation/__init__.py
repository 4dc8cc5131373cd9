"""Dictation into the composer."""
