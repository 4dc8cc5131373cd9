"""Pages as they are stored and shown: text, runs, headings, pictures of them, what stands where."""
