"""Asking without opening the window: a small one by a key, wherever one is."""
