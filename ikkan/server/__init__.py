"""Settings, URLs, wiring and the `ikkan` command; the only package that knows every other one."""
