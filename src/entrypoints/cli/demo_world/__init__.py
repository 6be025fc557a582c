"""The demo world: companies, people and conversations that were written for this project."""
