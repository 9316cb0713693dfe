"""Reports to the Governing Body: outline, paragraphs, drafts, documents."""
