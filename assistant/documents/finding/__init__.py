"""Which passages a question is about: chunks, words, vectors, and one ranking of them."""
