"""What is known beside the bill: contents, prices, rates, answers, what-if settings."""
