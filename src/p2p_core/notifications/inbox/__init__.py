"""The inbox: what people are told within the platform, and by mail where they want that."""
