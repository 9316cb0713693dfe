"""A site as small as can be, run by the real runtime: a table, a page, a task, a demo command."""
