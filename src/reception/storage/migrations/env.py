"""What Alembic runs: the migrations, on the connection it is given, in one transaction."""

from alembic import context

from reception.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
