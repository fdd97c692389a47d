"""What a bill says: items, lines, facts, substances, places and money, each with its cells; and the faults that were met."""
