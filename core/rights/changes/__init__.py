"""Changes of settings, rights and templates: who changed what, when, from what to what."""
