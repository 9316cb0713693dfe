"""The facts of a report: what it reports on, its cover, its editions."""
