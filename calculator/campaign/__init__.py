"""Suppliers asked over many bills: one letter each, what came back, what is missing, and what expires."""
