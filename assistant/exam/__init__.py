"""The user's own exam: questions about their documents, kept, written or made, that score every change of model or setting."""
