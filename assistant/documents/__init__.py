"""The document library: reading, finding, citing."""
