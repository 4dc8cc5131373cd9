"""What Sotto remembers: every turn, searchable; facts with their sources; and forgetting."""
