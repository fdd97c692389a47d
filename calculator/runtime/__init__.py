"""What a run needs of the machine: a worker with limits, stages for a person who waits, the garbage collector."""
