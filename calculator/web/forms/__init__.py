"""What comes from the browser: uploads, options, corrections, typed facts; each checked here."""
