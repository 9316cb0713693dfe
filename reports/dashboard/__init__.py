"""The dashboard: what is late, stuck or silent, and why; from any figure to the projects behind it."""
