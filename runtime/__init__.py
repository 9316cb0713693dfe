"""Our own supervision of the embedded servers. Nothing in here imports Django on import."""
