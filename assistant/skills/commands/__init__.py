"""Sentences that no skill understood, read by a model."""
