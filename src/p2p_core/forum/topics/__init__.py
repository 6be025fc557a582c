"""Topics: questions and thoughts that others answer."""
