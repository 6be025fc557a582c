"""Every port on the standard library alone: a product for embedding, demos and tests; `world` is one."""
