"""One dated rule on one item or assembly: whether it is meant, the triggers, what to ask, how far from the line."""
