"""Posts: replies to topics and to each other."""
