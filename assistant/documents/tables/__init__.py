"""Tables of documents as data: typed rows in SQLite, questions about them answered by statements that are shown."""
