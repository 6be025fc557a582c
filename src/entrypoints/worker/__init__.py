"""The work that requests leave behind: events from the outbox, through Dramatiq, to their reactions."""
