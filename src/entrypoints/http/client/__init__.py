"""The web client: its built files are served, and built where they are missing."""
