"""How the schema came to be what it is, step by step, each step with its way back (Alembic)."""
