"""Addresses of the dashboard, of reports, and of templates."""
