"""Pages of the templates of reports: the outline that all reports of a strategy start from."""
