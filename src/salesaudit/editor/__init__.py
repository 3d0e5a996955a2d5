"""What an editor shows while a company file is being written: errors, findings, suggestions, fixes."""
