"""One row at a time, or a column at once: what its cells mean, and where it hangs."""
