"""Everything that starts the core: the web server, the worker and the command line."""
