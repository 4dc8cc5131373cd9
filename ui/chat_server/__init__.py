"""The chat server: where it is named, and the mark that says what leaves this machine."""
