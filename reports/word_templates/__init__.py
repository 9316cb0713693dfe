"""The house's own Word templates: kept, shown, chosen for reports."""
