"""The history of the schema, told to Alembic."""
