"""Rules without rows: periods, progress, and what evidence may be."""
