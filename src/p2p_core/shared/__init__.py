"""What every slice speaks: errors, time, ids, actors, events, transactions, pages, text and inputs."""
