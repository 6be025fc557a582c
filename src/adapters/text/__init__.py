"""How people's Markdown becomes safe HTML."""
