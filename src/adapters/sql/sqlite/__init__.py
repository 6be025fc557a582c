"""What is SQLite's own: the engine, its connections and errors, the group-committing writer, the store."""
