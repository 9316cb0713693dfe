"""German pages: Django's formats, with a short month in tables."""
