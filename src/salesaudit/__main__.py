"""``python -m salesaudit``."""

from salesaudit.cli.main import main

main()
