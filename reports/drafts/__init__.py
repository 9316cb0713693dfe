"""Drafts of a report: made by a job, shown beside today's data, handed out as files."""
