"""Documents of rows: brought, replaced, removed, handed out; seen by whoever sees the row."""
