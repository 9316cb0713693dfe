"""Rules of the risks: scores, bands and how long an assessment holds."""
