"""The index of what is written in the forum: kept in the same transaction as what it is about."""
