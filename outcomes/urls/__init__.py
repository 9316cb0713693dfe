"""Addresses of the framework (`strategy`) and of its indicators (`indicators`)."""
