"""What salesaudit knows about selling: catalogues kept as data, each entry in both languages and with its source."""
