"""The second checker: goes over every clearance by another way than the one that made it."""
