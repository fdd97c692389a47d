"""What a line is by its words: a magnet, a target, a listed material, or a part that may hold one."""
