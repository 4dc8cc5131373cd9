"""Everything the user made in one file: written, verified, kept in rotation, and put back."""
