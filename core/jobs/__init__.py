"""Jobs: long pieces of work, as rows that workers claim."""
