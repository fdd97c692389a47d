"""How much of what a rule counts is in each item: by mass and by value, between bounds, exact."""
