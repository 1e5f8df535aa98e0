"""The weekly call list."""
