"""Categories: the shelves on which topics stand."""
