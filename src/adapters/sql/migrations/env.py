"""What Alembic runs for every command: it works on the connection, and in the transaction, it is given."""

from alembic import context
from sqlalchemy import Connection

from adapters.sql.tables import METADATA

connection = context.config.attributes["connection"]
if not isinstance(connection, Connection):
    raise TypeError("migrations are run through adapters.sql.schema, which opens the transaction")

context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",  # which can't alter tables in place
    transactional_ddl=True,
    compare_server_default=True,
)
context.run_migrations()
