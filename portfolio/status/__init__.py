"""The status of projects: rounds, updates and their acceptance."""
