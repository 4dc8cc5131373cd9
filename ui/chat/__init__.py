"""The chat: side bar, transcript, composer, state line."""
