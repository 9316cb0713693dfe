"""Pictures of a report: brought, checked, made anew, shown."""
