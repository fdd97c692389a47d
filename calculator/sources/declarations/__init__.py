"""Declarations as suppliers send them: trees in XML, and tables that are no Content sheet."""
