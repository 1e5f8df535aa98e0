"""Which schema this program reads and writes, and the mark of its files."""

SCHEMA = "0002"
"""The revision of the migrations; `user_version` on SQLite is its number."""
APPLICATION_ID = 0x52435054
"""`RCPT` in the header of our SQLite files."""
