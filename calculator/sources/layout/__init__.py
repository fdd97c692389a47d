"""Which table, which headings, which column means what."""
