"""What other rules want declared of the same bill: its magnets by kind, mass and place, their stages, their recycled content."""
