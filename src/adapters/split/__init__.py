"""One platform in two stores: the forum's content in one, everything else in the other."""
