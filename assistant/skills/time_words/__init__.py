"""Dates, times of day and durations as people say them, in English and Japanese. Pure."""
