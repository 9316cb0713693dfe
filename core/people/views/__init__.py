"""Pages about people and units."""
