"""The outline that all reports of a strategy start from, and the plan made of it."""
