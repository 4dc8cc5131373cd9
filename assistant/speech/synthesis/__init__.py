"""From words to sound: what a person would say, cut into clauses, spoken by Piper, and what of it was heard."""
