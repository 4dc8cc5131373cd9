"""Settings, generated from their declaration in ``assistant.settings``."""
