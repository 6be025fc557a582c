"""The forum: categories, topics, and replies that nest without limit."""
