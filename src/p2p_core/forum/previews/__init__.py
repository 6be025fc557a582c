"""Previews: how a text will look, before it is anything."""
