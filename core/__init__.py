"""Ground floor: people, roles, the row gate, time, history, jobs, languages, registries."""
