"""The report as a page, on a screen and on paper."""
