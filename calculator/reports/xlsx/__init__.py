"""The report as a workbook that reckons."""
