"""A door for assistants: the engine as tools of a Model Context Protocol server, read-only, for files in one folder."""
