"""The document library: the index sheet, and pages of documents beside an answer."""
