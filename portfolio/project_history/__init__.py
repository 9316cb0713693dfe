"""The history of a project: its course over time, what was said with what it changed, and every field."""
