"""The commands of `ikkan`, one module each, loaded when called; each exports `command`."""
