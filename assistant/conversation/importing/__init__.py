"""Chats exported by other assistants: read whatever their form, and stored once."""
