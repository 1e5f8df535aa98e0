"""The first schema."""

from alembic import op

from reception.storage import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and the rule that nobody is in two calls at once."""
    connection = op.get_bind()
    schema.metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for trigger in schema.SQLITE_OVERLAP:
            op.execute(trigger)
    else:
        op.execute(schema.POSTGRESQL_OVERLAP)
