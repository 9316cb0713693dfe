"""The round's workplace: all projects that report, on one page."""
