"""Live numbers: declared by the apps, named in texts, put into words."""
