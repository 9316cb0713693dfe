"""Questions about rows: asked, answered, settled; seen by whoever sees the row."""
