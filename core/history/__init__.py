"""History: every change of a tracked row is kept, and the past can be asked."""
