"""A small model of a diary, and what plays with a real one beside it."""
