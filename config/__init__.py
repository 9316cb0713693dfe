"""Settings, urls, processes: the only place that knows every app. Nobody imports it."""
