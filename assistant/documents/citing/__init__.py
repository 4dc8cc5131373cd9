"""What passages say and what they do not: quotes, citations, claims, and whether they answer a question."""
