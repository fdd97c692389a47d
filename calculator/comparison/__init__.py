"""Two reports side by side: revisions, a report recomputed, and what its open questions ask of whom."""
