"""Many files, each assessed on its own, in parallel; what is done is in a register and is not done twice.

- ``inputs``: which files; ``order``: what is asked of each, and what comes back
- ``worker``: the process that reads; ``supervisor``: the watch over it; ``cluster``: the same on other machines
- ``register``: what is known already; ``run``: from files to entries in one loop
- ``summary``: the answer of the whole; ``formats``: how it is written; ``progress``: how far it is
"""
