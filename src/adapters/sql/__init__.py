"""Everything the core needs from a store, in a SQL database: SQLAlchemy Core for schema and statements."""
