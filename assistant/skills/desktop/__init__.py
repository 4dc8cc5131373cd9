"""The desktop around Sotto: its programs, its media players, its loudness."""
