"""Trying out microphone and speaker before they are needed."""
