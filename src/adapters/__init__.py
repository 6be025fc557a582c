"""Everything outside the core that the core may need: one package for each technology."""
