"""Outlets: what is shown and handed out. They know the schema, and nothing of how a value was read."""
