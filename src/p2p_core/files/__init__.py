"""Files: what people upload, who may see it, and how it becomes fit to be shown."""
