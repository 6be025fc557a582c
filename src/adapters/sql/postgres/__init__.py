"""What is PostgreSQL's own: connections and errors, transactions, the store, migrations and checks."""
