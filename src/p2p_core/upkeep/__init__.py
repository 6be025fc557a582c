"""What keeps the platform itself in order: work that waits or failed, and what is done by the clock."""
