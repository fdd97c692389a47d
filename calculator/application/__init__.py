"""What both doors do with a request: from plain words to the engine's options, and the jobs that run in a worker."""
