"""XLIFF 1.2: a paper's texts for a translator's own program, and back (docs/translating.md)."""
