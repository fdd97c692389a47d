"""What somebody else fills in or signs: the template, the questionnaire, the notice."""
