"""The reception command: one file per noun; each parses, calls a service and prints."""
