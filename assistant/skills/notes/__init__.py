"""Lists and notes, as Markdown files."""
