"""Fields that a strategy adds to its projects: defined on pages and in files, asked on forms, shown in
lists, read from sheets, counted in papers."""
