"""The HTTP entry point: what api.md promises, on Litestar and a few pure ASGI functions."""
