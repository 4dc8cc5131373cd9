"""The user's own exam in the window."""
