"""The questionnaire in a terminal: one talk, and two faces to hold it with."""
