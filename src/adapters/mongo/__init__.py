"""The forum's content in MongoDB, for those who keep it there; people stay in SQL."""
